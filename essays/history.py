"""Saved states as steps: what has to be kept of a text so that each state can be made again."""

import zlib

SNAPSHOT_EVERY = 50  # revisions between two whole texts

_RAW, _DEFLATED = 0, 1
_WINDOW = 32768  # how far back zlib looks


class DeltaError(ValueError):
    """A step that does not belong to this text, or is damaged."""


def delta(old: str, new: str) -> bytes:
    """The step from old to new, usually far smaller than new. `delta("", text)` is a packed whole text."""
    start = _same_at_start(old, new)
    end = _same_at_start(old[start:][::-1], new[start:][::-1])
    gone, came = _encode(old[start : len(old) - end]), _encode(new[start : len(new) - end])
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=gone[-_WINDOW:])
    packed = packer.compress(came) + packer.flush()
    form, body = (_DEFLATED, packed) if len(packed) < len(came) else (_RAW, came)
    return bytes([form]) + _checksum(new) + _number(start) + _number(end) + body


def apply(old: str, step: bytes) -> str:
    """The text that `delta(old, ...)` was made for. Raises DeltaError if the step is not one from this text."""
    try:
        form, checksum, body = step[0], step[1:5], step[5:]
        start, body = _read_number(body)
        end, body = _read_number(body)
        if form == _DEFLATED:
            gone = _encode(old[start : len(old) - end])
            unpacker = zlib.decompressobj(-15, zdict=gone[-_WINDOW:])
            body = unpacker.decompress(body) + unpacker.flush()
        new = old[:start] + _decode(body) + old[len(old) - end :]
    except (IndexError, UnicodeDecodeError, zlib.error):
        raise DeltaError("The step is damaged.") from None
    if _checksum(new) != checksum:
        raise DeltaError("The step belongs to another text.")
    return new


def splice(old: str, new: str) -> tuple[int, int, str]:
    """The same step to be read: from which code point, how many go, and what comes in their place."""
    start = _same_at_start(old, new)
    end = _same_at_start(old[start:][::-1], new[start:][::-1])
    return start, len(old) - start - end, new[start : len(new) - end]


def _same_at_start(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _checksum(text: str) -> bytes:
    return zlib.crc32(_encode(text)).to_bytes(4, "big")


def _number(value: int) -> bytes:
    digits = bytearray()
    while value > 127:
        digits.append(value & 127 | 128)
        value >>= 7
    digits.append(value)
    return bytes(digits)


def _read_number(data: bytes) -> tuple[int, bytes]:
    value = shift = length = 0
    while True:
        digit = data[length]
        value |= (digit & 127) << shift
        shift, length = shift + 7, length + 1
        if digit < 128:
            return value, data[length:]
