"""An essay goes out as a Word file and comes in again as the same essay, up to what Word cannot say."""

import io
import re
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essays.document import CITATION, plain_text
from essays.files.converting import convert, convert_here
from essays.files.lines import counted, sayable
from essays.files.papers import Judgement, Level, Paper, Reference, Remark
from essays.files.word import word_file
from essays.schema import check
from tests.essays import documents

WORDS = {
    "references": "References",
    "feedback": "Feedback",
    "whole": "On the whole essay",
    "comments": "Comments",
    "summary": "Summary",
    "next_step": "Next step",
}
NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def paper(tree, **more):
    return Paper("Why did it happen?", "Draft 1", tree, "en-GB", WORDS, **more)


def there_and_back(tree, **more):
    return convert_here(word_file(paper(tree, **more)))


def text(words, *marks):
    node = {"type": "text", "text": words}
    return {**node, "marks": [{"type": mark} for mark in marks]} if marks else node


def block(kind, *content, **attributes):
    node = {"type": kind, "attrs": attributes} if attributes else {"type": kind}
    return {**node, "content": list(content)} if content else node


def para(*inside):
    return block("paragraph", *(text(each) if isinstance(each, str) else each for each in inside))


def doc(*blocks):
    return {"type": "doc", "content": list(blocks)}


def cite(clipping):
    return {"type": "citation", "attrs": {"clipping": clipping}}


def listed(*items, start=None):
    content = [block("listItem", *(item if isinstance(item, list) else [item])) for item in items]
    if start is None:
        return {"type": "bulletList", "content": content}
    return {"type": "orderedList", "attrs": {"start": start, "type": None}, "content": content}


# What Word can say: no line ends inside a text, no two neighbours of one look, no empty blocks, no quotation or heading
# in a list, no list in a quotation, no two lists or two quotations side by side, lists that count 1, 2, 3.
MARKS = st.sampled_from([(), ("bold",), ("italic",), ("bold", "italic")])
SAID = documents.TEXTS.map(lambda words: re.sub("[\r\n]", " ", sayable(words)) or "x")


@st.composite
def inlines(draw):
    found = []
    for _each in range(draw(st.integers(1, 4))):
        piece = draw(
            st.one_of(
                st.builds(lambda words, marks: text(words, *marks), SAID, MARKS),
                st.just({"type": "hardBreak"}),
                st.integers(1, 9).map(cite),
            )
        )
        last = found[-1] if found else {}
        if not (piece["type"] == last.get("type") == "text" and piece.get("marks") == last.get("marks")):
            found.append(piece)
    return found


PARAGRAPHS = inlines().map(lambda inside: block("paragraph", *inside))
HEADINGS = st.builds(lambda inside, level: block("heading", *inside, level=level), inlines(), st.sampled_from([2, 3]))
QUOTES = st.lists(PARAGRAPHS, min_size=1, max_size=3).map(lambda content: block("blockquote", *content))


@st.composite
def lists(draw, depth=1):
    items = []
    for _each in range(draw(st.integers(1, 3))):
        more = draw(st.lists(PARAGRAPHS, min_size=1, max_size=2))
        if depth < 5 and draw(st.integers(0, 2)) == 0:
            more = [*more, draw(lists(depth=depth + 1))]
        items.append(more)
    return listed(*items, start=draw(st.sampled_from([None, 1])))


@st.composite
def word_trees(draw):
    found = []
    for piece in draw(st.lists(st.one_of(PARAGRAPHS, HEADINGS, QUOTES, lists()), min_size=1, max_size=5)):
        if not found or piece["type"] in ("paragraph", "heading") or piece["type"] != found[-1]["type"]:
            found.append(piece)
    return doc(*found)


@given(word_trees())
@example(doc(para("👩‍👩‍👧 𝒳 e\u0301 ", text("שלום", "bold"), " \u2028\u00a0  x\ty ")))
def test_what_word_can_say_comes_back_exactly(tree):
    found = there_and_back(tree)
    assert found.tree == tree
    assert set(found.counts) == {"added"}


@given(documents.trees())
def test_of_any_essay_every_word_comes_back_in_its_order(tree):
    """Blocks may lie side by side instead of in one another, and empty ones go; no word does."""
    found = there_and_back(tree).tree
    check(found)

    def said(each):
        return [line for line in re.split("[\r\n]+", sayable(plain_text(each))) if line]

    assert said(found) == said(tree)


@given(documents.trees())
def test_the_second_journey_changes_nothing(tree):
    once = there_and_back(tree).tree
    assert there_and_back(once).tree == once


def test_lists_of_other_numbers_begin_at_one_again():
    tree = there_and_back(doc(listed(para("third"), para("fourth"), start=3))).tree
    assert tree == doc(listed(para("third"), para("fourth"), start=1))


def test_what_a_download_adds_is_known_again_and_left_out():
    remarks = [Remark(1, "target", "Target", 0, 5, "Say more.", "Hale Test", NOW)]
    judged = Judgement("14 of 20 · B", [Level("Knowledge", "Secure", 3, 5)], "Good.", "Name one decree.", "Hale Test")
    tree = doc(para("Kirov was shot.", cite(7)))
    found = there_and_back(
        tree, references=[Reference(1, 7, "shot", "“One”, Unit 1.1, passage 1")], remarks=remarks, judgement=judged
    )
    assert found.tree == tree
    assert found.counts == {"added": 8, "comments": 1}


def test_comments_are_real_ones_on_their_words():
    remarks = [
        Remark(1, "target", "Target", 6, 9, "Which law?", "Hale Test", NOW),
        Remark(2, "praise", "Praise", 8, 20, "Over two paragraphs.", "Hale Test", NOW, ("Done: yes.",)),
        Remark(None, "note", "Note", None, None, "On all.", "Hale Test", NOW),
    ]
    tree = doc(para("First ", text("law", "bold"), cite(7), " then"), para("Second."))
    opened = docx.Document(io.BytesIO(word_file(paper(tree, remarks=remarks))))
    comments = list(opened.comments)
    assert [each.text for each in comments] == [
        "Target: Which law?",
        "Praise: Over two paragraphs.\nDone: yes.",
        "Note: On all.",
    ]
    assert {(each.author, each.initials) for each in comments} == {("Hale Test", "HT")}
    body = opened.element.xml
    for number in range(3):
        assert body.count(f'commentRangeStart w:id="{number}"') == body.count(f'commentRangeEnd w:id="{number}"') == 1
    assert _covered(opened, 0) == "law"
    assert _covered(opened, 1) == "w1 thenSeco"
    assert _covered(opened, 2) == "Why did it happen?"


def _covered(opened, number):
    """The text between a comment's two ends."""
    xml = opened.element.xml
    start, end = (xml.index(f'w:commentRange{side} w:id="{number}"') for side in ("Start", "End"))
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml[start:end]))


@given(documents.trees(), st.data())
def test_any_comment_finds_a_place_in_any_essay(tree, data):
    length = len(plain_text(tree))
    remarks = [
        Remark(each[4], "note", "Note", each[0], each[1], "Here.", "H", NOW)
        for each in data.draw(documents.spans(length))
    ]
    opened = docx.Document(io.BytesIO(word_file(paper(tree, remarks=remarks))))
    assert len(list(opened.comments)) == len(remarks)
    assert there_and_back(tree, remarks=remarks).tree == there_and_back(tree).tree


def test_the_file_names_nobody_and_no_program():
    with zipfile.ZipFile(io.BytesIO(word_file(paper(doc(para("Text.")))))) as packed:
        core = packed.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
    assert "python" not in core
    assert "Why did it happen?" in core


def test_right_to_left_paragraphs_say_so():
    opened = docx.Document(io.BytesIO(word_file(paper(doc(para("שלום עולם"), para("Hello שלום"))))))
    assert ["w:bidi" in each._p.xml for each in opened.paragraphs[-2:]] == [True, False]


def test_the_child_process_says_the_same():
    data = word_file(paper(doc(para("Kirov ", text("was", "italic"), cite(7)))))
    assert convert(data) == convert_here(data)


@pytest.mark.parametrize(
    ("number", "type", "said"),
    [
        (1, "1", "1"),
        (28, "a", "ab"),
        (26, "A", "Z"),
        (1934, "I", "MCMXXXIV"),
        (4, "i", "iv"),
        (0, "a", "0"),
        (-3, "1", "-3"),
    ],
)
def test_lists_count_in_their_own_way(number, type, said):
    assert counted(number, type) == said


def test_a_citations_number_is_a_raised_link_to_its_reference():
    data = word_file(
        paper(
            doc(para("See", cite(7), cite(7), cite(3))),
            references=[Reference(1, 7, "q", "A"), Reference(2, 3, "q", "B")],
        )
    )
    xml = docx.Document(io.BytesIO(data)).element.xml
    assert re.findall(r'w:anchor="(\w+)"', xml) == ["clipping_7", "clipping_7", "clipping_3"]
    assert re.findall(r'bookmarkStart w:id="\d+" w:name="(clipping\w+)"', xml) == ["clipping_7", "clipping_3"]
    assert CITATION not in xml
