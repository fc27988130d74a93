"""Where sentences begin and end in plain English prose."""

import re

_STOP = re.compile(
    r"(?<![.!?…])([.!?…]++)([\"'”’»)\]\ufffc]*+)(?=\s|$)"
    r"|([。！？]++)([」』”’]*+)"
)
_NEXT_WORD = re.compile(r"[\s\"'“‘«(\[\ufffc]*+(\w{1,30}|\S)")
_JOINS = ",;:—–-"
_LINE = re.compile(r"[^\n]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALWAYS_SHORT = _words(
    "mr mrs ms mx dr prof st gen col lt sgt capt cpl maj adm gov rev hon pres sen rep e.g i.e eg ie cf viz vs v al "
    "approx ca trans introd ed eds esp incl dept"
)
_SHORT_BEFORE_NUMBER = _words(
    "no nos p pp vol vols ch chs sec art fig figs c n nn doc l ll jan feb mar apr jun jul aug sep sept oct nov dec"
)
_STARTERS = _words(
    "the this these that those he she it they we i you his her its their there then when while where why how what who "
    "in on at by for from with without after before during as if although though because since so but and or yet "
    "however therefore thus another one some many most all both no not to an"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences as code point ranges [start, end), in order, without the white space between.

    A line's end always ends one. Closing quotation marks, brackets and citations belong to the sentence before them.
    """
    found = []
    for line in _LINE.finditer(text):
        stops = (stop.end() for stop in _STOP.finditer(line[0]) if _ends_sentence(line[0], stop))
        start = 0
        for end in [*stops, len(line[0])]:
            part = line[0][start:end]
            left, bare = line.start() + start + len(part) - len(part.lstrip()), part.strip()
            if bare:
                found.append((left, left + len(bare)))
            start = end
    return found


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    after = _NEXT_WORD.match(line, stop.end())
    if stop[3] or not after:
        return True
    word = after[1]
    goes_on = word[0].islower() or word[0] in _JOINS
    if stop[2].strip("\ufffc") or "…" in stop[1] or ".." in stop[1]:
        return not goes_on
    if stop[1] != ".":
        return word[0] not in _JOINS
    another_initial = len(word) == 1 and word.isalpha() and line[after.end() : after.end() + 1] == "."
    return not _is_short(line, stop.start(), "" if another_initial else word)


def _is_short(line: str, stop: int, word: str) -> bool:
    """Whether the full stop at `stop` only shortens what stands before it; `word` is the next, "" for an initial."""
    written = line[max(0, stop - 30) : stop].split()
    before = written[-1].lstrip("\"'“‘«([") if written else ""
    name, goes_on = before.casefold(), not word or word[0].islower() or word[0] in _JOINS
    if name in _ALWAYS_SHORT:
        return True
    if name in _SHORT_BEFORE_NUMBER and word[:1].isdigit():
        return True
    if name.isdigit():
        return stop <= 30 and written == [before]
    if "." in name or (len(name) == 1 and name.isalpha()):
        return goes_on or word.casefold() not in _STARTERS
    return name == "etc" and goes_on
