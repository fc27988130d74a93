"""Reading a query, near spellings and marks, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.search import asking, marking, spelling
from lessons.search.languages import common_words, configuration
from lessons.search.limiting import Limit

HARD = [
    '"',
    '""',
    "AND",
    "a OR b",
    "NOT",
    "NEAR(a b)",
    "title:x",
    "x*",
    "-x",
    "'; DROP",
    "\0",
    "👩‍🚀",
    "(",
    "a" * 10_000,
]
QUERIES = st.one_of(st.text(), st.text(alphabet='"“”*():^-+AND OR a1é’\0'), st.sampled_from(HARD))
WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=9)


def terms(text, **more):
    return asking.parse(text, **more).terms


@given(QUERIES)
def test_any_string_becomes_words_of_letters_and_digits(text):
    asked = asking.parse(text)
    words = [word for term in asked.terms for word in term]
    assert all(word.isalnum() for word in words)
    assert len(asked.terms) <= asking.MOST_TERMS
    assert sum(map(len, words)) <= 4 * asking.LONGEST
    assert asking.fts5(asked).count('"') == 2 * (len(asked.terms) + 2 * asked.begins) - 2 * asked.begins


def test_no_more_than_the_first_200_characters_are_read():
    asked = asking.parse("word " * 40_000)
    assert (len(asked.text), asked.terms) == (199, (("word",),))


def test_words_phrases_and_possessives():
    assert terms("show trial") == (("show",), ("trial",))
    assert terms("“Show trial” of 1936") == (("show", "trial"), ("of",), ("1936",))
    assert terms("Stalin’s victory") == (("stalin",), ("victory",))
    assert terms("don't") == (("don", "t"),)
    assert terms("1937–38, Café") == (("1937",), ("38",), ("cafe",))
    assert terms("gulag Gulag") == (("gulag",),)
    assert not asking.parse(' "… 👍')


def test_common_words_are_left_out_unless_all_are():
    english = common_words(["english"])
    assert terms("What was the Gulag?", common=english) == (("gulag",),)
    assert terms("who was who", common=english) == (("who",), ("was",))
    assert terms("“the end”", common=english) == (("the", "end"),)


def test_the_last_word_may_go_on_when_it_is_long_enough():
    assert asking.fts5(asking.parse("kirov murd")) == '"kirov" AND ("murd" OR "murd"*)'
    assert asking.tsquery(asking.parse("kirov murd")) == "'kirov' & ('murd' | 'murd':*)"
    assert asking.fts5(asking.parse("the war")) == '"the" AND "war"'
    assert asking.fts5(asking.parse('"show trial"')) == '"show trial"'


def test_what_is_indexed_has_a_sign_for_each_sign_of_the_text():
    text = "Café – a/b, 1930–32; „Ежов“ é\u0301 ½"
    assert len(asking.plain(text)) == len(text)
    assert asking.plain("Café a/b -53 Ежов й") == "Cafe a b  53 Ежов й"


def test_languages_have_their_configuration():
    assert [configuration(tag) for tag in ("en-GB", "DE", "ru", "cy")] == ["english", "german", "russian", "simple"]


@given(WORDS, WORDS)
def test_distance_is_the_same_both_ways_and_nothing_for_the_same(a, b):
    assert spelling.distance(a, b, 9) == spelling.distance(b, a, 9)
    assert (spelling.distance(a, b, 9) == 0) == (a == b)


@pytest.mark.parametrize(
    ("a", "b", "slips"), [("abcd", "abdc", 1), ("abcd", "abd", 1), ("abcd", "bcda", 2), ("", "ab", 2)]
)
def test_distance_counts_slips(a, b, slips):
    assert spelling.distance(a, b, 3) == slips


def test_distance_stops_counting_when_it_is_too_much():
    assert spelling.distance("abcdef", "ghijkl", 2) == 3


TITLES = ["Nikolai Yezhov", "Leon Trotsky", "Collectivisation", "Order 00447", "Café", "Kulak", "Grigory Zinoviev"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ezhof", "Yezhov"),
        ("Jeschow", "Yezhov"),
        ("trotski", "Trotsky"),
        ("Trotzki", "Trotsky"),
        ("kollektivisation", "Collectivisation"),
        ("colectivisaton", "Collectivisation"),
        ("collectivisa", "Collectivisation"),
        ("Sinovjev", "Zinoviev"),
        ("cafe", "Café"),
        ("kulka", "Kulak"),
        ("klk", None),
        ("00448", None),
        ("dragonfly", None),
    ],
)
def test_the_nearest_word_is_the_one_that_was_meant(typed, meant):
    assert spelling.Vocabulary(TITLES).nearest(typed) == meant


def test_titles_are_named_by_what_stands_in_and_before_brackets_and_people_by_their_last_name():
    def is_named(title, asked, surname=False):
        return spelling.is_named(title, asked, surname=surname)

    assert is_named("Purge (chistka)", "purge")
    assert is_named("Cheka / GPU / OGPU", "gpu")
    assert is_named("Leon Trotsky", "trotski", surname=True)
    assert not is_named("Leon Trotsky", "trotsky")
    assert not is_named("Leon Trotsky", "leon", surname=True)
    assert not is_named("…", "")


def test_found_words_are_taken_out_of_what_the_database_marks():
    marked = f"{marking.START}Show{marking.STOP} me the {marking.START}show{marking.STOP}."
    assert marking.spans(marked) == [(0, 4), (12, 16)]


@given(st.text(alphabet="ab c\n", max_size=600), st.lists(st.tuples(st.integers(0, 600), st.integers(1, 5))))
def test_an_excerpt_is_a_short_piece_of_the_text_with_whole_marks(text, places):
    spans = [(at, min(at + size, len(text))) for at, size in places if at < len(text)]
    found = [span for span in marking._apart(sorted(spans)) if "\n" not in text[slice(*span)]]
    shown = marking.excerpt(text, found)
    words = "".join(piece for piece, _ in shown)
    assert len(words) <= marking.LONGEST + 4
    assert words.removeprefix("… ").removesuffix(" …") in text.replace("\n", " ")
    assert {piece for piece, marked in shown if marked} <= {text[a:b] for a, b in found}
    assert not found or any(marked for _, marked in shown)


def test_the_best_line_holds_the_most_different_words():
    text = "a a a\na b\nb"
    assert marking.best_line(text, [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9), (10, 11)]) == 1
    assert marking.best_line(text, []) == 0


def test_words_of_a_note_match_whatever_their_ending():
    def found(text, asked):
        return [text[a:b] for a, b in marking.matches(text, asking.parse(asked))]

    assert found("The purged were many; Purges came again.", "purge") == ["purged", "Purges"]
    assert found("Show trials, trial shows", '"show trial"') == ["Show trials"]
    assert found("A café", "cafe") == ["café"]
    assert found("Only terror", "terror famine") == []


def test_a_person_searches_sixty_times_a_minute_and_does_not_use_up_a_neighbours_turns(monkeypatch):
    limit, now = Limit(3), [1000.0]
    monkeypatch.setattr("lessons.search.limiting.time.monotonic", lambda: now[0])
    assert [limit.allows(1) for _ in range(5)] == [True, True, True, False, False]
    assert limit.allows(2)
    now[0] += 61
    assert limit.allows(1)
