"""What the page between two texts of one essay shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from essays import document, merging, revisions
from essays.models import Branch, Essay, Revision
from lessons.texts import differences


class Option(NamedTuple):
    """One answer to a choice."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Shown:
    """A part as the page shows it; `number` counts those that want a choice, from 0, and is None for the others."""

    part: merging.Part
    number: int | None
    theirs: str
    mine: str
    changes: list[differences.Paragraph]

    @property
    def formatting_only(self) -> bool:
        return bool(self.part.theirs and self.part.mine and not self.changes)

    @property
    def options(self) -> list[Option]:
        """What may be chosen: of two texts each or both, of one text to keep it or to leave it out."""
        part, suggested = self.part, self.part.suggested
        if part.theirs and part.mine:
            labels = {"mine": _("This version"), "theirs": _("The other version"), "both": _("Both")}
            return [Option(value, label, value == suggested) for value, label in labels.items()]
        out = "theirs" if part.mine else "mine"
        return [Option("both", _("Keep it"), suggested != out), Option(out, _("Leave it out"), suggested == out)]


class Comparison:
    """The essay's head beside a branch of it. Both are HTML already, rendered each as a whole, cut into parts."""

    def __init__(self, essay: Essay, branch: Branch):
        self.essay, self.draft, self.branch = essay, essay.draft, branch

    @cached_property
    def shown(self) -> list[Shown]:
        theirs, mine = document.parse(self.draft.document), document.parse(self.branch.document)
        return list(_shown(merging.parts(theirs, mine, self._base()), theirs, mine))

    @property
    def differing(self) -> int:
        """How many choices there are."""
        return sum(each.number is not None for each in self.shown)

    def _base(self) -> document.Tree | None:
        """The text that both grew from, where it is known."""
        try:
            return document.parse(revisions.reconstruct(self.essay, self.branch.base))
        except Revision.DoesNotExist:
            return None


def _shown(parts: list[merging.Part], theirs: document.Tree, mine: document.Tree) -> Iterator[Shown]:
    left, right, numbers = iter(document.render_blocks(theirs)), iter(document.render_blocks(mine)), count()
    for part in parts:
        of_theirs = "".join(next(left) for _block in part.theirs)
        of_mine = "".join(next(right) for _block in part.mine)
        number = None if part.same else next(numbers)
        yield Shown(part, number, of_theirs, of_mine, _changes(part))


def _changes(part: merging.Part) -> list[differences.Paragraph]:
    """What changed by words; nothing when a side is empty or only the formatting differs."""
    if part.same or not (part.theirs and part.mine):
        return []
    texts = (document.plain_text({"type": "doc", "content": list(side)}) for side in (part.theirs, part.mine))
    changes = differences.compare(*texts)
    return changes if any(each.kind != "same" for each in changes) else []
