"""Before and after: what changed from one canonical text to the next, by paragraphs, then sentences, then words."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from lessons.texts.matching import TOKEN, Pairs, likeness, matching, rising, tokens, weight
from lessons.texts.sentences import sentences
from lessons.texts.words import count_words

__all__ = ["Paragraph", "Run", "compare", "sentences", "tally"]

SAME_PARAGRAPH = 0.4  # likeness from which two paragraphs are one that was changed
SAME_SENTENCE = 0.4
NEAR = 12  # changed paragraphs are looked for this far from their place
ISLAND = 4  # characters; a shorter stretch left standing between two changes is shown as changed too

_LINE = re.compile(r"[^\n]+")


RunKind = Literal["same", "ins", "del"]
ParagraphKind = Literal["same", "changed", "added", "removed", "moved"]


class Run(NamedTuple):
    """A stretch of text that stands in both ("same"), only in the new ("ins") or only in the old ("del")."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the texts and what became of it; `old` and `new` are its code point ranges there, or None.

    "moved" has changed its place and perhaps words too; "removed" stands where it would follow its old neighbours.
    """

    kind: ParagraphKind
    runs: tuple[Run, ...]
    old: tuple[int, int] | None = None
    new: tuple[int, int] | None = None

    @property
    def before(self) -> tuple[Run, ...]:
        """The runs of the old text."""
        return tuple(run for run in self.runs if run.kind != "ins")

    @property
    def after(self) -> tuple[Run, ...]:
        """The runs of the new text."""
        return tuple(run for run in self.runs if run.kind != "del")


def compare(old: str, new: str) -> list[Paragraph]:
    """All paragraphs of both texts in the order of the new one. Lines of white space only are left out."""
    olds, news = _lines(old), _lines(new)
    links = _links([line[0] for line in olds], [line[0] for line in news])
    in_order = dict(rising(links))
    old_of = {j: i for i, j in links}
    gone_after = defaultdict(list)
    kept = [-1, *in_order]
    for i in sorted(set(range(len(olds))) - {i for i, _ in links}):
        gone_after[kept[bisect_right(kept, i) - 1]].append(_removed(olds[i]))
    result = gone_after[-1]
    for j, line in enumerate(news):
        i = old_of.get(j, -1)
        if i < 0:
            result.append(Paragraph("added", (Run("ins", line[0]),), new=line.span()))
            continue
        stays = i in in_order
        result.append(_linked(olds[i], line, stays))
        if stays:
            result += gone_after[i]
    return result


def tally(paragraphs: Iterable[Paragraph]) -> tuple[int, int]:
    """The words that came in and that went out."""
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    came, went = (sum(count_words(run.text) for run in runs if run.kind == kind) for kind in ("ins", "del"))
    return came, went


def _lines(text: str) -> list[re.Match[str]]:
    return [line for line in _LINE.finditer(text) if line[0].strip()]


def _removed(old: re.Match[str]) -> Paragraph:
    return Paragraph("removed", (Run("del", old[0]),), old=old.span())


def _linked(old: re.Match[str], new: re.Match[str], stays: bool) -> Paragraph:
    kind: ParagraphKind = "moved" if not stays else "same" if old[0] == new[0] else "changed"
    return Paragraph(kind, tuple(_joined(_by_sentences(old[0], new[0]))), old=old.span(), new=new.span())


def _links(olds: list[str], news: list[str]) -> Pairs:
    """Which old line is which new one, sorted by the old: unchanged in order, unchanged elsewhere, then alike."""
    links = dict(matching(olds, news))
    taken = set(links.values())
    elsewhere = defaultdict(list)
    for j in reversed(range(len(news))):
        if j not in taken:
            elsewhere[news[j]].append(j)
    for i, line in enumerate(olds):
        if i not in links and elsewhere[line]:
            links[i] = elsewhere[line].pop()
    links.update(_alike(olds, news, links))
    return sorted(links.items())


def _alike(olds: list[str], news: list[str], links: dict[int, int]) -> Pairs:
    """Links between lines that have none yet, the most alike first."""
    taken = set(links.values())
    new_rest = [j for j in range(len(news)) if j not in taken]
    old_rest = [i for i in range(len(olds)) if i not in links]
    new_tokens = {j: tokens(news[j]) for j in new_rest}
    offers = []
    for at, i in enumerate(old_rest):
        old_tokens = tokens(olds[i])
        middle = round(at * len(new_rest) / len(old_rest))
        for j in new_rest[max(0, middle - NEAR) : middle + NEAR]:
            score = likeness(old_tokens, new_tokens[j])
            if score >= SAME_PARAGRAPH:
                offers.append((-score, i, j))
    return _best_first(offers)


def _best_first(offers: list[tuple[float, int, int]]) -> Pairs:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(offers):
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return list(chosen.items())


def _by_sentences(old: str, new: str) -> Iterator[Run]:
    if old == new:
        yield Run("same", old)
        return
    olds, news = _pieces(old), _pieces(new)
    pairs = matching([piece.strip() for piece in olds], [piece.strip() for piece in news])
    for (i1, j1), (i2, j2) in pairwise([(-1, -1), *pairs, (len(olds), len(news))]):
        yield from _rewritten(olds[i1 + 1 : i2], news[j1 + 1 : j2])
        if i2 < len(olds):
            yield from _by_words(olds[i2], news[j2])


def _pieces(text: str) -> list[str]:
    """The text cut before each sentence but the first, so that nothing is lost."""
    cuts = [start for start, _ in sentences(text)][1:]
    return [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]


def _rewritten(olds: list[str], news: list[str]) -> Iterator[Run]:
    """Runs of sentences that stand between kept ones: those alike are compared by words, the others came or went."""
    offers = []
    if len(olds) * len(news) <= 400:
        words = [tokens(piece) for piece in news]
        for i, piece in enumerate(olds):
            offers += [(-likeness(tokens(piece), here), i, j) for j, here in enumerate(words)]
    pairs = rising(sorted(_best_first([offer for offer in offers if -offer[0] >= SAME_SENTENCE])))
    for (i1, j1), (i2, j2) in pairwise([(-1, -1), *pairs, (len(olds), len(news))]):
        yield Run("del", "".join(olds[i1 + 1 : i2]))
        yield Run("ins", "".join(news[j1 + 1 : j2]))
        if i2 < len(olds):
            yield from _by_words(olds[i2], news[j2])


def _by_words(old: str, new: str) -> Iterator[Run]:
    olds, news = list(TOKEN.finditer(old)), list(TOKEN.finditer(new))
    pairs = _without_islands(olds, matching([word[0] for word in olds], [word[0] for word in news]))
    spans = [(olds[i].span(), news[j].span()) for i, j in pairs]
    edges = [((0, 0), (0, 0)), *spans, ((len(old), len(old)), (len(new), len(new)))]
    for ((_, old_from), (_, new_from)), ((old_to, old_end), (new_to, _)) in pairwise(edges):
        yield from _gap(old[old_from:old_to], new[new_from:new_to])
        yield Run("same", old[old_to:old_end])


def _gap(old: str, new: str) -> Iterator[Run]:
    """What stands between two kept words; white space that both have at an end is kept."""
    left = 0
    while left < min(len(old), len(new)) and old[left] == new[left] and old[left].isspace():
        left += 1
    right = 0
    while right < min(len(old), len(new)) - left and old[-1 - right] == new[-1 - right] and old[-1 - right].isspace():
        right += 1
    yield Run("same", old[:left])
    yield Run("del", old[left : len(old) - right])
    yield Run("ins", new[left : len(new) - right])
    yield Run("same", old[len(old) - right :])


def _without_islands(olds: list[re.Match[str]], pairs: Pairs) -> Pairs:
    """Leaves out single short words between two changes, which would only scatter them."""
    stretches: list[Pairs] = []
    for i, j in pairs:
        if stretches and stretches[-1][-1] == (i - 1, j - 1):
            stretches[-1].append((i, j))
        else:
            stretches.append([(i, j)])
    kept = []
    for at, stretch in enumerate(stretches):
        inside = 0 < at < len(stretches) - 1
        if not inside or weight([olds[i][0] for i, _ in stretch]) >= ISLAND:
            kept += stretch
    return kept


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one kind made one, and within a change what went before what came."""
    result: list[Run] = []
    for same, group in groupby((run for run in runs if run.text), key=lambda run: run.kind == "same"):
        stretch = list(group)
        kinds: tuple[RunKind, ...] = ("same",) if same else ("del", "ins")
        for kind in kinds:
            text = "".join(run.text for run in stretch if run.kind == kind)
            if text:
                result.append(Run(kind, text))
    return result
