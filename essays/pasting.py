"""What a save says of pasted text: where it stands, how long it is, and where it came from."""

from typing import Any

from essays import document

MOST = 50  # pastes in one save
SOURCES = ("own", "clipping", "outside")


class PasteError(ValueError):
    """Pastes that are not what the protocol allows; the text says what is wrong."""


def read(sent: Any) -> list[dict]:
    """The pastes of a save as they are kept: {at, length, from}, in the order sent. None is none. Raises PasteError."""
    if sent is None:
        return []
    if not isinstance(sent, list) or len(sent) > MOST:
        raise PasteError(f"pastes is a list of {MOST} at most.")
    return [_paste(one) for one in sent]


def placed(pastes: list[dict], *, sent: str, stored: str) -> list[dict]:
    """The pastes as they lie in the text that is stored, which may lack citations of the one that was sent.

    Takes both as the editor's JSON, checked. Raises PasteError when one lies outside the text sent.
    """
    if not pastes:
        return []
    length = len(document.plain_text(document.parse(sent)))
    if any(one["at"] + one["length"] > length for one in pastes):
        raise PasteError("A paste lies outside the text.")
    if stored == sent:
        return pastes
    end = len(document.plain_text(document.parse(stored)))
    cut = [{**one, "length": min(one["length"], end - one["at"])} for one in pastes]
    return [one for one in cut if one["length"] > 0]


def _paste(one: Any) -> dict:
    if not isinstance(one, dict):
        raise PasteError("A paste is an object of at, length and from.")
    at, length, source = one.get("at"), one.get("length"), one.get("from")
    if type(at) is not int or type(length) is not int or at < 0 or length < 1:
        raise PasteError("at and length are whole numbers, at from 0, length from 1.")
    if source not in SOURCES:
        raise PasteError("from is own, clipping or outside.")
    return {"at": at, "length": length, "from": source}
