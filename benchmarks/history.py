"""How much the history of an hour's writing weighs: every saved state is kept, whole or as a step."""

import random

from django.db import connection
from django.db.models import Max

from benchmarks.scene import essay_of, essay_text
from essays import document, writing
from essays.models import Essay, Revision

WRITERS = 8
MINUTES = 50  # a lesson
A_SAVE = 10  # seconds between two while one types
WORDS_A_MINUTE = 25
PAUSE, REVISE = 0.15, 0.25  # how often ten seconds pass in thought, and in changing what stands there already
CLASS = 1_000  # writers in the same lesson
MOST = 200_000_000  # bytes that they may take


def measure(base: str) -> dict:
    """Let some students write for a lesson, saved as the desk saves, and weigh what was kept."""
    before, saves = _weight(), 0
    for number in range(WRITERS):
        saves += _write(essay_of(f"student{number + 1}"), random.Random(number))
    kept = _weight() - before
    return {
        "saves": saves,
        "bytes_a_save": round(kept / saves),
        "bytes_an_hour": round(kept / WRITERS * 60 / MINUTES),
        "bytes_a_lesson": round(kept / WRITERS * CLASS),
    }


def show(found: dict) -> None:
    an_hour, lesson = found["bytes_an_hour"] / 1000, found["bytes_a_lesson"] / 1_000_000
    print(
        f"\nHistory: {an_hour:.0f} KB an hour of writing ({found['bytes_a_save']} bytes a save, with indexes);"
        f" {CLASS:,} writers in {MINUTES} minutes: {lesson:.0f} MB (at most {MOST // 1_000_000})"
    )


def _write(essay: Essay, chance: random.Random) -> int:
    """Write for a lesson at an essay that is new; return the number of saves."""
    words, paragraphs, saves = essay_text().split(), [[]], 0
    last = Revision.objects.filter(essay=essay).aggregate(last=Max("seq"))["last"] or 0
    for _ten_seconds in range(MINUTES * 60 // A_SAVE):
        if chance.random() < PAUSE:
            continue
        _type(paragraphs, words, chance)
        saves += 1
        text = document.dumps(document.from_paragraphs("\n".join(map(" ".join, paragraphs))))
        saved = writing.save(
            essay=essay, client="bench-history", seq=last + saves, base=essay.draft.revision, text=text
        )
        assert saved.code == "saved"
        essay.draft.revision = saved.revision
    return saves


def _type(paragraphs: list[list[str]], words: list[str], chance: random.Random) -> None:
    typed = round(WORDS_A_MINUTE * A_SAVE / 60 / (1 - PAUSE))
    if chance.random() < REVISE:
        place = chance.choice(paragraphs)
        at = chance.randint(0, len(place))
        place[at : at + chance.randint(0, typed)] = chance.choices(words, k=typed)
        return
    paragraphs[-1] += chance.choices(words, k=typed)
    if len(paragraphs[-1]) > 90:
        paragraphs.append([])


def _weight() -> int:
    """The bytes of the table of revisions with its indexes; on SQLite, which does not tell, of the whole database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [Revision._meta.db_table])
        else:
            cursor.execute(
                "SELECT (page_count - freelist_count) * page_size"
                " FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()"
            )
        return cursor.fetchone()[0]
