import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.headline_short import KINDS, TEMPLATES, counts_in_words, in_words, joined, short, turned
from ragcore.rating import RAG, Rating

UNAVAILABLE, UNRATED, RED, AMBER, GREEN = Rating
pairs = st.lists(st.tuples(st.sampled_from(Rating), st.sampled_from(Rating)), max_size=30)


def codes(flips):
    """The codes before and after."""
    both = np.array(flips, dtype=np.int8).reshape(-1, 2)
    return both[:, 0], both[:, 1]


@pytest.mark.parametrize(
    ("flips", "expected"),
    [
        ([], "No rating is different: 0 green, 0 amber, 0 red"),
        ([(RED, RED), (UNRATED, UNRATED)], "No rating is different: 0 green, 0 amber, 1 red"),
        ([(AMBER, RED)], "One measure from amber to red: 0 green, 0 amber, 1 red"),
        ([(AMBER, RED)] * 2, "Two measures from amber to red: 0 green, 0 amber, 2 red"),
        ([(AMBER, RED)] * 9, "Nine measures from amber to red: 0 green, 0 amber, 9 red"),
        ([(AMBER, RED)] * 10, "10 measures from amber to red: 0 green, 0 amber, 10 red"),
        ([(AMBER, RED)] * 1200, "1,200 measures from amber to red: 0 green, 0 amber, 1,200 red"),
        (
            [(AMBER, RED), (RED, AMBER), (AMBER, GREEN), (RED, AMBER)],
            "One measure from amber to green, two from red to amber and one from amber to red: 1 green, 2 amber, 1 red",
        ),
        (
            [(UNAVAILABLE, RED), (UNAVAILABLE, UNAVAILABLE)],
            "One measure from unavailable to red: 0 green, 0 amber, 1 red, 1 unavailable",
        ),
        (
            [(UNAVAILABLE, UNRATED)],
            "One measure from unavailable to unrated: 0 green, 0 amber, 0 red, 0 unavailable, 1 unrated",
        ),
    ],
)
def test_the_short_form_says_what_turned_and_the_counts(flips, expected):
    assert short(*codes(flips)) == expected


def test_kinds_are_told_from_the_best_news_to_the_worst():
    assert KINDS[:3] == ((AMBER, GREEN), (RED, GREEN), (RED, AMBER))
    assert KINDS[3:5] == ((UNRATED, GREEN), (UNAVAILABLE, GREEN))
    assert KINDS[9:12] == ((GREEN, AMBER), (AMBER, RED), (GREEN, RED))
    assert len(KINDS) == len(set(KINDS)) == 20


@given(pairs)
def test_the_numbers_of_what_turned_add_up_to_the_ratings_that_differ(flips):
    values = {word: number for number, word in enumerate(TEMPLATES["numbers"])}
    told = turned(*codes(flips)).split()

    numbers = [values.get(word) or int(word) for word in told if word in values or word.isdigit()]

    assert sum(numbers) == sum(was != now for was, now in flips)


@given(pairs)
def test_the_counts_always_have_green_amber_and_red_and_the_others_where_one_came_or_went(flips):
    told = [part.split() for part in counts_in_words(*codes(flips)).split(", ")]

    after = [now for _, now in flips]
    assert all(int(count) == sum(now.word == word for now in after) for count, word in told)
    turns = {rating for was, now in flips if was != now for rating in (was, now)}
    assert {word for _, word in told} == {rating.word for rating in {*RAG, *turns}}


def test_a_number_is_a_word_below_ten():
    assert [in_words(number) for number in (1, 9, 10, 12345)] == ["one", "nine", "10", "12,345"]


def test_things_are_joined_by_commas_and_one_and():
    assert [joined(["a", "b", "c"][:many]) for many in range(4)] == ["", "a", "a and b", "a, b and c"]
