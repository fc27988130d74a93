"""What every drawing needs: numbers in words of the page, scales, ticks, and labels that never overlap."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

WIDE = 640
# The type that style sheets set: 13 units on a wide screen, 21 on a phone. Room is always kept for the larger.
TYPE = 21
LINE = 26
GREATEST = 1e15
LEAST = 1e-9
NICE = (1, 2, 2.5, 5, 10)
NARROW, BROAD = " ,.il", "mw"
Number = int | float


@dataclass(frozen=True)
class Numerals:
    """How numbers are written: separators, and the words for millions and thousand millions."""

    group: str = ","
    point: str = "."
    million: str = "{} million"
    billion: str = "{} billion"

    def full(self, number: Number) -> str:
        """All digits, in groups of three: 353,074."""
        number = finite(number)
        if isinstance(number, float):
            number = round(number, 2 if abs(number) >= 1 else 4)
            number = int(number) if abs(number) >= GREATEST else number
        return self._in_marks(f"{number:,}")

    def short(self, number: Number) -> str:
        """Few digits for an axis: 300,000, but 2.5 million."""
        number = finite(number)
        for least, words in ((1e9, self.billion), (1e6, self.million)):
            if abs(number) >= least:
                return words.format(self._in_marks(f"{number / least:,.4g}"))
        return self.full(int(number) if number == int(number) else number)

    def between(self, low: Number, high: Number) -> str:
        """One number, or two with a dash; round millions in words: 0.95–1.2 million."""
        if low == high:
            return self.short(low) if _is_round(low) and abs(low) >= 1e6 else self.full(low)
        if 1e6 <= high < 1e9 and low >= 1e5 and _is_round(low) and _is_round(high):
            return self.million.format(self._in_marks(f"{low / 1e6:.4g}–{high / 1e6:.4g}"))
        return f"{self.full(low)}–{self.full(high)}"

    def _in_marks(self, text: str) -> str:
        marks = {",": self.group, ".": self.point, "-": "−"}
        return re.sub(r"(?<!e)[,.-]", lambda found: marks[found[0]], text)


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` on a line of the drawing from `start` to `end`; values outside stop at its ends."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Number) -> float:
        if self.high <= self.low:
            return self.start
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass
class Room:
    """The boxes that are taken in a drawing; a label is drawn only where there is room for it."""

    width: float
    height: float
    size: float = TYPE
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def take(self, x: float, y: float, width: float, height: float) -> None:
        """Keep labels off this box."""
        self.taken.append((x, y, x + width, y + height))

    def label(self, x: float, y: float, words: str, anchor: str = "middle", kind: str = "") -> str:
        """The words with their baseline at y, moved inside the drawing; nothing where they would cover something."""
        wide = width(words, self.size)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        left = max(0, min(left, self.width - wide))
        box = (left - 2, y - self.size * 0.8, left + wide + 2, y + self.size * 0.24)
        inside = wide <= self.width and box[1] >= -1 and box[3] <= self.height + 1
        if not inside or any(_overlap(box, one) for one in self.taken):
            return ""
        self.taken.append(box)
        return text(left + {"start": 0, "middle": wide / 2, "end": wide}[anchor], y, words, anchor, kind)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_round(number: Number) -> bool:
    return float(f"{number:.4g}") == number


def finite(number: Number) -> Number:
    """A number that can be drawn: not a number is 0, and what is beyond 10**15 stops there."""
    if math.isnan(number) or abs(number) < LEAST:
        return 0
    return max(-GREATEST, min(number, GREATEST)) if abs(number) > GREATEST else number


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values from low to high, at most so many steps; the last one may lie below high."""
    if high <= low:
        return [low]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((nice * power for nice in NICE if nice * power >= rough * 0.999), 10 * power)
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    return [float(f"{number * step:.10g}") for number in range(first, last + 1)]


def width(words: str, size: float = TYPE) -> float:
    """About how wide words are in the sans, in units; a little too wide rather than too narrow."""
    return size * sum(_em(letter) for letter in words)


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.28
    if letter in BROAD:
        return 0.86
    return 0.66 if letter.isupper() else 0.57


def shorten(words: str, room: float, size: float = TYPE) -> str:
    """The words, cut with an ellipsis to fit the room."""
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1].rstrip()
    return words + "…"


def wrap(words: str, room: float, size: float = TYPE) -> list[str]:
    """The words in lines that fit the room; a single word that is too long is cut. At least one line."""
    lines: list[str] = []
    for word in words.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(shorten(word, room, size))
    return lines or [""]


def text(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> str:
    """A text element, escaped."""
    marks = f' class="{kind}"' if kind else ""
    marks += f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{units(x)}" y="{units(y)}"{marks}>{escape(words)}</text>'


def rect(x: float, y: float, wide: float, high: float, kind: str) -> str:
    """A rectangle that is seen even when its value is next to nothing."""
    size = f'width="{units(max(wide, 0.6))}" height="{units(max(high, 0.6))}"'
    return f'<rect class="{kind}" x="{units(x)}" y="{units(y)}" {size}/>'


def path(kind: str, data: str) -> str:
    """A path of these SVG commands."""
    return f'<path class="{kind}" d="{data}"/>'


def units(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value + 0.0:.1f}".removesuffix(".0")


def drawing(
    name: str,
    height: float,
    title: str,
    description: str,
    parts: Sequence[str],
    *,
    across: float = WIDE,
    kind: str = "chart wide",
) -> str:
    """The whole SVG, so many units across. `name` must be unique on the page."""
    own = escape(name)
    return (
        f'<svg class="{kind}" viewBox="0 0 {units(across)} {units(height)}" role="img"'
        f' aria-labelledby="{own}-title {own}-desc">'
        f'<title id="{own}-title">{escape(title)}</title><desc id="{own}-desc">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )
