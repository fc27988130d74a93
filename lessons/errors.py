"""Why a course, or a change to one, is not kept."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classrooms.errors import Conflict
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
