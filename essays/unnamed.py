"""Words that name nobody: the names of one person taken out of what was said to them."""

import re
from collections.abc import Iterable


def without_names(text: str, names: Iterable[str]) -> str:
    """Put … for each of these names where it stands as a word of its own."""
    known = sorted({name for each in names for name in (each, *each.split()) if len(name) > 1}, key=len, reverse=True)
    if not known:
        return text
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", "…", text)
