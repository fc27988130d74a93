"""A section's Markdown as HTML: escaped, addressable, with typographic quotes; `plain` is what a browser would read."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.rendering import Links, Target, minutes_for, render_inline, render_prose, render_section
from lessons.texts.words import count_words

LINKS = Links(
    terms={"troika": Target("/c/u/#term-troika", "Troika"), "show-trial": Target('/u"<', "Show trial")},
    people={"kirov": Target("/c/u/#person-kirov", "Sergei Kirov")},
)


def html_of(text, links=LINKS):
    return "".join(block.html for block in render_section(text, links).blocks)


def test_a_section_is_blocks_in_the_order_of_the_file():
    rendered = render_section(
        "## The shot {#h-shot}\n\nOne. {#p1}\n\n:::figure deaths\n\n:::dispute who\n\n"
        ":::source letter\n\n- a\n- b {#p2}\n",
        LINKS,
    )
    assert [(block.kind, block.pid) for block in rendered.blocks] == [
        ("heading", "h-shot"),
        ("passage", "p1"),
        ("figure", "deaths"),
        ("dispute", "who"),
        ("source", "letter"),
        ("passage", "p2"),
    ]
    assert rendered.headings == (("h-shot", "The shot"),)
    assert rendered.words == 5


def test_a_passage_carries_its_id():
    assert html_of("One. {#p3}") == '<p id="p3" data-passage="p3">One.</p>'
    assert html_of("- a\n- b {#p4}") == '<ul id="p4" data-passage="p4"><li>a</li>\n<li>b</li></ul>'
    assert html_of("> a {#p5}").startswith('<blockquote id="p5" data-passage="p5">')


def test_terms_and_persons_open_their_gloss():
    assert '<a class="term" href="/c/u/#term-troika" data-gloss="term-troika">troika</a>' in html_of("A [[troika]].")
    assert '<a class="term" href="/c/u/#person-kirov" data-gloss="person-kirov">Sergei Kirov</a>' in html_of(
        "[[person:kirov]]"
    )
    assert ">Kirov</a>" in html_of("[[person:kirov|Kirov]]")
    assert 'href="/u&quot;&lt;"' in html_of("[[show-trial|trials]]")


def test_an_unknown_link_is_marked_and_keeps_its_words():
    assert html_of("A [[trojka]].") == '<p>A <span class="term is-unknown">trojka</span>.</p>'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('He said "no" in \'37.', "He said “no” in ’37."),
        ("[[person:kirov]]'s death", "Sergei Kirov’s death"),
        ("\"[[troika]]\" and '[[troika]]'", "“troika” and ‘troika’"),
        ("1937-38, pp. 12-14", "1937–38, pp. 12–14"),
        ("Left-wing, Order 00447", "Left-wing, Order 00447"),
        ("terror - and law", "terror – and law"),
        ("so ...", "so …"),
        ("(c) stays", "(c) stays"),
    ],
)
def test_straight_type_becomes_typographic(typed, shown):
    (block,) = render_section(typed, LINKS).blocks
    assert block.plain == shown


def test_quotes_follow_the_language():
    (block,) = render_section('Er sagte "nein".', Links(language="de")).blocks
    assert block.plain == "Er sagte „nein“."


@pytest.mark.parametrize("text", ["<b>x</b>", "<script>x</script>", "a & b", "&lt;i&gt;", "<!-- x -->", "[[<b>|<i>]]"])
def test_html_is_escaped(text):
    assert re.search(r"<(?!/?(p|span)\b)", html_of(text)) is None


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "//evil.example", "mailto:a@b.c", "/x"]
)
def test_a_link_leads_to_the_web_or_nowhere(address):
    assert "<a" not in html_of(f"[x]({address})")
    assert "<a" not in html_of(f"<{address}>")


def test_a_web_link_says_that_it_leads_out():
    assert '<a href="https://example.org/" rel="external noopener">x</a>' in html_of("[x](https://example.org/)")


def test_pictures_code_and_tables_stay_as_typed():
    shown = html_of("![x](https://example.org/x.png)\n\n```\ncode\n```\n\n    indented")
    assert not re.search(r"<(img|code|pre)", shown)


def test_a_line_of_markdown_and_an_overview():
    assert render_inline('Lenin, *Collected "Works"*, <i>') == "Lenin, <em>Collected “Works”</em>, &lt;i&gt;"
    assert render_prose("One.\n\nA [[troika]].", LINKS).count("<p>") == 2


def test_words_and_minutes():
    assert count_words("In 1937 – 38 the co-op “grew” …") == 6
    assert (minutes_for(1), minutes_for(900), minutes_for(1000)) == (1, 5, 6)


TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "em",
    "strong",
    "a",
    "span",
    "br",
    "term-card",
    *(f"h{n}" for n in range(1, 7)),
}
PIECES = [*"ab1 -*_[]()<>&\"'|:#{}p\n\\!`~.é😀", "[[troika]]", "[[person:kirov]]", "\n\n"]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


@given(MARKDOWN)
def test_plain_is_the_text_of_the_html_and_nothing_foreign_gets_through(text):
    for block in render_section(text, LINKS).blocks:
        assert block.plain == html.unescape(re.sub(r"<[^>]*>", "", block.html))
        assert set(re.findall(r"</?([\w-]+)", block.html)) <= TAGS
