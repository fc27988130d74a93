"""What an essay's history shows its writer: every saved state by time, and one of them beside another."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from essays import document, revisions, sittings
from essays.models import Branch, Essay, Revision, Submission
from lessons.texts import differences

ON_A_PAGE = 100


@dataclass(frozen=True)
class State:
    """One saved state as a line of the list. `gain`: words more or fewer than the state before it in its line."""

    pk: int
    number: int
    saved_at: datetime
    words: int
    gain: int
    notes: list[str] = field(default_factory=list)
    branch: int | None = None
    open_branch: bool = False


@dataclass(frozen=True)
class Sitting:
    """States that were saved closely after one another; `states`: those of them on this page, newest first."""

    begins: datetime
    ends: datetime
    count: int
    minutes: int
    states: list[State]

    @property
    def day(self) -> date:
        return timezone.localdate(self.begins)


@dataclass(frozen=True)
class History:
    """A page of the list."""

    page: Page
    sittings: list[Sitting]


class _Row:
    """A saved state, as light as thousands of them must be."""

    __slots__ = ("branch", "client", "gain", "number", "pk", "round", "saved_at", "words")

    def __init__(self, pk, number, branch, round, client, words, saved_at):
        self.pk, self.number, self.branch, self.round = pk, number, branch, round
        self.client, self.words, self.saved_at, self.gain = client, words, saved_at, words


def history(essay: Essay, *, page: str = "1", at: int | None = None) -> History:
    """The newest states first, ON_A_PAGE of them: page `page`, or the one that holds the state `at` (its pk)."""
    rows = _rows(essay)
    paginator = Paginator(range(len(rows)), ON_A_PAGE)
    places = [n for n, row in enumerate(reversed(rows)) if row.pk == at]
    shown = paginator.get_page(places[0] // ON_A_PAGE + 1 if places else page)
    last = len(rows) - shown.start_index() if rows else -1
    first = len(rows) - shown.end_index()
    return History(shown, list(_sittings(essay, rows, first, last)))


def _rows(essay: Essay) -> list[_Row]:
    """All states, oldest first, with what each gained."""
    fields = ("pk", "number", "branch", "round", "client", "words", "saved_at")
    found = Revision.objects.filter(essay=essay).order_by("saved_at", "pk").values_list(*fields)
    rows, before = [_Row(*values) for values in found], dict[int | None, int]()
    for row in rows:
        row.gain -= before.get(row.branch, before.get(None, 0))
        before[row.branch] = row.words
    return rows


def _sittings(essay: Essay, rows: list[_Row], first: int, last: int) -> Iterator[Sitting]:
    """The sittings that have states from `first` to `last`, newest first."""
    notes = _Notes(essay)
    times = [row.saved_at for row in rows]
    for sitting in reversed(sittings.split(times)):
        here = [notes.state(rows[n]) for n in reversed(sitting) if first <= n <= last]
        if here:
            whole = times[sitting.start : sitting.stop]
            yield Sitting(whole[0], whole[-1], len(whole), sittings.minutes_active(whole), here)


class _Notes:
    """What is said beside a state: handed in, a redraft begun, brought back, from a file, kept aside."""

    def __init__(self, essay: Essay):
        handed_in = Submission.objects.filter(essay=essay).values_list("revision", "round")
        self.handed_in = {revision: _("Handed in, draft %(round)s") % {"round": round} for revision, round in handed_in}
        self.branches = {branch.pk: branch for branch in Branch.objects.filter(essay=essay).defer("document")}
        begun = Revision.objects.filter(essay=essay, branch=None, client=revisions.SERVER, round__gt=1)
        self.begun: dict[int, int] = {}
        for round, number in begun.order_by("-number").values_list("round", "number"):
            self.begun[round] = number

    def state(self, row: _Row) -> State:
        branch = self.branches.get(row.branch)
        notes = self._on_branch(branch) if branch else list(self._on_head(row))
        still_open = branch is not None and branch.settled_at is None
        return State(row.pk, row.number, row.saved_at, row.words, row.gain, notes, row.branch, still_open)

    def _on_branch(self, branch: Branch) -> list[str]:
        return [branch.get_kind_display(), _("Kept beside the essay")]

    def _on_head(self, row: _Row) -> Iterator[str]:
        if row.client.startswith(revisions.BACK):
            yield _("Brought back")
        elif row.client.startswith(revisions.FILE):
            yield _("From a Word file")
        elif row.client == revisions.SERVER:
            begins = self.begun.get(row.round) == row.number
            yield _("Draft %(round)s begun") % {"round": row.round} if begins else _("Chosen from two versions")
        if row.number in self.handed_in:
            yield self.handed_in[row.number]


@dataclass(frozen=True)
class Look:
    """One state to look at: its tree, and the states before and after it in time."""

    state: Revision
    tree: document.Tree
    before: int | None
    after: int | None

    @property
    def is_now(self) -> bool:
        """Whether the essay has this very text now."""
        return self.state.digest == self.state.essay.draft.digest


def look(state: Revision) -> Look:
    """One state. Takes it as `access.state_to_see` gives it."""
    order = Revision.objects.filter(essay=state.essay_id).order_by("saved_at", "pk").values_list("saved_at", "pk")
    places = list(order)
    at = bisect_left(places, (state.saved_at, state.pk))
    before = places[at - 1][1] if at else None
    after = places[at + 1][1] if at + 1 < len(places) else None
    return Look(state, text_of(state), before, after)


def text_of(state: Revision) -> document.Tree:
    """The document of a state."""
    return document.parse(revisions.reconstruct(state.essay, state.number, state.branch))


@dataclass(frozen=True)
class Changes:
    """What changed from one state to a later one; `last` None is the essay as it is now."""

    first: Revision
    last: Revision | None
    paragraphs: list[differences.Paragraph]

    @property
    def any(self) -> bool:
        return any(paragraph.kind != "same" for paragraph in self.paragraphs)


def changes(state: Revision, other: Revision | None) -> Changes:
    """Two states, whichever is the earlier one first; `other` None is the essay as it is now."""
    backwards = other is not None and (other.saved_at, other.pk) < (state.saved_at, state.pk)
    first, last = (other, state) if other is not None and backwards else (state, other)
    then = document.plain_text(text_of(first))
    now = document.plain_text(text_of(last) if last else document.parse(state.essay.draft.document))
    return Changes(first, last, differences.compare(*(text.replace(document.CITATION, "*") for text in (then, now))))
