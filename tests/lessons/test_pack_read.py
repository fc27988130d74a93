"""A course folder is read into parts; every fault is told as file:line: what."""

import datetime as dt

import pytest

from lessons.pack.check import check
from lessons.pack.parts import Problem
from lessons.pack.read import read, read_files
from tests.lessons import tiny

UNIT, SECTION = "1-zelle/unit.md", "1-zelle/1-vom-korken.md"


def problems(**changed):
    """Every problem of the tiny course with these texts changed, as it is printed."""
    return [str(problem) for problem in check(read_files(tiny.files(**changed)))]


def test_the_tiny_course_has_no_problems():
    assert problems() == []


def test_a_course_may_have_no_rubric_yet():
    assert problems(rubric=None, comments=None) == []


def test_parts_know_their_file_and_line():
    (unit,) = read_files(tiny.files()).units
    assert (unit.number, unit.slug, unit.title) == (1, "zelle", "Die Zelle")
    assert [(term.id, term.path, term.line) for term in unit.terms] == [
        ("zellkern", "1-zelle/terms.toml", 1),
        ("zelle", "1-zelle/terms.toml", 6),
    ]
    assert unit.events[0].starts == dt.date(1665, 1, 1)
    (section,) = unit.sections
    assert (section.slug, section.facts) == ("vom-korken", ("B-1",))
    assert [(passage.id, passage.line) for passage in section.passages] == [("p1", 8), ("p2", 10), ("p3", 15)]
    assert [claim.line for claim in unit.disputes[0].claims] == [7, 13]


def test_the_exact_text_of_each_file_is_kept():
    files = tiny.files(terms=tiny.TERMS.replace("\n", "\r\n"))
    pack = read_files(files)
    assert {path: text.encode() for path, text in pack.files.items()} == files
    assert check(pack) == []


def replaced(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


FAULTS = {
    "broken TOML": (
        {"terms": replaced(tiny.TERMS, 'term = "Zelle"', "term = ")},
        "1-zelle/terms.toml:8: This is not TOML: invalid value.",
    ),
    "TOML that never ends": (
        {"terms": '[[term]]\nid = """zelle\n'},
        "1-zelle/terms.toml:2: This is not TOML: unterminated string.",
    ),
    "wrong type": (
        {"people": replaced(tiny.PEOPLE, "born = 1810", 'born = "1810"')},
        "1-zelle/people.toml:4: “born” must be a whole number up to 32,000, but is the text “1810”.",
    ),
    "truth for a number": (
        {"people": replaced(tiny.PEOPLE, "born = 1810", "born = true")},
        "1-zelle/people.toml:4: “born” must be a whole number up to 32,000, but is “true”.",
    ),
    "number for text": (
        {"timeline": replaced(tiny.TIMELINE, 'date = "1665"', "date = 1665")},
        "1-zelle/timeline.toml:3: “date” must be text, but is the number 1665. Put it in quotes.",
    ),
    "time for a date": (
        {"timeline": replaced(tiny.TIMELINE, "from = 1665-01-01", "from = 1665-01-01T10:00:00")},
        "1-zelle/timeline.toml:4: “from” must be a date without quotes, as 1934-12-01, but is the date or time"
        " 1665-01-01 10:00:00.",
    ),
    "unknown key": (
        {"people": replaced(tiny.PEOPLE, "born", "bron")},
        "1-zelle/people.toml:4: Unknown key “bron”. Did you mean “born”?",
    ),
    "missing key": (
        {"terms": replaced(tiny.TERMS, 'meaning = "Kleinste lebende Einheit."\n', "")},
        "1-zelle/terms.toml:6: “meaning” is missing.",
    ),
    "empty text": (
        {"terms": replaced(tiny.TERMS, '"Kleinste lebende Einheit."', '" "')},
        "1-zelle/terms.toml:9: “meaning” is empty.",
    ),
    "unknown table": (
        {"terms": tiny.TERMS + '\n[[trem]]\nid = "x"\n'},
        "1-zelle/terms.toml:11: Unknown table or key “trem”. Did you mean “term”?",
    ),
    "table that is no list": (
        {"further": '[reading]\nreference = "Buch"\n'},
        "1-zelle/further.toml:1: “reading” must be written [[reading]].",
    ),
    "bad id": (
        {"terms": replaced(tiny.TERMS, 'id = "zelle"', 'id = "Zelle"')},
        "1-zelle/terms.toml:7: The id “Zelle” may hold lower-case letters a-z, digits and hyphens only.",
    ),
    "word outside the list": (
        {"figures": replaced(tiny.FIGURES, '"bar"', '"pie"')},
        "1-zelle/figures.toml:5: “chart” is “pie”; it must be one of: bar, line, stacked, grouped.",
    ),
    "text too long": (
        {"questions": replaced(tiny.QUESTIONS, '"Die Zelle"', f'"{"x" * 25}"')},
        "1-zelle/questions.toml:4: “short” has 25 characters; 24 is the most.",
    ),
    "control character": (
        {"terms": replaced(tiny.TERMS, "Kleinste", "Kleinste \\u0000")},
        "1-zelle/terms.toml:9: “meaning” holds a control character that cannot be kept.",
    ),
    "line after a long string": (
        {
            "sources": replaced(tiny.SOURCES, '"Hooke beschreibt Kammern."', '"""\nHooke = [1]\n[[x]]\n"""')
            + "odd = 1\n"
        },
        "1-zelle/sources.toml:12: Unknown key “odd”.",
    ),
    "line after a long list": (
        {"figures": replaced(tiny.FIGURES, "rows = [", "rows = [\n").replace("key =", "odd =")},
        "1-zelle/figures.toml:10: Unknown key “odd”.",
    ),
    "missing course.toml": ({"course": None}, "course.toml:1: This file is missing."),
    "missing unit.md": ({"unit": None}, "1-zelle/unit.md:1: This file is missing: each unit has one."),
    "no front matter": (
        {"unit": "Nur Text.\n"},
        "1-zelle/unit.md:1: The file must start with front matter: a line of ---, the keys, a line of ---.",
    ),
    "front matter not closed": (
        {"section": '---\ntitle: "x"\n'},
        "1-zelle/1-vom-korken.md:1: The front matter is not closed by a line of ---.",
    ),
    "front matter that is no YAML": (
        {"section": replaced(tiny.SECTION, 'summary: "Wie', 'summary: ["Wie')},
        "1-zelle/1-vom-korken.md:4: The front matter is not YAML: expected ',' or ']', but got '<scalar>'.",
    ),
    "key twice in front matter": (
        {"section": replaced(tiny.SECTION, "facts:", 'title: "Zwei"\nfacts:')},
        "1-zelle/1-vom-korken.md:4: “title” is given twice.",
    ),
    "YAML surprise: a date": (
        {"unit": replaced(tiny.UNIT, '"Klasse 10"', "1914-08-04")},
        "1-zelle/unit.md:3: “years” must be text, but is the date or time 1914-08-04. Put it in quotes.",
    ),
    "YAML surprise: a truth": (
        {"unit": replaced(tiny.UNIT, '"Die Zelle"', "no")},
        "1-zelle/unit.md:2: “title” must be text, but is “false”. Put it in quotes.",
    ),
    "language that is none": (
        {"course": replaced(tiny.COURSE, '"de"', '"d"')},
        "course.toml:3: “d” is not a language.",
    ),
}


@pytest.mark.parametrize(("changed", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_while_reading_is_told_with_its_line(changed, told):
    assert problems(**changed) == [told]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("notes.txt", "This file is not expected here."),
        ("rubrik.toml", "This file is not expected here. Did you mean “rubric.toml”?"),
        ("1-zelle/term.toml", "This file is not expected here. Did you mean “terms.toml”?"),
        ("1-zelle/Kapitel.md", "This file is not expected here. A section's file is named 1-red-tsar.md."),
        ("zelle/unit.md", "A unit's folder is a number, a hyphen and a name: 3-state-control."),
        ("1-zelle/a/b.toml", "A unit's folder is a number, a hyphen and a name: 3-state-control."),
        ("../course.toml", "This path leads out of the folder or cannot be kept."),
        ("/etc/course.toml", "This path leads out of the folder or cannot be kept."),
        ("1-zelle\\terms.toml", "This path leads out of the folder or cannot be kept."),
        ("c:/terms.toml", "This path leads out of the folder or cannot be kept."),
    ],
)
def test_a_file_out_of_place_is_a_problem(path, told):
    found = check(read_files(tiny.files() | {path: b""}))
    assert Problem(path, 1, told) in found


def test_bytes_that_are_no_text_are_a_problem_at_their_line():
    files = tiny.files() | {"1-zelle/terms.toml": b'[[term]]\nid = "gr\xfcn"\n'}
    told = [str(problem) for problem in read_files(files).problems]
    assert told == ["1-zelle/terms.toml:2: The file is not UTF-8 text. Save it as UTF-8."]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"x" * 1_000_001, "1-zelle/terms.toml:1: The file is larger than 1 MB."),
        (
            b"\xef\xbb\xbf",
            "1-zelle/terms.toml:1: The file starts with a byte order mark. Save it as UTF-8 without one.",
        ),
        (b"# a\n# \x00", "1-zelle/terms.toml:2: The file holds a NUL character."),
        (b"x = " + b"[" * 9_000, "1-zelle/terms.toml:1: This is nested too deeply."),
        (b"x = " + b"9" * 5_000, "1-zelle/terms.toml:1: This is not TOML: "),
    ],
)
def test_bytes_that_would_do_harm_are_a_problem(data, told):
    found = [str(problem) for problem in read_files(tiny.files() | {"1-zelle/terms.toml": data}).problems]
    assert any(problem.startswith(told) for problem in found)


def test_a_folder_reads_as_its_files_do(tmp_path):
    pack = read(tiny.write(tmp_path / "biologie"))
    assert pack.name == "biologie"
    assert pack.units == read_files(tiny.files()).units
    assert check(pack) == []


def test_links_and_nested_folders_are_refused_and_droppings_of_the_system_ignored(tmp_path):
    folder, outside = tiny.write(tmp_path / "biologie"), tmp_path / "outside.toml"
    outside.write_text("secret = 1")
    (folder / "1-zelle" / "deep").mkdir()
    (folder / "1-zelle" / ".DS_Store").write_bytes(b"\x00")
    (folder / "comments.toml").unlink()
    (folder / "comments.toml").symlink_to(outside)
    (folder / "2-link").symlink_to(tmp_path)
    assert [str(problem) for problem in read(folder).problems] == [
        "1-zelle/deep:1: A unit holds files only, no folders.",
        "2-link:1: Symbolic links are not read. Put the file itself here.",
        "comments.toml:1: Symbolic links are not read. Put the file itself here.",
    ]


def test_a_folder_that_is_not_there_is_one_problem(tmp_path):
    assert "There is no such folder." in {problem.what for problem in read(tmp_path / "none").problems}
