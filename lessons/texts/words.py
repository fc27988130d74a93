"""The count of words that is shown everywhere."""

import re

_GAP = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufffc]+")  # White_Space, citation
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def count_words(text: str) -> int:
    """Runs without Unicode White_Space that hold a letter or a digit (categories L and N); U+FFFC divides."""
    return sum(1 for run in _GAP.split(text) if _LETTER_OR_DIGIT.search(run))
