"""What the essays of a class have in common: comments grouped and counted, levels averaged, words looked for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

STRENGTHS, TARGETS = "strengths", "targets"
SIDES = {"praise": STRENGTHS, "target": TARGETS, "question": TARGETS}
PROPOSED = 3


class Remark(NamedTuple):
    """A comment on somebody's essay, as far as counting asks."""

    essay: int
    kind: str
    code: str
    criterion: str
    body: str


class Group(NamedTuple):
    """Remarks of one sort. `essays` is how many have one; `body` the words that two or more got, else ""."""

    key: str
    side: str
    code: str
    criterion: str
    essays: int
    body: str


def key(remark: Remark) -> str:
    """Name the group of a remark: by its code in the bank, else its criterion, else its kind. A note has none: ""."""
    side = SIDES.get(remark.kind)
    if side is None:
        return ""
    if remark.code:
        return f"{side}.code.{remark.code}"
    return f"{side}.criterion.{remark.criterion}" if remark.criterion else f"{side}.kind.{remark.kind}"


def groups(remarks: Iterable[Remark]) -> list[Group]:
    """Group remarks, the commonest first; those that only share a kind come last, as they may share nothing else."""
    by_key: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        if name := key(remark):
            by_key[name].append(remark)
    found = [_group(name, each) for name, each in by_key.items()]
    return sorted(found, key=lambda group: (not (group.code or group.criterion), -group.essays, group.key))


def _group(name: str, remarks: list[Remark]) -> Group:
    said = Counter(body for _essay, body in {(remark.essay, remark.body) for remark in remarks})
    body, times = min(said.items(), key=lambda each: (-each[1], each[0]))
    one = remarks[0]
    essays = len({remark.essay for remark in remarks})
    return Group(name, SIDES[one.kind], one.code, one.criterion, essays, body if times > 1 else "")


def weakest(levels: Iterable[Mapping[str, float]], highest: Mapping[str, float]) -> tuple[str, float] | None:
    """Return the criterion with the lowest average share of its highest level, and its average; None without levels."""
    given = defaultdict(list)
    for each in levels:
        for code, level in each.items():
            if code in highest:
                given[code].append(level)
    averages = {code: sum(each) / len(each) for code, each in given.items()}
    if not averages:
        return None
    code = min(averages, key=lambda code: (averages[code] / highest[code], code))
    return code, averages[code]


def uses(term: str, texts: Iterable[str]) -> int:
    """Count the texts in which a word of the course stands, with any ending; what it says in brackets is left out."""
    word = re.sub(r"\s*\([^)]*\)", "", term).strip().casefold()
    pattern = re.compile(rf"(?<!\w){re.escape(word)}")
    return sum(bool(pattern.search(text.casefold())) for text in texts) if word else 0
