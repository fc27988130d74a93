"""What only the whole course can show, and the paragraph ids that are written for an author."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.pack import front, prose
from lessons.pack.check import check, write_ids
from lessons.pack.read import read_files
from tests.lessons import tiny
from tests.lessons.test_pack_read import problems, replaced

SECTION = "1-zelle/1-vom-korken.md"


def in_section(old, new):
    return {"section": replaced(tiny.SECTION, old, new)}


def in_text(words):
    """The tiny section with these words in its first paragraph, on line 8."""
    return in_section("Robert Hooke", f"Robert Hooke {words}")


TIE = "\n[[picture.tie]]" + tiny.PICTURES.rpartition("[[picture.tie]]")[2]
LIVES = """[[picture]]
id = "zwei-leben"
kind = "lives"
title = "Zwei Leben"
source = "Lehrbuch"

[[picture.life]]
person = "schwann"
from = 1839
to = 1848

[[picture.life]]
person = "schleiden"
from = 1839
to = 1863
"""


FAULTS = {
    "unknown term": (in_text("[[zelkern]]"), f"{SECTION}:8: No term “zelkern”. Did you mean “zellkern”?"),
    "unknown person": (in_text("[[person:x]]"), f"{SECTION}:8: No person “x”."),
    "unknown kind of link": (
        in_text("[[event:hooke]]"),
        f"{SECTION}:8: A link leads to a term or a person, not to “event”.",
    ),
    "unknown term on a second line": (
        in_section("tierischen", "[[tier]]"),
        f"{SECTION}:11: No term “tier”.",
    ),
    "unknown term in an overview": (
        {"unit": replaced(tiny.UNIT, "[[zellkern]]", "[[kern]]")},
        "1-zelle/unit.md:6: No term “kern”. Did you mean “zellkern”?",
    ),
    "broken link": (
        in_text("[[zelle"),
        f"{SECTION}:8: A link is written [[term]], [[term|words]] or [[person:id]], on one line.",
    ),
    "unknown figure": (
        in_section("figure groessen", "figure grossen"),
        f"{SECTION}:13: No figure “grossen”. Did you mean “groessen”?",
    ),
    "unknown dispute": (in_section("dispute alter", "dispute x"), f"{SECTION}:18: No dispute “x”."),
    "unknown source": (in_section("source micrographia", "source x"), f"{SECTION}:20: No source “x”."),
    "figure twice": (
        in_section(":::dispute alter", ":::figure groessen"),
        f"{SECTION}:18: The figure “groessen” stands in this section already.",
    ),
    "directive inside a paragraph": (
        in_section(":::dispute alter\n", ":::dispute alter\nUnd mehr. {#p4}\n"),
        f"{SECTION}:18: A directive stands alone between blank lines: “:::figure id”, “:::dispute id” or"
        " “:::source id”.",
    ),
    "directive in an overview": (
        {"unit": tiny.UNIT + "\n:::figure groessen\n"},
        "1-zelle/unit.md:8: A figure stands in a section, not here.",
    ),
    "check of an unknown section": (
        {"checks": replaced(tiny.CHECKS, "vom-korken", "vom-kork")},
        "1-zelle/checks.toml:1: No section “vom-kork” in this unit. Did you mean “vom-korken”?",
    ),
    "check that looks back to nowhere": (
        {"checks": replaced(tiny.CHECKS, "\n\n", '\npassage = "p9"\n\n')},
        "1-zelle/checks.toml:1: No paragraph “p9” in this section.",
    ),
    "check without a right choice": (
        {"checks": replaced(tiny.CHECKS, "right = true\n", "")},
        "1-zelle/checks.toml:1: Exactly one choice has “right = true”.",
    ),
    "check with the same choice twice": (
        {"checks": replaced(tiny.CHECKS, '"Hooke"', '"Schwann"')},
        "1-zelle/checks.toml:10: The choice “Schwann” is used twice; it stands in 1-zelle/checks.toml:6 already.",
    ),
    "picture of too few": (
        {"pictures": tiny.PICTURES.removesuffix(TIE)},
        "1-zelle/pictures.toml:1: A picture of ties has 2 to 20 [[picture.tie]].",
    ),
    "picture of too many": (
        {"pictures": tiny.PICTURES + TIE * 19},
        "1-zelle/pictures.toml:1: A picture of ties has 2 to 20 [[picture.tie]].",
    ),
    "picture of both kinds": (
        {"pictures": LIVES + TIE},
        "1-zelle/pictures.toml:1: A picture of lives has no [[picture.tie]].",
    ),
    "picture of nobody": (
        {"pictures": replaced(LIVES, '"schwann"', '"schwan"')},
        "1-zelle/pictures.toml:7: No person “schwan”. Did you mean “schwann”?",
    ),
    "tie to nobody": (
        {"pictures": tiny.PICTURES.replace('of = "schwann"', 'of = "hook"', 1)},
        "1-zelle/pictures.toml:7: No person “hook”.",
    ),
    "life that ends before it begins": (
        {"pictures": replaced(LIVES, "to = 1848", "to = 1838")},
        "1-zelle/pictures.toml:7: “from” (1839) is after “to” (1838).",
    ),
    "life before birth": (
        {"pictures": LIVES.replace("from = 1839", "from = 1809", 1)},
        "1-zelle/pictures.toml:7: “from” (1809) is before “schwann” was born (1810).",
    ),
    "life after death": (
        {"pictures": replaced(LIVES, "to = 1848", "to = 1883")},
        "1-zelle/pictures.toml:7: “to” (1883) is after “schwann” died (1882).",
    ),
    "life without an end": (
        {"pictures": LIVES, "people": replaced(tiny.PEOPLE, "died = 1881\n", "")},
        "1-zelle/pictures.toml:12: “schleiden” has no year in “died”, so the picture cannot show how this life ended.",
    ),
    "life twice": (
        {"pictures": replaced(LIVES, '"schleiden"', '"schwann"')},
        "1-zelle/pictures.toml:12: “schwann” stands in two rows of the picture.",
    ),
    "tie to oneself": (
        {"pictures": tiny.PICTURES.replace('of = "schwann"', 'of = "schleiden"', 1)},
        "1-zelle/pictures.toml:7: “by” and “of” are both “schleiden”.",
    ),
    "tie after death": (
        {"pictures": replaced(tiny.PICTURES, "1839", "1882")},
        "1-zelle/pictures.toml:13: 1882 is after “schleiden” died (1881).",
    ),
    "tie before birth": (
        {"pictures": replaced(tiny.PICTURES, "1838", "1800")},
        "1-zelle/pictures.toml:7: 1800 is before “schwann” was born (1810).",
    ),
    "paragraph without id": (
        in_section(" {#p1}", ""),
        f"{SECTION}:8: This paragraph has no id. Write {{#p1}} at its end, or run check with --write-ids.",
    ),
    "heading without id": (
        in_section(" {#h-korken}", ""),
        f"{SECTION}:6: This heading has no id. Write {{#h-...}} at its end, or run check with --write-ids.",
    ),
    "same id twice": (
        in_section("{#p2}", "{#p1}"),
        f"{SECTION}:10: The id “p1” is used twice; it stands on line 8 already.",
    ),
    "id of another form": (
        in_section("{#p2}", "{#zwei}"),
        f"{SECTION}:10: The id of a paragraph is written {{#p1}}, not {{#zwei}}.",
    ),
    "id in the middle": (
        in_section("Kammern", "{#p9} Kammern"),
        f"{SECTION}:8: An id stands once, at the end of a paragraph: {{#p1}}.",
    ),
    "HTML": (in_text("<b>und</b>"), f"{SECTION}:8: HTML is not read here. Write Markdown."),
    "picture": (
        in_text("![x](https://example.org/x.png)"),
        f"{SECTION}:8: Pictures are not kept in a course. Use a figure or a source.",
    ),
    "footnote": (
        in_text("[^1]"),
        f"{SECTION}:8: Footnotes are not read here. Put the words into the text or into a source.",
    ),
    "heading too large": (
        in_section("## Ein", "# Ein"),
        f"{SECTION}:6: Headings in a text have two or three #: the title stands in the front matter.",
    ),
    "no text": ({"section": '---\ntitle: "x"\nsummary: "y"\n---\n'}, f"{SECTION}:5: The section has no text."),
    "unknown section of a question": (
        {"questions": replaced(tiny.QUESTIONS, "vom-korken", "vom-korkn")},
        "1-zelle/questions.toml:1: No section “vom-korkn” in this unit. Did you mean “vom-korken”?",
    ),
    "unknown section of an event": (
        {"timeline": replaced(tiny.TIMELINE, "vom-korken", "x")},
        "1-zelle/timeline.toml:1: No section “x” in this unit.",
    ),
    "from after to": (
        {"timeline": replaced(tiny.TIMELINE, "1665-12-31", "1664-12-31")},
        "1-zelle/timeline.toml:1: “from” (1665-01-01) is after “to” (1664-12-31).",
    ),
    "born after died": (
        {"people": replaced(tiny.PEOPLE, "1882", "1782")},
        "1-zelle/people.toml:1: “born” (1810) is after “died” (1782).",
    ),
    "also of nobody": (
        {"people": tiny.PEOPLE + '[[also]]\nid = "schwan"\nrole = "x"\n'},
        "1-zelle/people.toml:15: No person “schwan”. Did you mean “schwann”?",
    ),
    "also of one's own term": (
        {"terms": tiny.TERMS + '[[also]]\nid = "zelle"\n'},
        "1-zelle/terms.toml:10: The term “zelle” is defined in this unit already.",
    ),
    "id twice": (
        {"terms": replaced(tiny.TERMS, 'id = "zelle"', 'id = "zellkern"')},
        "1-zelle/terms.toml:6: The term id “zellkern” is used twice; it stands in 1-zelle/terms.toml:1 already.",
    ),
    "row too short": (
        {"figures": replaced(tiny.FIGURES, '["Eizelle", 120]', '["Eizelle"]')},
        "1-zelle/figures.toml:1: Row 2 has 1 values; there are 2 columns.",
    ),
    "row that is no number": (
        {"figures": replaced(tiny.FIGURES, "120", '"viel"')},
        "1-zelle/figures.toml:1: Row 2 holds a value that is not a number.",
    ),
    "infinite number": (
        {"figures": replaced(tiny.FIGURES, "120", "inf")},
        "1-zelle/figures.toml:1: Row 2 holds a value that is not a number.",
    ),
    "too many series": (
        {
            "figures": replaced(
                replaced(tiny.FIGURES, '"Durchmesser"]', '"a", "b"]'),
                "rows = [",
                'rows = [["x", 1, 2], ["Eizelle", 1, 2]] #',
            )
        },
        "1-zelle/figures.toml:1: A bar chart shows at most 1 series. Make two figures of it.",
    ),
    "key in no row": (
        {"figures": replaced(tiny.FIGURES, 'key = ["Eizelle"]', 'key = ["Eizele"]')},
        "1-zelle/figures.toml:1: “key” names “Eizele”, which is in no row. Did you mean “Eizelle”?",
    ),
    "claim with numbers but no unit": (
        {
            "disputes": replaced(tiny.DISPUTES, 'unit = "Milliarden Jahre"\n', "")
            .replace("high = 4.1\n", "")
            .replace("low = 3.5\n", "", 1)
            .replace("high = 3.5\n", "")
        },
        "1-zelle/disputes.toml:10: The claim has numbers, but the dispute has no “unit”.",
    ),
    "unit without numbers": (
        {"disputes": "".join(line for line in tiny.DISPUTES.splitlines(True) if not line.startswith(("low", "high")))},
        "1-zelle/disputes.toml:1: The dispute has a unit, but no claim has “low” and “high”.",
    ),
    "low without high": (
        {"disputes": replaced(tiny.DISPUTES, "high = 4.1\n", "")},
        "1-zelle/disputes.toml:13: A claim has both “low” and “high”; for a single number they are equal.",
    ),
    "low above high": (
        {"disputes": replaced(tiny.DISPUTES, "high = 4.1", "high = 1")},
        "1-zelle/disputes.toml:13: “low” is greater than “high”.",
    ),
    "no criteria": (
        {"rubric": 'title = "Leer"\n', "comments": None},
        "rubric.toml:1: The rubric has no criteria.",
    ),
    "levels out of order": (
        {"rubric": replaced(tiny.RUBRIC, "level = 2", "level = 3")},
        "rubric.toml:4: The levels of a criterion are 1, 2, 3 ... in this order.",
    ),
    "level without a name": (
        {"rubric": replaced(tiny.RUBRIC, '"Anfang", "Sicher"', '"Anfang"')},
        "rubric.toml:4: The criterion has 2 levels, but “level_names” has 1.",
    ),
    "bands overlap": (
        {"rubric": replaced(tiny.RUBRIC, "low = 2", "low = 1")},
        "rubric.toml:18: The band 1-2 overlaps another one.",
    ),
    "gap between bands": (
        {"rubric": replaced(tiny.RUBRIC, "high = 1", "high = 0")},
        "rubric.toml:18: No band covers 1 to 1.",
    ),
    "bands end too early": (
        {"rubric": replaced(tiny.RUBRIC, "low = 2\nhigh = 2", "low = 2\nhigh = 3")},
        "rubric.toml:18: The bands end at 3, the marks at 2.",
    ),
    "comment on no criterion": (
        {"comments": replaced(tiny.COMMENTS, 'criterion = "W"', 'criterion = "Z"')},
        "comments.toml:1: No criterion “Z” in the rubric.",
    ),
    "comment code twice": (
        {"comments": tiny.COMMENTS * 2},
        "comments.toml:7: The comment code “W1” is used twice; it stands in comments.toml:1 already.",
    ),
}


def test_a_picture_of_lives_that_fits_is_no_fault_and_the_living_have_no_end():
    alive = tiny.PEOPLE.replace('died = 1881\nrole = "Botaniker"\nended = "natural"', 'role = "x"\nended = "survived"')
    assert alive != tiny.PEOPLE
    assert problems(pictures=LIVES) == problems(pictures=LIVES, people=alive) == []


@pytest.mark.parametrize(("changed", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_whole_is_told_once_with_its_line(changed, told):
    assert problems(**changed) == [told]


def test_an_empty_course_is_a_problem():
    files = {path: data for path, data in tiny.files().items() if "/" not in path}
    assert [str(problem) for problem in check(read_files(files))] == [
        "course.toml:1: The course has no units. A unit is a folder such as 1-first-unit."
    ]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("1-andere/unit.md", "The unit number “1” is used twice; it stands in 1-andere/unit.md:1 already."),
        ("2-zelle/unit.md", "The unit name “zelle” is used twice; it stands in 1-zelle/unit.md:1 already."),
        ("1-zelle/1-zwei.md", "The section number “1” is used twice; it stands in 1-zelle/1-vom-korken.md:1 already."),
        (
            "1-zelle/2-vom-korken.md",
            "The section name “vom-korken” is used twice; it stands in 1-zelle/1-vom-korken.md:1 already.",
        ),
    ],
)
def test_numbers_and_names_of_units_and_sections_are_used_once(path, told):
    text = tiny.files()["1-zelle/unit.md" if path.endswith("unit.md") else SECTION]
    assert told in [problem.what for problem in check(read_files(tiny.files() | {path: text}))]


def test_no_section_takes_the_address_where_its_unit_is_printed():
    told = check(read_files(tiny.files() | {"1-zelle/2-print.md": tiny.files()[SECTION]}))
    assert "A section cannot be called “print”: the unit is printed there." in [problem.what for problem in told]


def test_a_broken_file_of_terms_does_not_make_every_link_a_problem():
    assert problems(terms="[[term") == [
        "1-zelle/terms.toml:1: This is not TOML: expected ']]' at the end of an array declaration."
    ]


def test_a_web_address_in_angle_brackets_is_not_html():
    assert problems(**in_text("<https://example.org>")) == []


def test_missing_ids_are_written_and_ids_that_stand_are_kept():
    bare = tiny.SECTION.replace(" {#p1}", "").replace(" {#h-korken}", "").replace(" {#p3}", "")
    written = write_ids(bare)
    assert "## Ein Blick in den Korken {#h-ein-blick-in-den-korken}\n" in written
    assert '"Kammern" im Korken. {#p3}\n' in written
    assert "tierischen Zellen. {#p2}\n" in written
    assert "- Pflanzen {#p4}\n" in written
    assert problems(section=written) == []
    assert write_ids(written) == written


def test_an_id_of_an_earlier_version_does_not_come_back():
    assert "Korken. {#p10}" in write_ids(tiny.SECTION.replace(" {#p1}", ""), used=["p9", "h-x"])


def test_line_ends_of_windows_stay():
    written = write_ids(tiny.SECTION.replace(" {#p1}", "").replace("\n", "\r\n"))
    assert "Korken. {#p4}\r\n" in written
    assert "\n" not in written.replace("\r\n", "")


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "Ein Satz.",
            "## Kopf",
            "- eins\n- zwei",
            "> Zitat",
            "1. a\n\n   b",
            ":::figure x",
            "[[zelle]]",
            "",
            "   ",
            "Z {#p3}",
        ]
    ),
    max_size=12,
).map("\n\n".join)


@given(MARKDOWN)
def test_after_writing_every_paragraph_has_an_id_of_its_own(text):
    written = write_ids(f"---\ntitle: x\n---\n{text}\n")
    blocks = [block for block in prose.blocks(front.split(written).body) if block.kind in ("passage", "heading")]
    before = [block.id for block in prose.blocks(text) if block.id]
    assert all(block.id for block in blocks)
    if len(set(before)) == len(before):
        assert len({block.id for block in blocks}) == len(blocks)


@given(st.text(max_size=300))
def test_any_text_as_a_section_is_checked_without_an_error(text):
    check(read_files(tiny.files(section=f"---\ntitle: x\nsummary: y\n---\n{text}".encode("utf-8", "replace").decode())))


@given(st.binary(max_size=300), st.sampled_from(["course.toml", "1-zelle/terms.toml", "1-zelle/unit.md", SECTION]))
def test_any_bytes_as_a_file_are_checked_without_an_error(data, path):
    check(read_files(tiny.files() | {path: data}))
