"""How an essay was written, from its saved states: when, how long, how it grew, what was pasted."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays import document, history, revisions, sittings
from essays.models import Essay, Revision

BLOCK = history.SNAPSHOT_EVERY  # states sent to a player at once
POINTS = 20  # on the chart
PASTES_ON_A_PAGE = 25
SOURCES = {
    "own": gettext_lazy("From the essay itself"),
    "clipping": gettext_lazy("From the notebook"),
    "outside": gettext_lazy("From elsewhere"),
}


@dataclass(frozen=True)
class Sitting:
    """One sitting: its states from `first` to `last` (revisions), and the words before it and after it."""

    begins: datetime
    ends: datetime
    minutes: int
    first: int
    last: int
    words_before: int
    words_after: int


@dataclass(frozen=True)
class Paste:
    """Words that were pasted, as they stood in the state that was saved next."""

    number: int
    saved_at: datetime
    words: int
    excerpt: str
    source: str
    shown_source: str


@dataclass(frozen=True)
class Pastes:
    """A page of them."""

    page: Page
    rows: list[Paste]


@dataclass(frozen=True)
class Chart:
    """What a figure's template draws and tables."""

    key: str
    title: str
    chart: str
    data: dict


class Written:
    """The states of an essay's head, up to a revision where one is named."""

    def __init__(self, essay: Essay, upto: int | None = None):
        self.essay = essay
        line = Revision.objects.filter(essay=essay, branch=None)
        if upto is not None:
            line = line.filter(number__lte=upto)
        fields = ("number", "saved_at", "words", "pastes")
        self.states = list(line.order_by("number").values_list(*fields))
        self.numbers = [number for number, *_rest in self.states]
        self.times = [saved_at for _number, saved_at, *_rest in self.states]

    @cached_property
    def sittings(self) -> list[Sitting]:
        """Oldest first."""
        return [self._sitting(each) for each in sittings.split(self.times)]

    @property
    def minutes(self) -> int:
        """Minutes in which something was written, all sittings together."""
        return sum(sitting.minutes for sitting in self.sittings)

    @property
    def words(self) -> int:
        return self.states[-1][2] if self.states else 0

    @cached_property
    def chart(self) -> Chart | None:
        """Words over the minutes worked, pauses left out; None where there is no line to draw."""
        worked = sittings.since_start(self.times)
        if not worked or worked[-1] < 1:
            return None
        rows, n = [], 0
        for minute in sorted({round(worked[-1] * point / POINTS) for point in range(POINTS + 1)}):
            while n + 1 < len(worked) and worked[n + 1] <= minute:
                n += 1
            rows.append([str(minute), self.states[n][2]])
        data = {"columns": [_("Minutes of work"), _("Words")], "rows": rows, "unit": _("words")}
        return Chart("words", _("Words over the minutes of work"), "line", data)

    def pastes(self, page: str) -> Pastes:
        """What was pasted, in the order of the saves."""
        found = [(number, at, paste) for number, at, _words, pastes in self.states for paste in pastes]
        shown = Paginator(found, PASTES_ON_A_PAGE).get_page(page)
        texts = {number: self.text(number) for number in {number for number, _at, _paste in shown}}
        return Pastes(shown, [_paste(texts[number], number, at, paste) for number, at, paste in shown])

    def place(self, number: int | None) -> int | None:
        """Which of the states a revision is, from 0; None for one that is not there."""
        return self.numbers.index(number) if number in self.numbers else None

    def tree(self, number: int) -> document.Tree:
        """The document at a revision."""
        return document.parse(revisions.reconstruct(self.essay, number))

    def text(self, number: int) -> str:
        """The canonical text at a revision."""
        return document.plain_text(self.tree(number))

    def block(self, first: int) -> dict:
        """BLOCK states from a revision on, for a player: the first with its text, the others with what changed.

        `splice` is from which code point, how many go, what comes; `next` the revision that the next block begins
        with, or None.
        """
        n = self.place(first) or 0
        numbers, following = self.numbers[n : n + BLOCK], self.numbers[n + BLOCK : n + BLOCK + 1]
        states: list[dict] = []
        before = None
        for state, stored in revisions.walk(self.essay, min(numbers, default=1), max(numbers, default=0)):
            text = document.plain_text(document.parse(stored))
            said = {"number": state.number, "at": timezone.localtime(state.saved_at).isoformat(timespec="seconds")}
            said |= {"words": state.words, "pastes": state.pastes}
            said |= {"text": text} if before is None else {"splice": history.splice(before, text)}
            states.append(said)
            before = text
        return {"states": states, "next": following[0] if following else None}

    def _sitting(self, each: range) -> Sitting:
        times = self.times[each.start : each.stop]
        first, last = self.states[each.start], self.states[each.stop - 1]
        before = self.states[each.start - 1][2] if each.start else 0
        minutes = sittings.minutes_active(times)
        return Sitting(times[0], times[-1], minutes, first[0], last[0], before, last[2])


def _paste(text: str, number: int, at: datetime, paste: dict) -> Paste:
    pasted = text[paste["at"] : paste["at"] + paste["length"]].replace(document.CITATION, "*")
    words = document.count_words(pasted)
    return Paste(number, at, words, " ".join(pasted.split()), paste["from"], str(SOURCES[paste["from"]]))
