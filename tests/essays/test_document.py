"""The tree of an essay: what is refused, its canonical text, its page."""

import hashlib
import json
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essays import document
from essays.document import DocumentError, Span
from tests.essays import documents

VECTORS = Path(__file__).parents[1] / "vectors"
WHITE_SPACE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}


def vectors(name):
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def doc(*blocks):
    return {"type": "doc", "content": list(blocks)}


def paragraph(*inlines):
    return {"type": "paragraph", "content": [text(i) if isinstance(i, str) else i for i in inlines]}


def text(words, *marks):
    node = {"type": "text", "text": words}
    return {"type": "text", "marks": [{"type": mark} for mark in marks], "text": words} if marks else node


def citation(clipping):
    return {"type": "citation", "attrs": {"clipping": clipping}}


def nested_lists(depth):
    block = paragraph("deep")
    for _ in range(depth):
        block = {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph("a"), block]}]}
    return doc(block)


class Page(HTMLParser):
    """Reads rendered HTML back: its text, the offsets it states, the comments on each code point."""

    TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "span", "mark", "a", "br"}
    ATTRIBUTES = {"class", "data-at", "data-aside", "data-comments", "href", "start", "type"}

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.wrong, self.commented, self.numbers = "", [], {}, []
        self.open, self.strange = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.strange += [tag] * (tag not in self.TAGS) + [name for name in attributes if name not in self.ATTRIBUTES]
        if "data-at" in attributes and int(attributes["data-at"]) != len(self.text):
            self.wrong.append((tag, attributes["data-at"], len(self.text)))
        if tag == "br":
            self.add("\n")
            return
        self.open.append((tag, attributes))
        if "cite" in attributes.get("class", "").split():
            self.add("\ufffc")

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag
        if tag in ("p", "h2", "h3"):
            self.add("\n")

    def handle_data(self, data):
        for tag, attributes in reversed(self.open):
            if "data-aside" in attributes:
                if attributes["class"] == "hl-n":
                    self.numbers.append(int(data))
                return
            if tag in ("p", "h2", "h3"):
                break
        self.add(data)

    def add(self, data):
        marks = [opened["data-comments"].split() for _, opened in self.open if "data-comments" in opened]
        for character in data:
            self.commented[len(self.text)] = {int(comment) for comments in marks for comment in comments}
            self.text += character


class TestTheSchema:
    @given(documents.trees())
    @settings(max_examples=50)
    def test_a_valid_tree_goes_to_json_and_back_unchanged(self, tree):
        sent = document.dumps(tree)
        assert document.parse(sent) == tree
        assert document.dumps(document.parse(json.dumps(tree, indent=1))) == sent

    @given(documents.faulty_trees())
    @settings(max_examples=80)
    def test_a_fault_is_refused_at_its_place(self, faulty):
        tree, path = faulty
        with pytest.raises(DocumentError) as refused:
            document.check(tree)
        assert refused.value.path == path

    @pytest.mark.parametrize("kind", sorted(documents.FAULTS))
    def test_each_fault_of_each_kind_of_node_is_refused(self, kind):
        for fault in documents.FAULTS[kind]:
            tree = doc(
                {"type": "heading", "attrs": {"level": 2}, "content": [text("a")]},
                {"type": "blockquote", "content": [paragraph("b", citation(4), {"type": "hardBreak"})]},
                {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph("c")]}]},
                {
                    "type": "orderedList",
                    "attrs": {"start": 3, "type": None},
                    "content": [{"type": "listItem", "content": [paragraph("d")]}],
                },
            )
            document.check(tree)
            path, node = next((p, n) for p, n in documents.nodes(tree) if kind in ("any", n["type"]))
            path = fault(node, path)
            with pytest.raises(DocumentError) as refused:
                document.check(tree)
            assert refused.value.path == path

    def test_the_message_says_where_and_not_what_was_written(self):
        tree = doc(paragraph("a"), paragraph("my secret\ufffc"))
        with pytest.raises(DocumentError, match=r"content\[1\]\.content\[0\]\.text: ") as refused:
            document.check(tree)
        assert "secret" not in str(refused.value)

    @pytest.mark.parametrize("root", [None, [], "doc", 3, {}, {"type": "paragraph"}, {"type": "doc"}])
    def test_what_is_not_a_document_is_refused_as_a_whole(self, root):
        with pytest.raises(DocumentError) as refused:
            document.parse(json.dumps(root))
        assert refused.value.path == ""

    @pytest.mark.parametrize(
        "sent",
        [
            "",
            "{",
            "nonsense",
            '{"type":"doc","content":[{"type":"paragraph"}]} trailing',
            '{"type":"doc","content":[{"type":"citation","attrs":{"clipping":NaN}}]}',
            '{"type":"doc","content":[{"type":"citation","attrs":{"clipping":Infinity}}]}',
            '{"type":"doc","content":[{"type":"citation","attrs":{"clipping":' + "9" * 5000 + "}}]}",
            '{"type":"doc","type":"doc","content":[{"type":"paragraph"}]}',
            '{"type":"doc","content":[{"type":"paragraph"}],"content":[{"type":"paragraph"}]}',
            '{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a\nb"}]}]}',
            "\ufeff" + '{"type":"doc","content":[{"type":"paragraph"}]}',
            "\ud800",
            "[" * 100_000,
            '{"a":' * 30_000,
            '{"type":"doc","content":' * 5_000 + "[]" + "}" * 5_000,
            '"' + '\\"' * 50_000,
        ],
        ids=range(16),
    )
    def test_bad_json_is_refused_without_an_accident(self, sent):
        with pytest.raises(DocumentError):
            document.parse(sent)

    @pytest.mark.parametrize("escape", ["\\u0000", "\\ud83d", "\\ufffc", "\\udc00\\ud800"])
    def test_a_forbidden_character_does_not_come_in_by_an_escape(self, escape):
        with pytest.raises(DocumentError) as refused:
            document.parse(document.dumps(doc(paragraph("a?"))).replace("?", escape))
        assert refused.value.path == "content[0].content[0].text"

    def test_brackets_in_a_text_are_not_depth(self):
        tree = doc(paragraph('[{"' * 100 + "\\"))
        assert document.parse(document.dumps(tree)) == tree

    def test_a_document_may_be_as_large_as_the_limit_and_no_larger(self):
        frame = len(document.dumps(doc(paragraph("é"))).encode()) - 2
        fits = doc(paragraph("é" * ((200 * 1024 - frame) // 2)))
        document.parse(document.dumps(fits))
        too_large = doc(paragraph(fits["content"][0]["content"][0]["text"] + "éé"))
        for refuse in (document.check, lambda tree: document.parse(document.dumps(tree))):
            with pytest.raises(DocumentError, match="larger"):
                refuse(too_large)

    def test_a_document_may_have_20000_nodes_and_no_more(self):
        document.check(doc(*[{"type": "paragraph"}] * 3_000))
        breaks = [{"type": "hardBreak"}] * 6_000
        document.check(doc({"type": "paragraph", "content": breaks}))
        with pytest.raises(DocumentError, match="nodes"):
            document.check(doc(*[{"type": "paragraph", "content": breaks}] * 4))

    def test_lists_may_lie_in_lists_down_to_level_32_and_no_deeper(self):
        document.parse(document.dumps(nested_lists(14)))
        for tree in (nested_lists(15), nested_lists(200)):
            with pytest.raises(DocumentError, match="deeper"):
                document.check(tree)

    def test_a_break_and_a_citation_may_carry_the_marks_that_the_editor_puts_on_all_it_selects(self):
        bold = [{"type": "bold"}]
        document.check(doc(paragraph({"type": "hardBreak", "marks": bold}, {**citation(3), "marks": bold})))

    def test_one_empty_paragraph_is_a_document(self):
        tree = document.parse('{"type":"doc","content":[{"type":"paragraph"}]}')
        assert document.plain_text(tree) == "\n"
        assert document.words(tree) == 0


class TestTheText:
    @pytest.mark.parametrize("vector", vectors("documents"), ids=lambda vector: vector["name"])
    def test_the_vectors_that_the_browser_runs_too(self, vector):
        tree = document.parse(vector["json"])
        assert document.dumps(tree) == vector["json"]
        assert document.plain_text(tree) == vector["text"]
        assert document.words(tree) == vector["words"]
        assert document.digest(vector["json"]) == vector["digest"]
        assert document.render(tree, vector["spans"], lambda clipping, _: f"/clippings/{clipping}/") == vector["html"]

    @given(documents.trees())
    @settings(max_examples=25)
    def test_blocks_cover_the_text_and_each_ends_its_line(self, tree):
        whole = document.plain_text(tree)
        ranges = document.blocks(tree)
        assert len(ranges) == len(tree["content"])
        assert "".join(whole[start:end] for start, end in ranges) == whole
        assert all(whole[end - 1] == "\n" for _, end in ranges)

    @given(documents.trees())
    @settings(max_examples=25)
    def test_citations_are_as_many_as_their_signs_in_the_text(self, tree):
        assert len(document.citations(tree)) == document.plain_text(tree).count("\ufffc")

    @given(documents.trees(), st.sets(st.integers(1, 6)))
    @settings(max_examples=40)
    def test_without_citations_keeps_everything_else(self, tree, keep):
        before = document.dumps(tree)
        left = document.without_citations(tree, keep)
        document.check(left)
        assert document.citations(left) == [clipping for clipping in document.citations(tree) if clipping in keep]
        assert document.plain_text(left).replace("\ufffc", "") == document.plain_text(tree).replace("\ufffc", "")
        assert document.dumps(tree) == before

    def test_digest_is_sha_256_of_the_utf_8(self):
        assert document.digest("Ёж") == hashlib.sha256("Ёж".encode()).hexdigest()


class TestWords:
    @pytest.mark.parametrize("vector", vectors("words"), ids=lambda vector: vector["name"])
    def test_the_vectors_that_the_browser_runs_too(self, vector):
        assert document.count_words(vector["text"]) == vector["words"]

    @given(st.lists(st.one_of(st.characters(), st.sampled_from(["\u200b", "\x1c", "\ufeff", "\ufffc", *WHITE_SPACE]))))
    @settings(max_examples=200)
    def test_agrees_with_counting_letter_by_letter(self, characters):
        count, in_word = 0, False
        for character in characters:
            if character in WHITE_SPACE or character == "\ufffc":
                in_word = False
            elif unicodedata.category(character)[0] in "LN" and not in_word:
                count, in_word = count + 1, True
        assert document.count_words("".join(characters)) == count


class TestParagraphs:
    def test_each_line_is_a_paragraph_and_blank_lines_are_dropped(self):
        tree = document.from_paragraphs("One.\r\n\r\n  \nTwo \rThree\x00\ufffc")
        assert tree == doc(paragraph("One."), paragraph("Two "), paragraph("Three"))

    def test_no_text_is_one_empty_paragraph(self):
        assert document.from_paragraphs(" \n") == doc({"type": "paragraph"})

    @given(st.text(st.one_of(documents.LETTERS, st.sampled_from("\r\n \x00\ufffc")), max_size=40))
    @settings(max_examples=150)
    def test_a_textarea_gives_its_text_back(self, typed):
        tree = document.from_paragraphs(typed)
        document.check(tree)
        assert document.is_plain(tree)
        assert document.from_paragraphs(document.to_paragraphs(tree)) == tree

    @given(
        st.lists(st.lists(documents.TEXTS.filter(lambda typed: not {"\r", "\n"} & set(typed)), max_size=2), min_size=1)
    )
    @settings(max_examples=60)
    def test_a_plain_tree_loses_only_blank_lines_in_a_textarea(self, texts):
        tree = doc(*(paragraph(*line) for line in texts))
        assert document.is_plain(tree)
        again = document.from_paragraphs(document.to_paragraphs(tree))
        assert lines(document.plain_text(again)) == lines(document.plain_text(tree))

    @pytest.mark.parametrize(
        "block",
        [
            paragraph(text("bold", "bold")),
            paragraph("a", {"type": "hardBreak"}),
            paragraph(citation(2)),
            paragraph("two\nlines"),
            {"type": "heading", "attrs": {"level": 2}, "content": [text("a")]},
            {"type": "blockquote", "content": [paragraph("a")]},
        ],
    )
    def test_a_tree_with_more_than_paragraphs_is_not_plain(self, block):
        assert not document.is_plain(doc(paragraph("a"), block))


def lines(whole):
    return [line for line in whole.split("\n") if line.strip()]


class TestRendering:
    @given(st.data())
    @settings(max_examples=70)
    def test_the_page_says_the_text_with_its_offsets_and_comments_and_nothing_else(self, data):
        tree = data.draw(documents.trees())
        whole = document.plain_text(tree)
        spans = data.draw(documents.spans(len(whole)))
        page = Page(document.render(tree, spans, data.draw(st.sampled_from([None, lambda *_: '/?"><script>']))))
        assert page.text == whole
        assert page.wrong == []
        assert page.strange == []
        assert sorted(page.numbers) == [number for *_, number in spans]
        for at, character in enumerate(whole):
            covering = {comment for start, end, comment, _, _ in spans if start <= at < end}
            assert page.commented[at] == covering or (character == "\n" and page.commented[at] == set())

    @given(documents.trees())
    @settings(max_examples=20)
    def test_the_blocks_together_are_the_page(self, tree):
        htmls = document.render_blocks(tree)
        assert len(htmls) == len(document.blocks(tree))
        assert "".join(htmls) == document.render(tree)

    def test_nothing_that_was_written_becomes_markup(self):
        html = document.render(doc(paragraph("<script>alert(\"1\")</script> & 'x' <img src=x onerror=y>")))
        assert "<script" not in html
        assert "<img" not in html

    def test_a_carriage_return_survives_the_page(self):
        assert document.render(doc(paragraph("a\rb"))) == '<p><span data-at="0">a&#13;b</span></p>'

    def test_a_comment_is_a_mark_with_its_number_after_its_last_run(self):
        html = document.render(doc(paragraph("This ", text("shows", "bold"), " it.")), [Span(5, 13, 12, "target", 2)])
        assert html == (
            '<p><span data-at="0">This </span>'
            '<strong><mark class="hl hl-target" data-comments="12" data-at="5">shows</mark></strong>'
            '<mark class="hl hl-target" data-comments="12" data-at="10"> it</mark>'
            '<span class="hl-n" data-aside>2</span>'
            '<span data-at="13">.</span></p>'
        )

    def test_comments_that_overlap_share_the_run_between(self):
        html = document.render(doc(paragraph("abc")), [(0, 2, 12, "praise", 1), (1, 3, 15, "target", 2)])
        assert '<mark class="hl hl-praise hl-target" data-comments="12 15" data-at="1">b</mark>' in html

    def test_a_star_has_its_own_class_and_no_number(self):
        html = document.render(doc(paragraph("abc")), [(0, 3, 12, "star", None)])
        assert html == '<p><mark class="starred" data-comments="12" data-at="0">abc</mark></p>'

    def test_a_comment_may_run_over_blocks(self):
        html = document.render(doc(paragraph("ab"), paragraph("cd")), [(1, 4, 7, "note", 1)])
        assert html.count('data-comments="7"') == 2
        assert html.endswith('c</mark><span class="hl-n" data-aside>1</span><span data-at="4">d</span></p>')

    def test_marks_lie_inside_one_another(self):
        html = document.render(doc(paragraph(text("a", "bold", "italic"))))
        assert html == '<p><strong><em><span data-at="0">a</span></em></strong></p>'

    def test_a_citation_is_numbered_by_its_clipping_and_linked(self):
        asked = []
        tree = doc(paragraph("a", citation(9), citation(4)), paragraph(citation(9)))

        def cite(clipping, number):
            asked.append((clipping, number))
            return "/c/?a=1&b=2" if clipping == 9 else None

        html = document.render(tree, cite=cite)
        assert asked == [(9, 1), (4, 2), (9, 1)]
        assert '<a class="cite" data-aside data-at="1" href="/c/?a=1&amp;b=2">1</a>' in html
        assert '<span class="cite" data-aside data-at="2">2</span>' in html

    def test_a_comment_on_a_citation_alone_is_seen(self):
        html = document.render(doc(paragraph(citation(9))), [(0, 1, 5, "question", 1)])
        assert html == (
            '<p><mark class="hl hl-question" data-comments="5">'
            '<span class="cite" data-aside data-at="0">1</span></mark>'
            '<span class="hl-n" data-aside>1</span></p>'
        )

    def test_lists_keep_where_they_start_and_how_they_count(self):
        items = [{"type": "listItem", "content": [paragraph("a")]}]
        plain = {"type": "orderedList", "attrs": {"start": 1, "type": None}, "content": items}
        other = {"type": "orderedList", "attrs": {"start": 4, "type": "a"}, "content": items}
        assert document.render(doc(plain)).startswith("<ol><li><p>")
        assert document.render(doc(other)).startswith('<ol start="4" type="a"><li><p>')
