"""Codes that people read to one another: no two signs that look alike, no vowels that make words."""

import secrets
import unicodedata

LETTERS = "BCDFGHJKMNPQRTVWXYZ"
LETTERS_AND_DIGITS = "CDFGHJKMNPQRTVWXY346789"
LENGTH = 8


def new(alphabet: str) -> str:
    """Return a new code of eight signs of `alphabet`."""
    return "".join(secrets.choice(alphabet) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """Return a code as it was made, from what someone typed: case, spaces and hyphens do not matter."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())
