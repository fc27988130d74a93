"""The full-text index of the database: SQLite's FTS5, or PostgreSQL's tsvector. What differs between them is here."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from lessons.search.asking import Asked, fts5, tsquery
from lessons.search.marking import START, STOP, Span, spans

MOST = 500  # entries looked at; nobody reads further

TITLE_COUNTS = 10.0  # times what a word in the text counts

SQLITE_FIND = """
    SELECT entry.id, entry.kind, entry.title, -bm25(lessons_search, {title}, 1.0) AS score
    FROM lessons_search JOIN lessons_searchentry entry ON entry.id = lessons_search.rowid
    WHERE lessons_search MATCH %s AND entry.unit_id IN ({units})
    ORDER BY score DESC, entry.id LIMIT %s"""
SQLITE_MARK = """
    SELECT rowid, highlight(lessons_search, 0, %s, %s), highlight(lessons_search, 1, %s, %s)
    FROM lessons_search WHERE lessons_search MATCH %s AND rowid IN ({ids})"""
POSTGRESQL_FIND = """
    WITH asked AS MATERIALIZED (
        SELECT language, to_tsquery(language::regconfig, %s) AS query FROM unnest(%s::text[]) AS language
    )
    SELECT entry.id, entry.kind, entry.title, ts_rank_cd(%s::real[], entry.words, asked.query, 1) AS score
    FROM asked JOIN lessons_searchentry entry ON entry.language = asked.language AND entry.words @@ asked.query
    WHERE entry.unit_id = ANY(%s)
    ORDER BY score DESC, entry.id LIMIT %s"""
POSTGRESQL_MARK = """
    SELECT id, ts_headline(language::regconfig, plain_title, to_tsquery(language::regconfig, %s), %s),
        ts_headline(language::regconfig, plain_text, to_tsquery(language::regconfig, %s), %s)
    FROM lessons_searchentry WHERE id = ANY(%s)"""
HEADLINE = f'HighlightAll=true, StartSel="{START}", StopSel="{STOP}"'


@dataclass(frozen=True)
class Hit:
    """An entry that holds the words; the higher its score, the better."""

    pk: int
    kind: str
    title: str
    score: float


def find(
    asked: Asked, units: Collection[int], languages: Collection[str], *, any_word: bool = False, most: int = MOST
) -> list[Hit]:
    """The entries of these units (ids) that hold all that is asked, or any word of it; the best first.

    `languages` are the text search configurations of the units' courses.
    """
    if not asked or not units:
        return []
    if connection.vendor == "sqlite":
        query = SQLITE_FIND.format(title=TITLE_COUNTS, units=_places(units))
        values = [fts5(asked, any_word), *units, most]
    else:
        weights = [0.1, 0.1, 0.1, 0.1 * TITLE_COUNTS]
        query, values = POSTGRESQL_FIND, [tsquery(asked, any_word), list(languages), weights, list(units), most]
    return [Hit(*row) for row in _rows(query, values)]


def marks(asked: Asked, ids: Collection[int], *, any_word: bool = False) -> dict[int, tuple[list[Span], list[Span]]]:
    """Where the words stand in the title and in the text of these entries, by entry."""
    if not ids:
        return {}
    if connection.vendor == "sqlite":
        query = SQLITE_MARK.format(ids=_places(ids))
        values = [START, STOP, START, STOP, fts5(asked, any_word), *ids]
    else:
        words = tsquery(asked, any_word)
        query, values = POSTGRESQL_MARK, [words, HEADLINE, words, HEADLINE, list(ids)]
    return {pk: (spans(title), spans(text)) for pk, title, text in _rows(query, values)}


def _places(values: Collection) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(query: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()
