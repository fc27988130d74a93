"""The distribution of marks as SVG: an outline for first drafts, solid bars for the newest. Imports no Django."""

from collections.abc import Sequence
from html import escape

WIDE, HIGH, FLOOR, TOP = 340, 130, 100, 16
MOST = 7


def bins(totals: Sequence[int], out_of: int) -> list[tuple[int, int]]:
    """Return at most seven ranges of marks, (lowest, highest), that hold all totals, none above `out_of`."""
    low, high = min(totals), max(totals)
    step = max(1, -(-(high - low + 1) // MOST))
    return [(start, min(start + step - 1, out_of)) for start in range(low, high + 1, step)]


def distribution(newest: Sequence[float], first: Sequence[float], *, out_of: int, description: str) -> str:
    """Draw how many have which total. `first` (may be empty) are first drafts' totals; `description` is read aloud."""
    now, before = [int(total) for total in newest], [int(total) for total in first]
    ranges = bins([*now, *before], out_of)
    solid = [sum(low <= total <= high for total in now) for low, high in ranges]
    ghost = [sum(low <= total <= high for total in before) for low, high in ranges]
    unit, slot = (FLOOR - TOP) / max([*solid, *ghost, 1]), WIDE / max(len(ranges), MOST)
    parts = []
    for n, (low, high) in enumerate(ranges):
        x, tall, was = slot * n + 4, solid[n] * unit, ghost[n] * unit
        parts.append(
            f'<rect class="bar" x="{x + 5:.1f}" y="{FLOOR - tall:.1f}" width="{slot - 20:.1f}" height="{tall:.1f}"/>'
        )
        if ghost[n]:
            parts.append(f'<path class="bar ghost" d="M{x:.1f} {FLOOR}V{FLOOR - was:.1f}h{slot - 10:.1f}V{FLOOR}"/>')
        name = str(low) if low == high else f"{low}–{high}"
        parts.append(f'<text x="{x + slot / 2 - 5:.1f}" y="118" text-anchor="middle">{name}</text>')
    return (
        f'<svg class="chart" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(description)}">'
        f'{"".join(parts)}<path class="axis" d="M0 {FLOOR}H{WIDE}"/></svg>'
    )
