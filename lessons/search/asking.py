"""What somebody asks for, made safe for the databases' query languages."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200  # characters of a query; the rest is not read
MOST_TERMS = 12
PREFIX_FROM = 4  # letters: shorter words begin too many others

WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=[^\W_])['’]s\b")
_TERM = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]|[^\W_]+(?:[\'’][^\W_]+)*')


@dataclass(frozen=True)
class Asked:
    """Words to look for: each term is one word, or several that follow one another. The last may be a beginning."""

    text: str
    terms: tuple[tuple[str, ...], ...]
    begins: bool = False  # the last term is a word that may go on

    def __bool__(self) -> bool:
        return bool(self.terms)

    def one_by_one(self) -> list["Asked"]:
        """Each term by itself."""
        last = len(self.terms) - 1
        return [Asked(" ".join(term), (term,), self.begins and at == last) for at, term in enumerate(self.terms)]


def parse(text: str, common: frozenset[str] = frozenset()) -> Asked:
    """Read any string: its words, and "phrases" in quotation marks. `common` words are left out unless all are.

    The last word counts as the beginning of a word when it has four letters or more.
    """
    text = " ".join(unicodedata.normalize("NFKC", text[:LONGEST]).split())
    found = [_words(match) for match in _TERM.finditer(_POSSESSIVE.sub("", text.lower()))]
    terms = [term for term in dict.fromkeys(found) if term][:MOST_TERMS]
    telling = tuple(term for term in terms if len(term) > 1 or term[0] not in common) or tuple(terms)
    begins = bool(telling) and len(telling[-1]) == 1 and len(telling[-1][0]) >= PREFIX_FROM
    return Asked(text, telling, begins and not text.endswith(tuple('"“”»')))


def _words(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(plain(word) for word in WORD.findall(match[1] or match[0]))


def plain(text: str) -> str:
    """The text as databases index it, sign for sign: Latin letters without accents, a space for what is in no word.

    PostgreSQL would take a/b for a file and -53 for a number; without the signs it sees words, as SQLite does.
    """
    return text.translate(_PLAIN)


class _Plain(dict):
    def __missing__(self, code: int) -> str:
        sign, parts = chr(code), unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1 and parts[0].isascii() and parts[0].isalpha():
            sign = parts[0]
        elif not (sign.isalnum() or unicodedata.category(sign).startswith("M")):
            sign = " "
        return self.setdefault(code, sign)


_PLAIN = _Plain()


def fold(word: str) -> str:
    """A word as it is compared: without case and without any accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def fts5(asked: Asked, any_word: bool = False) -> str:
    """What SQLite's FTS5 takes after MATCH. Words hold letters and digits only, so quoting makes them plain strings."""
    quoted = [f'"{" ".join(term)}"' for term in asked.terms]
    if asked.begins:
        quoted[-1] = f"({quoted[-1]} OR {quoted[-1]}*)"
    return (" OR " if any_word else " AND ").join(quoted)


def tsquery(asked: Asked, any_word: bool = False) -> str:
    """What PostgreSQL's to_tsquery takes."""
    quoted = [f"'{' '.join(term)}'" for term in asked.terms]
    if asked.begins:
        quoted[-1] = f"({quoted[-1]} | {quoted[-1]}:*)"
    return (" | " if any_word else " & ").join(quoted)
