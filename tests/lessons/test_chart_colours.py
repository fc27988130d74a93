"""Charts hold in every theme and in grey: what the style sheets say, computed."""

import re
from itertools import combinations

import pytest

import dev

STYLES = dev.FRONT / "src" / "styles"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PAIR = re.compile(r"light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\)")
THEMES = ("light", "dark", "sepia")
GROUNDS = ("--rd-paper", "--rd-desk")
PROPERTIES = ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray")


def rules(*names):
    """Each rule of these style sheets as (selector, its declarations), in order."""
    for name in names:
        css = COMMENT.sub("", (STYLES / f"{name}.css").read_text())
        for selectors, body in RULE.findall(css):
            declared = dict(one.split(":", 1) for one in body.split(";") if ":" in one)
            for selector in selectors.split(","):
                yield selector.strip(), {key.strip(): value.strip() for key, value in declared.items()}


def tokens(theme):
    """The colours of a theme by token."""
    found = {}
    for selector, declared in rules("tokens"):
        if selector in (":root", f'[data-bs-theme="{theme}"]'):
            for name, value in declared.items():
                pair = PAIR.fullmatch(value)
                if pair or re.fullmatch(r"#[0-9a-f]{3,6}", value):
                    found[name] = pair[2 if theme == "dark" else 1] if pair else value
    return found


def style(*classes):
    """What the style sheets say of a chart's mark with these classes: later rules win, as their weight only grows."""
    said = {}
    for selector, declared in rules("figures", "pictures", "timeline"):
        own = re.fullmatch(r"\.(?:chart|to-scale) ((?:\.[\w-]+)+)", selector)
        if own and set(own[1][1:].split(".")) <= set(classes):
            said |= {name: declared[name] for name in PROPERTIES if name in declared}
    return said


def rgb(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def luminance(colour):
    channels = [one / 255 for one in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def painted(said, name, colours, ground):
    """The colour that a property paints on this ground, None for nothing."""
    value = said.get(name, "none")
    if value == "none":
        return None
    under = rgb(colours[ground])
    if value == "var(--under)":
        return under
    opacity = float(said.get("fill-opacity", 1)) if name == "fill" else 1
    over = rgb(colours[value.removeprefix("var(").removesuffix(")")])
    return tuple(opacity * a + (1 - opacity) * b for a, b in zip(over, under, strict=True))


MARKS = {
    "a bar": ["bar"],
    "a bar to look at": ["bar", "key"],
    "a second series": ["bar", "s2"],
    "a third series": ["bar", "s3"],
    "a fourth series": ["bar", "s4"],
    "a line": ["line"],
    "a fifth line": ["line", "s5"],
    "a point": ["point"],
    "a point to look at": ["point", "key"],
    "a range": ["range"],
    "an axis": ["axis"],
    "years until death": ["after"],
    "a violent end": ["end", "full"],
    "a shot": ["end", "cross"],
    "another end": ["end", "ring"],
    "a person": ["node"],
    "a person who had acted": ["node", "dark"],
    "an arrow": ["tie"],
    "its head": ["head"],
    "an event": ["mark"],
    "a turning point": ["mark", "turn"],
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("classes", MARKS.values(), ids=MARKS)
def test_every_mark_stands_out_from_what_it_lies_on(classes, theme, ground):
    colours, said = tokens(theme), style(*classes)
    paints = [painted(said, name, colours, ground) for name in ("fill", "stroke")]
    best = max(contrast(paint, rgb(colours[ground])) for paint in paints if paint)
    assert best >= 3, (said, best)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("kind", "most"), [("bar", 4), ("line", 6)])
def test_series_are_told_apart_without_colour(kind, most, theme, ground):
    colours = tokens(theme)
    for one, other in combinations([style(kind, f"s{n}") for n in range(1, most + 1)], 2):
        fills = [painted(said, "fill", colours, ground) for said in (one, other)]
        dashes = [(said.get("stroke-dasharray"), said.get("stroke-width")) for said in (one, other)]
        assert dashes[0] != dashes[1] or contrast(*fills) >= 1.5, (one, other)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_of_charts_are_read_easily_and_so_are_numbers_in_filled_marks(theme, ground):
    colours = tokens(theme)
    under = rgb(colours[ground])
    for token in ("--rd-ink", "--rd-ink-2", "--rd-ink-3"):
        assert contrast(rgb(colours[token]), under) >= 4.5, token
    assert style("number", "turn")["fill"] == style("big", "dark")["fill"] == "var(--under)"


def test_what_is_compared_here_is_what_the_style_sheets_say():
    assert tokens("dark")["--rd-paper"] != tokens("light")["--rd-paper"] != tokens("sepia")["--rd-paper"]
    assert style("bar", "s2")["fill-opacity"] == "0.45"
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
