"""Words that are nearly right: misspelled, or a name written by another rule of transliteration."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from lessons.search.asking import WORD, fold

SHORTEST = 4  # letters; shorter words are near to too many others
LONG = 8  # letters from which two slips are forgiven

# One letter for what transliterations write in several ways. In this order.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:ye|je)", "e"),
        (r"(?:tsch|tch|cz)", "ch"),
        (r"(?:shch|sch|sz)", "sh"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"tz", "ts"),
        (r"ck", "k"),
        (r"ou", "u"),
        (r"w", "v"),
        (r"ff?$", "v"),
        (r"[yj]", "i"),
        (r"x", "ks"),
        (r"(.)\1+", r"\1"),
    )
]


def sound(word: str) -> str:
    """A folded word as it sounds: Ezhof, Jezhow and Yezhov are one."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


def is_named(title: str, asked: str, *, surname: bool) -> bool:
    """Tell whether a title is what was asked for: "Purge (chistka)" is purge; by `surname` Leon Trotsky is Trotski."""
    wanted = _sounds(asked)
    names = [_sounds(name) for name in [title, *re.split(r"[/()]", title)]]
    return any(wanted == name or (surname and wanted == name[-1:]) for name in names if name)


def _sounds(text: str) -> list[str]:
    return [_sound(word) for word in WORD.findall(text)]


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    return sound(fold(word))


def distance(a: str, b: str, most: int) -> int:
    """How many letters are changed, missing, added or swapped with their neighbour; `most` + 1 when it is more.

    Damerau-Levenshtein in the form of optimal string alignment: no part is edited twice.
    """
    if abs(len(a) - len(b)) > most or len(set(a) ^ set(b)) > 2 * most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, above, row = row, before, [i]
        for j, other in enumerate(b, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                best = min(best, above[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


class Vocabulary:
    """The words of titles and names, as they are written there."""

    def __init__(self, titles: Iterable[str]):
        self.words = {word for title in titles for word in WORD.findall(title) if len(word) >= SHORTEST}

    @cached_property
    def _folded(self) -> list[tuple[str, str, str]]:
        folded = ((fold(word), word) for word in sorted(self.words))
        return [(plain, sound(plain), word) for plain, word in folded]

    def nearest(self, word: str) -> str | None:
        """The word that was probably meant, None if none is near: one slip in four to seven letters, two in more.

        A word of which this one is the beginning counts as near. Words with a digit are never changed.
        """
        typed = fold(word)
        if len(typed) < SHORTEST or any(sign.isdigit() for sign in typed):
            return None
        most, heard = (1 if len(typed) < LONG else 2), sound(typed)
        best = (most + 1.0, 0)
        found = None
        for plain, sounds, written in self._folded:
            slips = min(distance(typed, plain, most), distance(heard, sounds, most))
            near = (0.5 if slips and plain.startswith(typed) else slips, abs(len(plain) - len(typed)))
            if near < best:
                best, found = near, written
        return found
