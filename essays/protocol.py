"""The save protocol's words: what a script may send, and how each outcome is answered."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from essays import pasting
from essays.document import digest

MAX_BODY = 256 * 1024  # bytes
MOST_A_MINUTE = 40  # saves of one client: the desk sends 30 at most, and a few together after a pause
_CLIENT = re.compile(r"[A-Za-z0-9_-]{8,24}")
_MAX_COUNT = 2**31 - 1


class ProtocolError(ValueError):
    """A body that is not the protocol; the text says what is wrong with it."""


@dataclass(frozen=True)
class Sent:
    """One save as it was sent. `writer` is the person whose text it is, None when the client does not say."""

    client: str
    seq: int
    base: int
    digest: str
    text: str
    writer: int | None
    pastes: list[dict] = field(default_factory=list)


def read(body: bytes) -> Sent:
    """Read {client, seq, base, digest, document[, writer][, pastes]}.

    Raises ProtocolError, also when the digest is not the document's.
    """
    try:
        values = json.loads(body, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError):
        raise ProtocolError("The body is not JSON with each key once.") from None
    if not isinstance(values, dict):
        raise ProtocolError("The body is not an object.")
    client, text, writer = values.get("client"), values.get("document"), values.get("writer")
    if not isinstance(client, str) or not _CLIENT.fullmatch(client):
        raise ProtocolError("client is 8 to 24 letters, digits, - or _.")
    if not isinstance(text, str):
        raise ProtocolError("document is the editor's JSON as a string.")
    if writer is not None and not _is_count(writer):
        raise ProtocolError("writer is a number.")
    for name in ("seq", "base"):
        if not _is_count(values.get(name)):
            raise ProtocolError(f"{name} is a whole number.")
    if values.get("digest") != _digest(text):
        raise ProtocolError("digest is not that of the document.")
    return Sent(client, values["seq"], values["base"], values["digest"], text, writer, _pastes(values.get("pastes")))


def _pastes(sent: Any) -> list[dict]:
    try:
        return pasting.read(sent)
    except pasting.PasteError as problem:
        raise ProtocolError(str(problem)) from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError
    return values


def _digest(text: str) -> str:
    try:
        return digest(text)
    except UnicodeEncodeError:
        raise ProtocolError("document holds half of a surrogate pair.") from None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MAX_COUNT
