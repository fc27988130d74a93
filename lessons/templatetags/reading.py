"""Small words for reading pages."""

from django import template
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
