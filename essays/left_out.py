"""What an essay cannot hold of a Word file, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentences(counts: Mapping[str, int]) -> list[str]:
    """One sentence for each thing that was changed or left out, the most surprising first. Takes counts by name."""
    return [sentence(counts[name]) for name, sentence in _SAID.items() if counts.get(name)]


def _tables(n: int) -> str:
    return ngettext("%(n)s table became plain paragraphs.", "%(n)s tables became plain paragraphs.", n) % {"n": n}


def _pictures(n: int) -> str:
    return ngettext("%(n)s picture was left out.", "%(n)s pictures were left out.", n) % {"n": n}


def _drawings(n: int) -> str:
    return ngettext("%(n)s chart or drawing was left out.", "%(n)s charts or drawings were left out.", n) % {"n": n}


def _formulas(n: int) -> str:
    return ngettext("%(n)s formula was left out.", "%(n)s formulas were left out.", n) % {"n": n}


def _notes(n: int) -> str:
    return ngettext(
        "%(n)s footnote now stands in square brackets where its number was.",
        "%(n)s footnotes now stand in square brackets where their numbers were.",
        n,
    ) % {"n": n}


def _comments(n: int) -> str:
    return ngettext("%(n)s comment was left out.", "%(n)s comments were left out.", n) % {"n": n}


def _changes(n: int) -> str:
    return ngettext(
        "%(n)s tracked change was taken as accepted.", "%(n)s tracked changes were taken as accepted.", n
    ) % {"n": n}


def _links(n: int) -> str:
    return ngettext("%(n)s link became plain words.", "%(n)s links became plain words.", n) % {"n": n}


def _citations(n: int) -> str:
    return ngettext(
        "%(n)s citation of a clipping that is not in your notebook was left out.",
        "%(n)s citations of clippings that are not in your notebook were left out.",
        n,
    ) % {"n": n}


def _margins(_n: int) -> str:
    return _("The head or foot of the pages was left out.")


def _styles(_n: int) -> str:
    return _("Underlined, struck out and raised words became plain.")


def _added(_n: int) -> str:
    return _("What a download had added (question, references, feedback) was left out: the desk shows it itself.")


_SAID = {
    "tables": _tables,
    "pictures": _pictures,
    "drawings": _drawings,
    "formulas": _formulas,
    "notes": _notes,
    "comments": _comments,
    "changes": _changes,
    "links": _links,
    "citations": _citations,
    "margins": _margins,
    "styles": _styles,
    "added": _added,
}
