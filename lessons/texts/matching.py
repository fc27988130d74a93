"""What two sequences of strings have in common, in order: the ground of anchors and differences."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

SMALL = 64 * 64  # cells; a gap of this size gets the best answer, a larger one the quick one
ROUNDS = 8

TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")

Pairs = list[tuple[int, int]]


def matching(a: Sequence[str], b: Sequence[str]) -> Pairs:
    """Index pairs (i, j), rising in both, with a[i] == b[j]: a patience diff, so the time is bounded for any input.

    Strings that stand once on each side tie the two together; what lies between is matched from both ends, and a small
    rest gets the common subsequence with the most characters.
    """
    found: Pairs = []
    todo = [(0, len(a), 0, len(b), ROUNDS)]
    while todo:
        i, i_end, j, j_end, rounds = todo.pop()
        while i < i_end and j < j_end and a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and a[i_end - 1] == b[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            found.append((i_end, j_end))
        if (i_end - i) * (j_end - j) <= SMALL:
            found += _heaviest(a[i:i_end], b[j:j_end], i, j)
        elif rounds and (ties := _ties(a, b, (i, i_end), (j, j_end))):
            found += ties
            for (i1, j1), (i2, j2) in pairwise([(i - 1, j - 1), *ties, (i_end, j_end)]):
                todo.append((i1 + 1, i2, j1 + 1, j2, rounds - 1))
    return sorted(found)


def rising(pairs: Pairs) -> Pairs:
    """The longest part of pairs, sorted by their first number, in which the second number rises."""
    tops: list[int] = []
    top_at: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(tops, j)
        before.append(top_at[length - 1] if length else -1)
        tops[length : length + 1] = [j]
        top_at[length : length + 1] = [at]
    chosen: Pairs = []
    at = top_at[-1] if top_at else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def tokens(text: str) -> list[str]:
    """Words and single signs, without the white space between."""
    return TOKEN.findall(text)


def common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many characters of tokens the two have in common, in order."""
    return sum(len(a[i]) for i, _ in matching(a, b))


def weight(a: Sequence[str]) -> int:
    """How many characters the tokens have."""
    return sum(map(len, a))


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """0 to 1: the share of the tokens, by characters, that stand on both sides in any order; quick."""
    shared = Counter(a) & Counter(b)
    whole = weight(a) + weight(b)
    return 2 * sum(len(token) * times for token, times in shared.items()) / whole if whole else 1.0


def _ties(a: Sequence[str], b: Sequence[str], in_a: tuple[int, int], in_b: tuple[int, int]) -> Pairs:
    count_a, count_b = Counter(a[slice(*in_a)]), Counter(b[slice(*in_b)])
    place = {b[j]: j for j in range(*in_b) if count_b[b[j]] == 1}
    return rising([(i, place[a[i]]) for i in range(*in_a) if count_a[a[i]] == 1 and a[i] in place])


def _heaviest(a: Sequence[str], b: Sequence[str], i: int, j: int) -> Pairs:
    rows, columns = len(a), len(b)
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            skip = max(best[row + 1][column], best[row][column + 1])
            if a[row] == b[column]:
                skip = max(skip, best[row + 1][column + 1] + len(a[row]))
            best[row][column] = skip
    found: Pairs = []
    row = column = 0
    while row < rows and column < columns:
        if a[row] == b[column] and best[row][column] == best[row + 1][column + 1] + len(a[row]):
            found.append((i + row, j + column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return found
