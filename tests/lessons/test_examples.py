"""The examples that docs and studio show are true: together they are a course without problems."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from lessons.pack import examples
from lessons.pack.check import check
from lessons.pack.read import UNIT_FILES, read_files
from tests.lessons.pictures import image

GUIDE = Path(settings.BASE_DIR, "docs", "course-pack.md").read_text()
SECTION, TABLES = (re.search(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[1] for kind in ("markdown", "toml"))


def in_guide():
    """The files of the guide's one block of TOML, each under its name as a comment."""
    parts = re.split(r"^# (\S+\.toml)\n", TABLES, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_guide_shows_the_examples_of_the_studio():
    assert in_guide() == examples.EXAMPLES
    assert set(examples.EXAMPLES) == {*UNIT_FILES, *examples.ROOT}


def test_the_guide_is_short():
    assert len(GUIDE.splitlines()) < 200


def test_together_they_are_a_course_without_problems():
    texts = {
        "course.toml": examples.course_text("Leaves", "en"),
        "1-first-unit/unit.md": examples.unit_text("First unit", "How leaves live."),
        "1-first-unit/1-how-leaves-breathe.md": SECTION,
        **{name if name in examples.ROOT else f"1-first-unit/{name}": text for name, text in in_guide().items()},
    }
    files = {path: text.encode() for path, text in texts.items()}
    files["1-first-unit/leaf-under-glass.webp"] = image("WEBP")
    assert [str(problem) for problem in check(read_files(files))] == []


@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_an_example_is_a_comment_until_the_signs_are_taken_away(name):
    text = examples.commented(name)
    assert tomllib.loads(text) == {}
    begun = text.removeprefix(examples.HEAD)
    assert re.sub(r"^# ?", "", begun, flags=re.MULTILINE) == examples.EXAMPLES[name]


@pytest.mark.parametrize("words", ['a "b" \\ c', "zwei\nZeilen", "\x7f", "'''", "# x: [y]"])
def test_words_in_quotes_are_the_same_in_toml_and_yaml(words):
    assert tomllib.loads(f"x = {examples.quoted(words)}") == {"x": words}
    assert yaml.safe_load(f"x: {examples.quoted(words)}") == {"x": words}
