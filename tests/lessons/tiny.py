"""A tiny course of another subject and language, as the files of a folder."""

from pathlib import Path

COURSE = """title = "Biologie: die Zelle"
summary = "Was eine Zelle ist."
language = "de"
authors = ["Eine Fachschaft"]
licence = "CC BY 4.0"
"""

RUBRIC = """title = "Bewertung"
level_names = ["Anfang", "Sicher"]

[[criterion]]
code = "W"
name = "Wissen"
short = "Wissen"
student = "Ich wähle passende Fakten."

[[criterion.level]]
level = 1
descriptor = "Wenige Fakten."

[[criterion.level]]
level = 2
descriptor = "Viele Fakten."

[[band]]
low = 2
high = 2
grade = "A"
word = "Sicher"

[[band]]
low = 0
high = 1
grade = "B"
"""

COMMENTS = """[[comment]]
code = "W1"
label = "Genau"
text = "Genau und belegt."
criterion = "W"
kind = "praise"
"""

UNIT = """---
title: "Die Zelle"
years: "Klasse 10"
summary: "Woraus besteht alles Lebendige?"
---
Jedes Lebewesen besteht aus Zellen, sagt [[person:schwann]]. Im [[zellkern]] liegt das Erbgut.
"""

SECTION = """---
title: "Vom Korken zur Zelle"
summary: "Wie die Zelle entdeckt wurde."
facts: [B-1]
---
## Ein Blick in den Korken {#h-korken}

Robert Hooke sah 1665 "Kammern" im Korken. {#p1}

[[person:schwann|Schwann]] fand den [[zellkern|Kern]] in
tierischen Zellen. {#p2}

:::figure groessen

- Tiere
- Pflanzen {#p3}

:::dispute alter

:::source micrographia
"""

QUESTIONS = """[[question]]
id = "was-ist-eine-zelle"
text = "Was ist eine Zelle?"
short = "Die Zelle"
command = "Was"
asks = "Erkläre den Begriff."
strong = ["Nennt die Teile."]
sections = ["vom-korken"]
misconception = "Zellen seien leer."
facts = ["B-1"]
"""

TIMELINE = """[[event]]
id = "hooke"
date = "1665"
from = 1665-01-01
to = 1665-12-31
title = "Hooke zeichnet Korkzellen"
turn = true
section = "vom-korken"
"""

PEOPLE = """[[person]]
id = "schwann"
name = "Theodor Schwann"
born = 1810
died = 1882
role = "Physiologe"
ended = "natural"

[[person]]
id = "schleiden"
name = "Matthias Schleiden"
died = 1881
role = "Botaniker"
ended = "natural"
"""

TERMS = """[[term]]
id = "zellkern"
term = "Zellkern"
meaning = "Trägt das Erbgut."

[[term]]
id = "zelle"
term = "Zelle"
meaning = "Kleinste lebende Einheit."
"""

SOURCES = """[[source]]
id = "micrographia"
title = "Micrographia"
kind = "primary"
author = "Robert Hooke"
date = "1665"
described = "Hooke beschreibt Kammern."
reference = "Hooke, *Micrographia* (London, 1665)."
"""

FIGURES = """[[figure]]
id = "groessen"
title = "Zellen sind verschieden groß"
subtitle = "Durchmesser"
chart = "bar"
unit = "Mikrometer"
columns = ["Zelle", "Durchmesser"]
rows = [["Bakterium", 2], ["Eizelle", 120]]
key = ["Eizelle"]
source = "Lehrbuch"
"""

DISPUTES = """[[dispute]]
id = "alter"
title = "Wie alt sind die ersten Zellen?"
about = "Alter in Jahren."
unit = "Milliarden Jahre"

[[dispute.claim]]
claim = "3,5 Milliarden"
who = "Fossilien"
low = 3.5
high = 3.5

[[dispute.claim]]
claim = "Bis 4,1 Milliarden"
who = "Kohlenstoff"
low = 3.5
high = 4.1
"""

PICTURES = """[[picture]]
id = "wer-half-wem"
kind = "ties"
title = "Zwei Forscher, eine Lehre"
source = "Lehrbuch"

[[picture.tie]]
by = "schleiden"
of = "schwann"
what = "erklärt ihm den Zellkern"
year = 1838

[[picture.tie]]
by = "schleiden"
of = "schwann"
what = "lobt sein Buch"
year = 1839
"""

CHECKS = """[[check]]
id = "wer-sah-kammern"
section = "vom-korken"
text = "Wer sah 1665 Kammern im Korken?"

[[check.choice]]
text = "Schwann"
why = "Er fand den Kern."

[[check.choice]]
text = "Hooke"
why = "Er nannte sie Zellen."
right = true
"""

FURTHER = """[[reading]]
reference = "Ein Lehrbuch."
note = "Zum Nachlesen."
"""


def files(**changed: str | None) -> dict[str, bytes]:
    """The course's files by path; `section="..."` changes one text, `section=None` leaves it out."""
    texts = {
        "course.toml": COURSE,
        "rubric.toml": RUBRIC,
        "comments.toml": COMMENTS,
        "1-zelle/unit.md": UNIT,
        "1-zelle/1-vom-korken.md": SECTION,
        "1-zelle/questions.toml": QUESTIONS,
        "1-zelle/timeline.toml": TIMELINE,
        "1-zelle/people.toml": PEOPLE,
        "1-zelle/terms.toml": TERMS,
        "1-zelle/sources.toml": SOURCES,
        "1-zelle/figures.toml": FIGURES,
        "1-zelle/disputes.toml": DISPUTES,
        "1-zelle/pictures.toml": PICTURES,
        "1-zelle/checks.toml": CHECKS,
        "1-zelle/further.toml": FURTHER,
    }
    short = {path.rpartition("/")[2].split(".")[0]: path for path in texts} | {"section": "1-zelle/1-vom-korken.md"}
    for name, text in changed.items():
        if text is None:
            del texts[short[name]]
        else:
            texts[short[name]] = text
    return {path: text.encode() for path, text in texts.items()}


def write(folder: Path, **changed: str | None) -> Path:
    """The course in a folder."""
    for path, data in files(**changed).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
