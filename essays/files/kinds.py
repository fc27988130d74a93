"""The kinds of files that an essay can be had as. No Django."""

from collections.abc import Callable
from typing import NamedTuple

from essays.files.papers import Paper


class Kind(NamedTuple):
    """How a file is announced, and what makes its bytes."""

    content_type: str
    make: Callable[[Paper], bytes]


def _word(paper: Paper) -> bytes:
    from essays.files.word import word_file  # what makes files is large, and loaded when a first one is wanted

    return word_file(paper)


def _pdf(paper: Paper) -> bytes:
    from essays.files.pdf import pdf_file

    return pdf_file(paper)


def _plain(paper: Paper) -> bytes:
    from essays.files.plain import plain

    return plain(paper).encode()


KINDS = {
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
    "pdf": Kind("application/pdf", _pdf),
    "txt": Kind("text/plain; charset=utf-8", _plain),
}
