import tomllib
from importlib import resources

import pytest

from ragcore.columns import COLUMNS
from ragcore.limits import Polarity
from ragcore.rating import Rating
from ragcore.vocabulary import vocabulary

FILE = tomllib.loads(resources.files("ragcore").joinpath("vocabulary.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("section", ["synonyms", "cells", "polarity", "rating"])
def test_every_word_is_in_lower_case_and_without_space_around_it(section):
    words = [word for listed in FILE[section].values() for word in listed]

    assert words == [word.strip().lower() for word in words]


@pytest.mark.parametrize("section", ["synonyms", "polarity", "rating"])
def test_no_word_stands_for_two_things(section):
    words = [word for listed in FILE[section].values() for word in listed]

    assert len(words) == len(set(words))


def test_no_cell_is_both_missing_and_suppressed_nor_both_yes_and_no():
    words = vocabulary()

    assert not words.missing & words.suppressed
    assert not words.yes & words.no


def test_a_synonym_is_of_a_column_and_no_column_itself():
    synonyms = vocabulary().synonyms

    assert set(synonyms.values()) <= set(COLUMNS)
    assert not set(synonyms) & set(COLUMNS)


@pytest.mark.parametrize("word", ["measure", "actual", "result", "outturn", "rag", "good is", "bigger is better"])
def test_the_well_known_synonyms_are_known(word):
    assert word in vocabulary().synonyms


def test_every_polarity_and_each_of_red_amber_and_green_has_its_own_word():
    words = vocabulary()

    assert {words.polarity[polarity.word] for polarity in Polarity} == set(Polarity)
    assert {words.rating[word] for word in ("red", "amber", "green")} == {Rating.RED, Rating.AMBER, Rating.GREEN}


def test_no_figure_is_a_word_for_none():
    words = vocabulary()

    assert not any(word.strip("<≤").isdigit() and word[0].isdigit() for word in words.missing | words.suppressed)


@pytest.mark.parametrize(
    "word",
    ["direction", "direction of travel", "trend", "dot", "long trend", "baseline", "status code", "country", "number"],
)
def test_a_name_that_means_different_things_in_different_files_is_no_synonym(word):
    assert word not in vocabulary().synonyms


def test_the_marks_that_the_department_for_education_uses_now_hide_nothing_but_c():
    words = vocabulary()

    assert {"x", "z", "k", "low", "u", "[x]", "[z]", "[k]", "[low]", "[u]"} <= words.missing
    assert {"c", "[c]"} <= words.suppressed
