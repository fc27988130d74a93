"""Whether a passage speaks of a source, and after which passages a section places its sources."""

import re
from functools import lru_cache

PLACED = re.compile(r"^:::source ([a-z0-9-]+)\s*$")
OWN_ID = re.compile(r"\{#([a-z][a-z0-9-]*)\}\s*$")
WORD = re.compile(r"[^\W_]{4,}")
TITLE_WORDS = 2  # so many of a title's words name it; one could be there by chance


@lru_cache(maxsize=256)
def placed_after(text: str) -> dict[str, tuple[str, ...]]:
    """Return the ids of the sources that a section's Markdown places after each passage, before anything else is said.

    A heading ends what was said before it: a source under it belongs to no passage.
    """
    found: dict[str, list[str]] = {}
    passage = ""
    for line in text.splitlines():
        if line.startswith("#"):
            passage = ""
        elif own := OWN_ID.search(line):
            passage = own[1]
        elif (placed := PLACED.match(line)) and passage:
            found.setdefault(passage, []).append(placed[1])
    return {key: tuple(ids) for key, ids in found.items()}


def speaks_of(passage: str, author: str, title: str) -> bool:
    """Tell whether a passage names a source's author by surname, or its title by two words."""
    said = set(WORD.findall(passage))
    if any(name in said for name in surnames(author)):
        return True
    folded = {word.casefold() for word in said}
    return len(folded & {word.casefold() for word in WORD.findall(title)}) >= TITLE_WORDS


def surnames(author: str) -> list[str]:
    """The surnames in "Dmitri Volkogonov; R. W. Davies and John Scott, in a book"."""
    people = [name for part in author.split(";") for name in part.partition(",")[0].split(" and ")]
    last = [name.split()[-1] for name in people if name.split()]
    return [word for word in last if word[0].isupper() and WORD.fullmatch(word)]
