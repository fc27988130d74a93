"""TOML with line numbers: the values by tomllib, the lines by a small scan of the text."""

import re
import tomllib
from dataclasses import dataclass

STRING = re.compile(r'"(?:\\.|[^"\\])*"|' + r"'[^']*'")
HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
KEY = re.compile(r"""\s*(?:([\w-]+)|"([^"]*)"|'([^']*)')\s*=(.*)""", re.DOTALL)
AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
Place = tuple[str | int, ...]


class TomlError(ValueError):
    """The text is not TOML; `line` says where."""

    def __init__(self, line: int, what: str):
        super().__init__(what)
        self.line = line


@dataclass(frozen=True)
class Tables:
    """The values of a TOML text, and the line of each table and key, as ("event", 3, "title")."""

    values: dict
    lines: dict[Place, int]

    def line(self, *place: str | int) -> int:
        """The line of this key or table, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def parse(text: str) -> Tables:
    """The tables of a TOML text. Raises TomlError."""
    try:
        return Tables(tomllib.loads(text), _lines(text))
    except RecursionError:
        raise TomlError(1, "This is nested too deeply.") from None
    except ValueError as error:
        raise _not_toml(text, str(error)) from None


def _not_toml(text: str, message: str) -> TomlError:
    where = AT_LINE.search(message)
    if where is None:
        return TomlError(1, f"This is not TOML: {message}.")
    line = int(where[1]) if where[1] else text.rstrip("\n").count("\n") + 1
    return TomlError(line, f"This is not TOML: {message[: where.start()].lower()}.")


def _lines(text: str) -> dict[Place, int]:
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    here: Place = ()
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        rest = line
        if not quote and depth == 0:
            header, key = HEADER.match(line), KEY.match(line)
            if header:
                here = _place(header[2].split("."), header[1] == "[[", counts)
                lines.setdefault(here, number)
                lines.setdefault(here[:-1] if header[1] == "[[" else here, number)
                continue
            if key:
                lines.setdefault((*here, key[1] or key[2] or key[3] or ""), number)
                rest = key[4]
        depth, quote = _after(rest, depth, quote)
    return lines


def _place(names: list[str], is_array: bool, counts: dict[Place, int]) -> Place:
    """Where a header leads: each name, followed by its index when it is an array of tables."""
    place: Place = ()
    for name in names[:-1]:
        place = (*place, name)
        if place in counts:
            place = (*place, counts[place])
    place = (*place, names[-1])
    if is_array:
        counts[place] = counts.get(place, -1) + 1
        place = (*place, counts[place])
    return place


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Bracket depth, and the open triple quote if any, at the end of a line."""
    while True:
        if quote:
            end = _end_of_long_string(line, quote)
            if end is None:
                return depth, quote
            line, quote = line[end:], ""
        opening = _opening(line)
        plain = STRING.sub("", line[: opening[0]] if opening else line).split("#")[0]
        depth += sum(plain.count(mark) for mark in "[{") - sum(plain.count(mark) for mark in "]}")
        if not opening:
            return max(depth, 0), ""
        line, quote = line[opening[0] + 3 :], opening[1]


def _opening(line: str) -> tuple[int, str] | None:
    """Where a triple-quoted string opens in a line, outside other strings and comments."""
    position = 0
    while position < len(line):
        if line.startswith(('"""', "'''"), position):
            return position, line[position : position + 3]
        if line[position] == "#":
            return None
        string = STRING.match(line, position)
        position = string.end() if string else position + 1
    return None


def _end_of_long_string(line: str, quote: str) -> int | None:
    position = 0
    while position < len(line):
        if quote == '"""' and line[position] == "\\":
            position += 2
        elif line.startswith(quote, position):
            end = position + 3
            while end < len(line) and line[end] == quote[0] and end < position + 5:
                end += 1
            return end
        else:
            position += 1
    return None
