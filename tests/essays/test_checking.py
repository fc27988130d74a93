"""What the check before handing in finds: it counts, and never forbids but what is empty."""

import pytest

from essays.checking import Finding, findings, quotations_without_citation
from tests import make

CITED = {"type": "citation", "attrs": {"clipping": 1}}
CARD = {"id": "c1", "point": "The law", "evidence": "", "explanation": "", "link": "", "done": True}


def paragraph(*parts):
    content = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts]
    return {"type": "paragraph", "content": content}


def heading(text):
    return {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": text}]}


def doc(*blocks):
    return {"type": "doc", "content": list(blocks)}


def quotation(*parts):
    return {"type": "blockquote", "content": [paragraph(*parts)]}


def kinds(*args, **kwargs):
    return [each.kind for each in findings(*args, **kwargs)]


@pytest.mark.parametrize(
    ("words", "found"),
    [(89, [Finding("short", 11)]), (90, []), (100, []), (110, []), (111, [Finding("long", 11)])],
)
def test_a_tenth_below_or_over_the_length_is_not_worth_a_word(words, found):
    assert findings(doc(paragraph("one " * words, CITED)), length=100) == found


def test_practice_has_no_length():
    assert kinds(doc(paragraph("Short.", CITED)), length=None) == []


def test_of_an_empty_essay_only_that_is_said_and_it_alone_forbids():
    (found,) = findings(make.tree(""), length=100, branches=2)
    assert (found.kind, found.forbids) == ("empty", True)
    assert not Finding("short", 11).forbids


def test_an_essay_that_cites_nothing_is_told():
    assert kinds(make.tree("Kirov was shot."), length=3) == ["no-citations"]


@pytest.mark.parametrize(
    ("blocks", "count"),
    [
        ([paragraph("He called it “a year of great change”.")], 1),
        ([paragraph("He called it “a year of great change”.", CITED)], 0),
        ([paragraph('He said "we have fallen behind by fifty years".')], 1),
        ([paragraph("The so-called “wreckers” were tried.")], 0),
        ([heading("“We must not lag behind”")], 0),
        ([quotation("We are fifty years behind.")], 1),
        ([quotation("We are fifty years behind.", CITED)], 0),
        ([quotation("We are fifty years behind."), paragraph("So he said", CITED)], 0),
        ([quotation("We are fifty years behind."), paragraph("So he said.")], 1),
        ([paragraph("“One two three four” and “five six seven eight”.")], 1),
    ],
)
def test_a_quotation_wants_a_citation_in_its_paragraph_or_after_its_block(blocks, count):
    assert quotations_without_citation(doc(*blocks)) == count


def test_of_a_plan_its_thesis_and_its_unfinished_paragraphs_are_told():
    cited = doc(paragraph("Three words here", CITED))
    assert findings(cited, length=3, plan={"thesis": "", "cards": [CARD]}) == [Finding("thesis")]
    undone = {**CARD, "id": "c2", "done": False}
    assert findings(cited, length=3, plan={"thesis": "Fear.", "cards": [CARD, undone]}) == [Finding("cards", 1)]
    assert findings(cited, length=3, plan={}) == []


def test_other_versions_are_told():
    assert findings(doc(paragraph("Three words here", CITED)), length=3, branches=2) == [Finding("branches", 2)]
