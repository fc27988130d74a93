"""An essay of three thousand words at the writing desk."""

from classrooms.models import User
from essays import document, writing
from essays.models import Draft
from lessons.models import Question

WORDS = 3_000
PARAGRAPH = 100


def long_essay(person: str) -> str:
    """Write an essay of WORDS words as this person, with headings and quotations; return the address of its desk."""
    question = Question.objects.order_by("unit__number", "position").first()
    essay = writing.practise(question=question, by=User.objects.get(username=person))
    base = Draft.objects.get(essay=essay).revision
    text = document.dumps({"type": "doc", "content": [block for n in range(WORDS // PARAGRAPH) for block in blocks(n)]})
    writing.save(essay=essay, client="bench-typing", seq=base + 1, base=base, text=text)
    return essay.get_absolute_url()


def blocks(n: int) -> list[dict]:
    """A paragraph; after each fifth a heading, after each third its words stand in a quotation."""
    words = "Kirov's murder gave the police their reason, and Stalin signed the decree that evening. " * 9
    text = " ".join(words.split()[: PARAGRAPH - n % 5 // 4])
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    if n % 5 == 4:
        heading = {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Consequences"}]}
        return [heading, paragraph]
    return [{"type": "blockquote", "content": [paragraph]} if n % 3 == 2 else paragraph]
