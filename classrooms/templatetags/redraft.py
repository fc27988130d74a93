"""What every template may draw: icons, state glyphs, the styles of a page that must not fail."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_vite.core.asset_loader import DjangoViteAssetLoader

register = template.Library()

# A state's name -> its symbol. Circles are with the student, squares with the teacher.
GLYPHS = {
    "none": "none",
    "not_started": "none",
    "not-started": "none",
    "writing": "writing",
    "in": "in",
    "handed_in": "in",
    "handed-in": "in",
    "late": "late",
    "handed_in_late": "late",
    "marked": "marked",
    "returned": "returned",
    "redrafting": "redrafting",
    "redrafted": "redrafted",
}
FONTS = (
    "node_modules/@fontsource-variable/literata/files/literata-latin-wght-normal.woff2",
    "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/"
    "atkinson-hyperlegible-next-latin-wght-normal.woff2",
)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite by its name without `i-`. Silent, unless a label gives it a name of its own."""
    return _draw("icon", f"i-{name}", label)


@register.simple_tag
def glyph(state: str, label: str = "") -> SafeString:
    """Draw a state's glyph. Silent beside its word; alone (in the matrix) it needs the word as label."""
    name = GLYPHS[str(state)]
    return _draw(f"glyph g-{name}", f"g-{name}", label)


@register.simple_tag
def font_preloads() -> SafeString:
    """Ask for the two upright Latin typefaces before the styles do."""
    links = ((_loader().generate_vite_asset_url(font),) for font in FONTS)
    return format_html_join("\n", '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', links)


@register.simple_tag
def assets_if_built() -> SafeString:
    """Link styles and script, or nothing when there is no build: for the pages that tell of our own failure."""
    try:
        return font_preloads() + SafeString(_loader().generate_vite_asset("src/main.ts"))
    except Exception:
        return SafeString("")


def _draw(classes: str, symbol: str, label: str) -> SafeString:
    sprite = _loader().generate_vite_asset_url("src/sprite.svg")
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}#{}"/></svg>', classes, spoken, sprite, symbol)


def _loader() -> DjangoViteAssetLoader:
    return DjangoViteAssetLoader.instance()
