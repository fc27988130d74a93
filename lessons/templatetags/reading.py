"""Small words for reading pages."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from lessons.rendering import render_inline

register = template.Library()


@register.filter
def sentence(text: str) -> str:
    """End a phrase with a full stop, unless it ends with one or is empty."""
    return text if not text or text[-1] in ".!?" else f"{text}."


@register.filter
def inline_markdown(text: str, language: str = "en") -> SafeString:
    """Draw one line of Markdown, as in a reference. The renderer escapes everything else."""
    return mark_safe(render_inline(text, language or "en"))  # noqa: S308 - our own renderer lets no HTML through


@register.filter
def looked_for(term: str) -> str:
    """Give the words by which a term stands in a text: “Purge” of “Purge (chistka)”."""
    return re.split(r"\s*[(/]", term)[0] or term


@register.filter
def marked(segments: list[tuple[str, bool]]) -> SafeString:
    """Draw pieces of a text, each with whether its words were looked for."""
    pieces = (f"<mark>{escape(words)}</mark>" if found else escape(words) for words, found in segments)
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped
