"""One entry of each file of a course, as docs/course-pack.md shows them; the studio offers them to begin with."""

import json

EXAMPLES = {
    "questions.toml": """[[question]]
id = "why-breathe"
text = "How far does light decide when a leaf breathes?"
short = "Light and leaves"
command = "How far"
strong = ["Weighs light against water.", "Uses the figure."]
sections = ["how-leaves-breathe"]
misconception = "That plants breathe only by day."
""",
    "checks.toml": """[[check]]
id = "what-opens"
section = "how-leaves-breathe"
text = "What makes a stoma open?"
passage = "p1"
choice = [
  { text = "Its guard cells fill with water", why = "Full guard cells bend apart.", right = true },
  { text = "The leaf dries out", why = "Then the guard cells go slack, and the gap closes." },
]
""",
    "timeline.toml": """[[event]]
id = "mohl-explains"
date = "1856"
from = 1856-01-01
title = "Von Mohl explains how guard cells work"
turn = true
section = "how-leaves-breathe"
""",
    "people.toml": """[[person]]
id = "mohl"
name = "Hugo von Mohl"
born = 1805
died = 1872
role = "Botanist"
ended = "natural"

[[person]]
id = "malpighi"
name = "Marcello Malpighi"
born = 1628
died = 1694
role = "Physician with a microscope"
""",
    "terms.toml": """[[term]]
id = "stoma"
term = "Stoma"
native = "στόμα"
meaning = "A gap between two cells through which a leaf takes in air."
""",
    "sources.toml": """[[source]]
id = "class-notes"
title = "Notes of a class, June"
kind = "primary"
described = "Thirty pupils counted open stomata every two hours."
value = "Made on the spot, by several people."
limitation = "One plant, one day."
reference = "Class 10B, *Laboratory notes*."
""",
    "figures.toml": """[[figure]]
id = "open-by-hour"
title = "Stomata open with the light"
chart = "bar"
unit = "open of 100"
columns = ["Hour", "Open"]
rows = [["6:00", 12], ["12:00", 88], ["22:00", 3]]
key = ["12:00"]
source = "Counted in class."
""",
    "disputes.toml": """[[dispute]]
id = "how-many"
title = "How many stomata has a bean leaf?"
unit = "per square millimetre"
why = "They looked at different parts of the leaf."
claim = [
  { claim = "About 250", who = "Group A, in the middle", low = 240, high = 260 },
  { claim = "About 200", who = "Group B, near the edge", low = 180, high = 220 },
]
""",
    "pictures.toml": """[[picture]]
id = "who-looked"
title = "Two centuries of looking at leaves"
kind = "lives"
source = "Dates as in the people of this unit."
life = [
  { person = "malpighi", from = 1660, to = 1694 },
  { person = "mohl", from = 1830, to = 1872 },
]
""",
    "images.toml": """[[image]]
id = "leaf-under-glass"
file = "leaf-under-glass.webp"
caption = "A bean leaf, 400 times enlarged"
description = "Dozens of bean-shaped pairs of cells, most with a dark gap between them."
source = "Photograph of class 10B."
""",
    "further.toml": """[[reading]]
reference = "A. Teacher, *Leaves* (School Press, 2020)."
note = "Chapter 2, with drawings."
""",
    "rubric.toml": """title = "Essay rubric"
level_names = ["Beginning", "Secure"]

[[criterion]]
code = "K"
name = "Knowledge"
short = "Knowledge"
level = [
  { level = 1, descriptor = "Few facts." },
  { level = 2, descriptor = "The right facts." },
]
""",
    "comments.toml": """[[comment]]
code = "K1"
label = "Exact"
text = "Exact, and with its source."
criterion = "K"
kind = "praise"
""",
}
ROOT = ("rubric.toml", "comments.toml")
HEAD = """# An example. Take the # and the space away before the lines you use, and write your own words.
# docs/course-pack.md explains every key.
"""


def commented(name: str) -> str:
    """The example of a file as comments, which checks clean until somebody takes the # away."""
    lines = EXAMPLES[name].split("\n")
    return HEAD + "\n".join(f"# {line}".rstrip() if line else "#" for line in lines[:-1]) + "\n"


def course_text(title: str, language: str) -> str:
    """course.toml of a new course."""
    return f"title = {quoted(title)}\nlanguage = {quoted(language)}\n"


def unit_text(title: str, overview: str) -> str:
    """unit.md of a new unit."""
    return f"---\ntitle: {quoted(title)}\n---\n{overview}\n"


def section_text(title: str, summary: str, paragraph: str) -> str:
    """A new section with its first paragraph."""
    return f"---\ntitle: {quoted(title)}\nsummary: {quoted(summary)}\n---\n{paragraph} {{#p1}}\n"


def quoted(text: str) -> str:
    """Text in quotes as TOML and YAML both read it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
