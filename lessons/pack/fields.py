"""Raw values from TOML or front matter become parts; every value that does not fit is a problem at its line."""

import datetime as dt
import difflib
import math
import re
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from lessons.pack.parts import ID, LONG, Part, Problem
from lessons.pack.tables import Place

T = TypeVar("T", bound=Part)
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
GREATEST = 10**15
GIVEN = ("path", "line")
SUGGESTED = re.compile(r"“([^“”]+)”[^“”]* Did you mean “([^“”]+)”\?$")


def near(word: str, known) -> str:
    """ " Did you mean “x”?" for a word that nearly is a known one, else nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean “{close[0]}”?" if close else ""


def suggested(what: str) -> tuple[str, str]:
    """The word that a problem names and the one that `near` offers instead, or two empty ones."""
    found = SUGGESTED.search(what)
    return (found[1], found[2]) if found else ("", "")


class Builder:
    """Makes parts from the raw tables of one file and collects the problems on the way."""

    def __init__(self, path: str, line_of: Callable[..., int], problems: list[Problem]):
        self.path = path
        self.line_of = line_of
        self.problems = problems

    def problem(self, what: str, *place: str | int) -> None:
        self.problems.append(Problem(self.path, self.line_of(*place), what))

    def make(self, kind: type[T], raw: Any, *place: str | int) -> T | None:
        """A part of this kind from a raw table, or None when something in it does not fit."""
        if not isinstance(raw, dict):
            self.problem(f"“{place[0]}” must be a table, written [[{place[0]}]].", *place)
            return None
        known = keys_of(kind)
        for key in raw.keys() - known.keys():
            self.problem(f"Unknown key “{key}”.{near(str(key), known)}", *place, key)
        values: dict[str, Any] = {"path": self.path, "line": self.line_of(*place)}
        types_ = get_type_hints(kind)
        before = len(self.problems)
        for key, known_field in known.items():
            if key in raw:
                values[known_field.name] = self.value(known_field, types_[known_field.name], raw[key], (*place, key))
            elif known_field.default is MISSING:
                self.problem(f"“{key}” is missing.", *place)
        return kind(**values) if len(self.problems) == before else None

    def make_all(self, kind: type[T], raw: Any, *place: str | int) -> tuple[T, ...]:
        """The parts of an array of tables that fit."""
        if not isinstance(raw, list):
            self.problem(f"“{place[-1]}” must be written [[{place[-1]}]].", *place)
            return ()
        made = [self.make(kind, table, *place, index) for index, table in enumerate(raw)]
        return tuple(part for part in made if part is not None)

    def value(self, field: Field, kind: Any, raw: Any, place: Place) -> Any:
        """The value of one field, with a problem for whatever does not fit."""
        if get_origin(kind) in (Union, types.UnionType):
            kind = next(one for one in get_args(kind) if one is not type(None))
        if kind is str:
            return self.text(field, raw, place)
        if get_origin(kind) is tuple:
            return self.many(get_args(kind)[0], raw, place)
        reader = {int: self.whole, float: self.number, bool: self.yes_or_no, dt.date: self.date}[kind]
        return reader(raw, place)

    def many(self, kind: Any, raw: Any, place: Place) -> tuple:
        if is_dataclass(kind):
            return self.make_all(cast(type[Part], kind), raw, *place)
        if not isinstance(raw, list):
            self.problem(f"“{place[-1]}” must be a list, as [ ... ].", *place)
            return ()
        if kind is str:
            return tuple(self.text(None, one, place) for one in raw)
        return tuple(self.row(one, place) for one in raw)

    def row(self, raw: Any, place: Place) -> tuple:
        if not isinstance(raw, list):
            self.problem('Each row must be a list, as ["1934", 2056].', *place)
            return ()
        return tuple(raw)

    def text(self, field: Field | None, raw: Any, place: Place) -> str:
        key = place[-1]
        if not isinstance(raw, str):
            self.problem(f"“{key}” must be text, but is {_said(raw)}. Put it in quotes.", *place)
            return ""
        rules = field.metadata if field else {}
        if FORBIDDEN.search(raw):
            self.problem(f"“{key}” holds a control character that cannot be kept.", *place)
        elif not raw.strip() and not (field and field.default == ""):
            self.problem(f"“{key}” is empty.", *place)
        elif len(raw) > rules.get("longest", LONG):
            self.problem(f"“{key}” has {len(raw)} characters; {rules.get('longest', LONG)} is the most.", *place)
        elif rules.get("id") and not ID.fullmatch(raw):
            self.problem(f"The {key} “{raw}” may hold lower-case letters a-z, digits and hyphens only.", *place)
        elif "among" in rules and raw not in rules["among"] and raw != field.default:  # type: ignore[union-attr]
            self.problem(f"“{key}” is “{raw}”; it must be one of: {', '.join(rules['among'])}.", *place)
        elif "pattern" in rules and not re.fullmatch(rules["pattern"], raw):
            self.problem(f"“{raw}” is not a {key}.", *place)
        return raw

    def whole(self, raw: Any, place: Place) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > 32_000:
            self.problem(f"“{place[-1]}” must be a whole number up to 32,000, but is {_said(raw)}.", *place)
            return 0
        return raw

    def number(self, raw: Any, place: Place) -> float:
        if not is_number(raw):
            self.problem(f"“{place[-1]}” must be a number, but is {_said(raw)}.", *place)
            return 0
        return raw

    def yes_or_no(self, raw: Any, place: Place) -> bool:
        if not isinstance(raw, bool):
            self.problem(f"“{place[-1]}” must be true or false, but is {_said(raw)}.", *place)
        return bool(raw)

    def date(self, raw: Any, place: Place) -> dt.date:
        if isinstance(raw, dt.datetime) or not isinstance(raw, dt.date):
            self.problem(f"“{place[-1]}” must be a date without quotes, as 1934-12-01, but is {_said(raw)}.", *place)
            return dt.date.min
        return raw


def keys_of(kind: type[Part]) -> dict[str, Field]:
    """The keys that a part may have in its file."""
    return {
        one.metadata.get("key", one.name): one
        for one in fields(kind)
        if one.name not in GIVEN and not one.metadata.get("made")
    }


def is_number(raw: Any) -> bool:
    """A finite number of at most 10**15; true and false are none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return False
    return abs(raw) <= GREATEST and math.isfinite(raw)


def _said(raw: Any) -> str:
    if isinstance(raw, bool):
        return f"“{str(raw).lower()}”"
    if isinstance(raw, str):
        return f"the text “{raw[:40]}”"
    if isinstance(raw, int | float):
        return "a number" if abs(raw) > GREATEST else f"the number {raw}"
    if isinstance(raw, dt.date | dt.time):
        return f"the date or time {raw}"
    if isinstance(raw, list):
        return "a list"
    return "empty" if raw is None else "a table"
