"""Where a comment's words stand, checked in one text and found again in the next."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from lessons.texts.matching import TOKEN, common, matching, tokens, weight

CONTEXT = 32  # characters looked at on each side
SIMILARITY = 0.5  # what a passage with its context must have in common with its old one to be offered at all
SURE = 0.6  # how alike the context of an exact place must be to leave no doubt
SPEAKS_FOR_ITSELF = 32  # characters from which a quotation that stands once needs no context
CLEAR = 0.1  # by how much the context of one place must beat that of another


class SpanError(ValueError):
    """A span that is not in the text; `code` is empty, reversed, outside or quote."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Anchor(NamedTuple):
    """Where a passage is now, in code points [start, end) of the new text; both 0 when it is gone."""

    kind: Literal["exact", "approximate", "gone"]
    start: int = 0
    end: int = 0


GONE = Anchor("gone")


def check_span(text: str, start: int, end: int, quote: str) -> None:
    """Raises SpanError unless text[start:end] is the quote and is not empty. Offsets are code points."""
    if start == end:
        raise SpanError("empty", "The span is empty.")
    if start > end:
        raise SpanError("reversed", "The span ends before it starts.")
    if start < 0 or end > len(text):
        raise SpanError("outside", "The span is outside the text.")
    if text[start:end] != quote:
        raise SpanError("quote", "The words at this place are others.")


def find(quote: str, start: int, old_text: str, new_text: str) -> Anchor:
    """Where the quote at `start` of the old text is in the new one.

    Exact: the same words, told from their like by their context. Approximate: changed words, or one of several
    places, at least SIMILARITY alike with 32 characters of context on each side. Else gone. Raises SpanError.
    """
    check_span(old_text, start, start + len(quote), quote)
    passage = _Passage(quote, start, old_text, new_text)
    places = _exact_places(passage)
    if places and _is_settled(passage, places):
        return Anchor("exact", places[0], places[0] + len(quote))
    offers = [(place, place + len(quote)) for place in places[:1]] + _rewritten_places(passage)
    best = max(offers, key=lambda offer: passage.similarity(*offer), default=None)
    if best and passage.similarity(*best) >= SIMILARITY:
        return Anchor("approximate", *best)
    return GONE


@dataclass
class _Passage:
    """One quote on its way from the old text to the new."""

    quote: str
    start: int
    old_text: str
    new_text: str
    similarities: dict[tuple[int, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.end = self.start + len(self.quote)
        self.alignment = _align(self.old_text, self.new_text)
        self.words = tokens(self.quote)
        self.before, self.after = _around(self.old_text, self.start, self.end)

    def context(self, start: int, end: int) -> float:
        """0 to 1: how alike the old surroundings and those of new_text[start:end] are."""
        return self._alike(start, end, [])

    def similarity(self, start: int, end: int) -> float:
        """0 to 1: the same, the words themselves included."""
        if (start, end) not in self.similarities:
            here = tokens(self.new_text[start:end])
            self.similarities[start, end] = self._alike(start, end, [(self.words, here)])
        return self.similarities[start, end]

    def _alike(self, start: int, end: int, sides: list[tuple[list[str], list[str]]]) -> float:
        before, after = _around(self.new_text, start, end)
        sides = [*sides, (self.before, before), (self.after, after)]
        whole = sum(weight(old) + weight(new) for old, new in sides)
        return 2 * sum(common(old, new) for old, new in sides) / whole if whole else 1.0


def _around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    return tokens(text[max(0, start - CONTEXT) : start]), tokens(text[end : end + CONTEXT])


def _exact_places(passage: _Passage) -> list[int]:
    """Starts of the quote in the new text, at most a few dozen, those with the best context and nearest first."""
    quote, old, new = passage.quote, passage.old_text, passage.new_text
    if quote not in new:
        return []
    expected = passage.alignment.left(passage.start)
    places: set[int] = set()
    for left, right in ((32, 32), (32, 0), (0, 32), (8, 8)):
        wide_start = max(0, passage.start - left)
        wide = old[wide_start : passage.end + right]
        places.update(place + passage.start - wide_start for place in _occurrences(wide, new, expected, 2))
    places.update(_occurrences(quote, new, expected, 8))
    scores = {place: passage.context(place, place + len(quote)) for place in places}
    return sorted(places, key=lambda place: (-round(scores[place], 6), abs(place - expected)))


def _occurrences(part: str, text: str, near: int, most: int) -> list[int]:
    found: list[int] = []
    at = near
    while len(found) < most and (at := text.find(part, at)) >= 0:
        found.append(at)
        at += 1
    end = near + len(part) - 1
    while len(found) < 2 * most and end > 0 and (at := text.rfind(part, 0, end)) >= 0:
        found.append(at)
        end = at + len(part) - 1
    return found


def _is_settled(passage: _Passage, places: list[int]) -> bool:
    """Whether the first of the exact places is beyond doubt."""
    quote, old, new = passage.quote, passage.old_text, passage.new_text
    best = places[0]
    context = passage.context(best, best + len(quote))
    rivals = [place for place in places[1:] if passage.context(place, place + len(quote)) > context - CLEAR]
    if not rivals and old.count(quote) == new.count(quote) == 1 and len(quote) >= SPEAKS_FOR_ITSELF:
        return True
    stays_in_order = (
        best == passage.alignment.kept(passage.start, passage.end)
        and old.count(quote) == new.count(quote)
        and old.count(quote, 0, passage.start) == new.count(quote, 0, best)
    )
    return context >= SURE and (not rivals or stays_in_order)


def _rewritten_places(passage: _Passage) -> list[tuple[int, int]]:
    """Ranges of the new text where the passage may stand in other words."""
    found: list[tuple[int, int]] = []
    alignment, new = passage.alignment, passage.new_text
    longest = 4 * len(passage.quote) + 200
    for start, end in [
        (alignment.left(passage.start), alignment.right(passage.end)),
        *alignment.gatherings(passage.words),
    ]:
        start, end = _trimmed(new, start, min(end, start + longest))
        found += [(start, end), _narrowed(passage, start, end)]
    return [(start, end) for start, end in found if any(map(str.isalnum, new[start:end]))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _narrowed(passage: _Passage, start: int, end: int) -> tuple[int, int]:
    """The part from the first to the last word that the passage had."""
    here = list(TOKEN.finditer(passage.new_text, start, end))
    pairs = matching(passage.words, [match[0] for match in here])
    return (here[pairs[0][1]].start(), here[pairs[-1][1]].end()) if pairs else (start, start)


class _Alignment:
    """Which stretches of the old text stand in the new, in the same order."""

    def __init__(self, old: str, new: str) -> None:
        old_tokens, self.new_tokens = list(TOKEN.finditer(old)), list(TOKEN.finditer(new))
        pairs = matching([match[0] for match in old_tokens], [match[0] for match in self.new_tokens])
        kept = [(old_tokens[i].start(), self.new_tokens[j].start(), len(old_tokens[i][0])) for i, j in pairs]
        self.stretches = _stretched(kept, old, new)
        self.starts = [old_start for old_start, _, _ in self.stretches]
        self.new_length = len(new)
        self.positions = defaultdict(list)
        for index, match in enumerate(self.new_tokens):
            self.positions[match[0]].append(index)

    def left(self, at: int) -> int:
        """Where the code point `at` is now, or where the gap that swallowed it begins."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return 0
        old_start, new_start, length = self.stretches[index]
        return new_start + min(at - old_start, length)

    def right(self, at: int) -> int:
        """Where the text before `at` ends now, or where the gap that swallowed it ends."""
        index = bisect_left(self.starts, at) - 1
        if index >= 0:
            old_start, new_start, length = self.stretches[index]
            if at <= old_start + length:
                return new_start + at - old_start
        return self.stretches[index + 1][1] if index + 1 < len(self.stretches) else self.new_length

    def kept(self, start: int, end: int) -> int | None:
        """The new start of a range that was kept whole, else None."""
        index = bisect_right(self.starts, start) - 1
        if index < 0:
            return None
        old_start, new_start, length = self.stretches[index]
        return new_start + start - old_start if end <= old_start + length else None

    def gatherings(self, words: list[str]) -> list[tuple[int, int]]:
        """The three ranges in which most of the words stand in about their order, wherever that is."""
        votes: Counter[int] = Counter()
        for at, word in enumerate(words[:200]):
            for position in self.positions.get(word, ())[:20] if len(word) > 3 else ():
                for offset in (-1, 0, 1):
                    votes[position - at + offset] += len(word)
        found = []
        for first, _ in votes.most_common(3):
            here = self.new_tokens[max(0, first - 3) : first + len(words) + 3]
            found.append((here[0].start(), here[-1].end()))
        return found


def _stretched(kept: list[tuple[int, int, int]], old: str, new: str) -> list[tuple[int, int, int]]:
    """Kept tokens (old start, new start, length) joined, and lengthened by the equal characters at both their ends."""
    joined: list[tuple[int, int, int]] = []
    edges = [(0, 0, 0), *kept, (len(old), len(new), 0)]
    for (old_a, new_a, length_a), (old_b, new_b, length_b) in pairwise(edges):
        gap_old, gap_new = old[old_a + length_a : old_b], new[new_a + length_a : new_b]
        ahead = _same_at_start(gap_old, gap_new)
        back = _same_at_start(gap_old[ahead:][::-1], gap_new[ahead:][::-1])
        if joined:
            old_start, new_start, length = joined.pop()
        else:
            old_start, new_start, length = old_a, new_a, length_a
        if len(gap_old) == len(gap_new) == ahead:
            joined.append((old_start, new_start, length + ahead + length_b))
        else:
            joined += [(old_start, new_start, length + ahead), (old_b - back, new_b - back, length_b + back)]
    return [stretch for stretch in joined if stretch[2]]


def _same_at_start(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


@lru_cache(maxsize=4)
def _align(old: str, new: str) -> _Alignment:
    return _Alignment(old, new)
