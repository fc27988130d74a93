"""Why a course, or a change to one, is not kept."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classrooms.errors import Conflict
from classrooms.models import User
from lessons.models import FileDraft, FileVersion
from lessons.pack.parts import Problem


class PackProblems(ValueError):
    """The course would have these problems (in the order of its files); nothing was kept."""

    def __init__(self, problems: Sequence[Problem]):
        count = len(problems)
        super().__init__(ngettext("%(count)s problem.", "%(count)s problems.", count) % {"count": count})
        self.problems = list(problems)


class ChangedInSchool(Conflict):
    """These files (paths) were changed in the school since the last load; nothing was loaded."""

    def __init__(self, paths: Sequence[str]):
        text = _("Changed in the school since the last load: %(paths)s.") % {"paths": ", ".join(paths)}
        super().__init__(text, code="changed-in-school")
        self.paths = list(paths)


class NewerText(Conflict):
    """A file was saved or published after the text that is offered now began. What is newer is the draft, else the
    version; neither is left when the file is gone."""

    def __init__(self, draft: FileDraft | None, version: FileVersion | None):
        super().__init__(_("Somebody changed this file while you were editing it."), code="draft")
        self.draft, self.version = draft, version

    @property
    def newest(self) -> FileDraft | FileVersion | None:
        return self.draft or self.version

    @property
    def by(self) -> User | None:
        """Who made what is newer; none when it was loaded."""
        if self.draft:
            return self.draft.changed_by
        return self.version.made_by if self.version else None

    @property
    def at(self) -> datetime | None:
        if self.draft:
            return self.draft.changed_at
        return self.version.made_at if self.version else None
