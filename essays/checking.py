"""What is worth a look before an essay is handed in. It advises: only an empty essay is kept from being handed in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from essays import document, plans
from essays.document import CITATION, Tree

WITHIN = 10  # per cent of the length asked for that nobody needs to hear of
FEW = 4  # words from which words between quotation marks are a quotation

_QUOTED = re.compile(r"“([^”]*)”|\"([^\"]*)\"")


@dataclass(frozen=True)
class Finding:
    """One thing to look at. `kind` is empty, short, long, no-citations, quotations, thesis, cards or branches.

    `count` is how many: words below or over, quotations, cards, branches.
    """

    kind: str
    count: int = 0

    @property
    def forbids(self) -> bool:
        """Whether there is nothing to hand in."""
        return self.kind == "empty"


def findings(
    tree: Tree, *, length: int | None, plan: Mapping[str, Any] | None = None, branches: int = 0
) -> list[Finding]:
    """Look through an essay. `plan` is as `plans` has it, {} without one; `branches` texts wait for a choice."""
    words = document.words(tree)
    if words == 0:
        return [Finding("empty")]
    found = [*_of_length(words, length), *_of_citations(tree), *_of_plan(plan or {})]
    return [*found, Finding("branches", branches)] if branches else found


def quotations_without_citation(tree: Tree) -> int:
    """Count block quotations, and words between quotation marks, whose paragraph cites nothing.

    A block quotation may also be cited by the paragraph that follows it.
    """
    count, blocks = 0, tree["content"]
    for n, block in enumerate(blocks):
        text = document.plain_text({"type": "doc", "content": [block]})
        if block["type"] == "blockquote":
            after = document.plain_text({"type": "doc", "content": blocks[n + 1 : n + 2]})
            count += CITATION not in text + after and document.count_words(text) > 0
        elif block["type"] != "heading":
            count += sum(_quotes(line) and CITATION not in line for line in text.splitlines())
    return count


def _of_length(words: int, length: int | None) -> Iterator[Finding]:
    if length and words * 100 < length * (100 - WITHIN):
        yield Finding("short", length - words)
    elif length and words * 100 > length * (100 + WITHIN):
        yield Finding("long", words - length)


def _of_citations(tree: Tree) -> Iterator[Finding]:
    if not document.citations(tree):
        yield Finding("no-citations")
    if bare := quotations_without_citation(tree):
        yield Finding("quotations", bare)


def _of_plan(plan: Mapping[str, Any]) -> Iterator[Finding]:
    if plan and not plan["thesis"].strip():
        yield Finding("thesis")
    if cards := plans.unfinished(plan):
        yield Finding("cards", len(cards))


def _quotes(line: str) -> bool:
    return any(document.count_words(curly or straight) >= FEW for curly, straight in _QUOTED.findall(line))
