"""Which sources a section places after a passage, and whether the passage speaks of them."""

import pytest

from lessons.texts.naming import placed_after, speaks_of, surnames


def test_sources_belong_to_the_passage_before_them():
    text = "Words. {#p1}\n\n:::figure one\n\n:::source a\n\n:::source b\n\nMore. {#p2}\n\n## Head {#h}\n\n:::source c\n"
    assert placed_after(text) == {"p1": ("a", "b")}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("James Harris", ["Harris"]),
        ("R. W. Davies and Stephen G. Wheatcroft", ["Davies", "Wheatcroft"]),
        ("Dmitri Volkogonov; Geoffrey Roberts", ["Volkogonov", "Roberts"]),
        ("Maria Svanidze, Stalin's relative by marriage", ["Svanidze"]),
        ("Members of collective farms, some of them unnamed", []),
        ("", []),
    ],
)
def test_surnames(author, names):
    assert surnames(author) == names


@pytest.mark.parametrize(
    ("passage", "speaks"),
    [
        ("Harris draws a different picture.", True),
        ("Their reports from Leningrad are full of bread prices.", True),
        ("A harrisson is nobody, and Leningrad is far.", False),
    ],
)
def test_a_passage_speaks_of_a_source_by_surname_or_two_words_of_its_title(passage, speaks):
    assert speaks_of(passage, "James Harris", "Secret reports on opinion in Leningrad") is speaks
