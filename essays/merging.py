"""Two texts of one essay made one: where they differ, by blocks, and the text that a writer's choices give.

"theirs" is the essay's head, "mine" the text that was written elsewhere meanwhile.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from essays.document import plain_text
from essays.schema import Tree, dumps
from lessons.texts.matching import Pairs, likeness, matching, rising, tokens

CHOICES = ("mine", "theirs", "both")
ALIKE = 0.4  # likeness from which two blocks are one that was changed
WIDE = 50 * 50  # pairs of blocks; in a wider gap nobody looks for likeness

Blocks = tuple[Tree, ...]


@dataclass(frozen=True)
class Part:
    """Blocks that stand for one another; empty on the side that lacks them. `suggested` is what to choose unasked."""

    theirs: Blocks
    mine: Blocks
    suggested: str = "both"

    @property
    def same(self) -> bool:
        return self.theirs == self.mine

    def blocks(self, choice: str) -> Blocks:
        """What a choice keeps; "both" is the head's blocks, then the others."""
        if self.same or choice == "theirs":
            return self.theirs
        return self.mine if choice == "mine" else self.theirs + self.mine


def parts(theirs: Tree, mine: Tree, base: Tree | None = None) -> list[Part]:
    """Both texts from beginning to end, in parts that are the same or want a choice.

    `base` is the text that both grew from: what only one of them has changed since is suggested as it was changed.
    Blank lines want no choice: they are as in the head.
    """
    ours, others = (tuple(tree["content"]) for tree in (theirs, mine))
    pairs = matching(*([dumps(block) for block in blocks] for blocks in (ours, others)))
    found: list[Part] = []
    for (i1, j1), (i2, j2) in pairwise([(-1, -1), *pairs, (len(ours), len(others))]):
        found += _gap(ours[i1 + 1 : i2], others[j1 + 1 : j2])
        found += [Part(ours[i2 : i2 + 1], ours[i2 : i2 + 1])] if i2 < len(ours) else []
    found = [part if _wants_choice(part) else Part(part.theirs, part.theirs) for part in found]
    known = {dumps(block) for block in base["content"]} if base else None
    return [part if known is None or part.same else replace(part, suggested=_suggested(part, known)) for part in found]


def merged(parts: Sequence[Part], choices: Sequence[str]) -> Tree:
    """The text that the choices give: one choice for each part that is not the same. Raises ValueError for others."""
    wanted = sum(not part.same for part in parts)
    if len(choices) != wanted or set(choices) - set(CHOICES):
        raise ValueError(f"{wanted} choices are wanted: {', '.join(CHOICES)}")
    chosen = iter(choices)
    content = [block for part in parts for block in part.blocks("theirs" if part.same else next(chosen))]
    return {"type": "doc", "content": content or [{"type": "paragraph"}]}


def joined(theirs: Tree, mine: Tree) -> Tree:
    """The head's text, then each block that only the other has."""
    return {
        "type": "doc",
        "content": theirs["content"] + [new for new in mine["content"] if new not in theirs["content"]],
    }


def _gap(theirs: Blocks, mine: Blocks) -> Iterator[Part]:
    """Parts of what stands between two blocks that are the same."""
    for (i1, j1), (i2, j2) in pairwise([(-1, -1), *_alike(theirs, mine), (len(theirs), len(mine))]):
        yield from _apart(theirs[i1 + 1 : i2], mine[j1 + 1 : j2])
        if i2 < len(theirs):
            yield Part(theirs[i2 : i2 + 1], mine[j2 : j2 + 1])


def _apart(theirs: Blocks, mine: Blocks) -> Iterator[Part]:
    """Blocks that are not alike: a choice between them, or where one side has none, about each of them."""
    if theirs and mine:
        yield Part(theirs, mine)
        return
    for run in _with_blank_lines(theirs or mine):
        yield Part(run, ()) if theirs else Part((), run)


def _with_blank_lines(blocks: Blocks) -> Iterator[Blocks]:
    """Each block with the blank ones after it; the first also with those before."""
    start = 0
    for at in range(1, len(blocks)):
        if _has_text(blocks[at]) and any(map(_has_text, blocks[start:at])):
            yield blocks[start:at]
            start = at
    if blocks:
        yield blocks[start:]


def _alike(theirs: Blocks, mine: Blocks) -> Pairs:
    """Pairs of blocks that are one block changed, rising on both sides, the most alike first."""
    if len(theirs) * len(mine) > WIDE:
        return []
    words = [tokens(plain_text(_doc((block,)))) for block in mine]
    offers = []
    for i, block in enumerate(theirs):
        here = tokens(plain_text(_doc((block,))))
        scores = [(likeness(here, there), i, j) for j, there in enumerate(words) if here and there]
        offers += [offer for offer in scores if offer[0] >= ALIKE]
    chosen: dict[int, int] = {}
    for _score, i, j in sorted(offers, key=lambda offer: (-offer[0], offer[1:])):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return rising(sorted(chosen.items()))


def _suggested(part: Part, known: set[str]) -> str:
    changed = [_changed(*sides, known) for sides in ((part.theirs, part.mine), (part.mine, part.theirs))]
    return {(True, False): "theirs", (False, True): "mine"}.get((changed[0], changed[1]), "both")


def _changed(blocks: Blocks, beside: Blocks, known: set[str]) -> bool:
    """Whether one side has something new here, or took away what was there."""
    return not _all_known(blocks, known) or (not blocks and _all_known(beside, known))


def _all_known(blocks: Iterable[Tree], known: set[str]) -> bool:
    return all(dumps(block) in known for block in blocks)


def _wants_choice(part: Part) -> bool:
    return any(map(_has_text, part.theirs + part.mine))


def _has_text(block: Tree) -> bool:
    return bool(plain_text(_doc((block,))).strip())


def _doc(blocks: Blocks) -> Tree:
    return {"type": "doc", "content": list(blocks)}
