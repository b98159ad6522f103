import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.short_names import MOST, shortened

BEGIN = "Percentage of children who became the subject of a plan"


def test_names_that_fit_stay_as_they_are():
    assert shortened(["", "Calls answered", "x" * MOST]) == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x" * (MOST + 1), "x" * (MOST - 1) + "…"),
        ("one two three four five six seven eight nine ten eleven", "one two three four five six seven eight nine…"),
    ],
)
def test_a_name_by_itself_is_cut_at_a_word(name, expected):
    assert shortened([name, "Calls answered"]) == {name: expected}


def test_of_names_that_begin_alike_each_keeps_its_end():
    once, twice = f"{BEGIN} for a second time within two years", f"{BEGIN} for a second time at any age"

    assert shortened([once, twice, f"Share of visits on time, {BEGIN}"]) == {
        once: "Percentage of children…time within two years",
        twice: "Percentage of children…second time at any age",
        f"Share of visits on time, {BEGIN}": "Share of visits on time, Percentage of…",
    }


def test_names_without_words_that_begin_alike_keep_their_ends_too():
    assert list(shortened(["x" * 60 + "a", "x" * 60 + "b"]).values()) == [
        "x" * 23 + "…" + "x" * 23 + "a",
        "x" * 23 + "…" + "x" * 23 + "b",
    ]


def test_names_that_differ_only_in_the_middle_stay_whole():
    names = [f"{BEGIN} {which} time within two years of the last plan" for which in ("second", "third")]

    assert shortened(names) == dict(zip(names, names, strict=True))


@given(st.sets(st.text("ab ", min_size=MOST - 2, max_size=MOST + 40), max_size=12))
def test_no_two_long_names_look_the_same(names):
    told = shortened(names)

    assert told.keys() == {name for name in names if len(name) > MOST}
    assert len(set(told.values())) == len(told)
    assert all(len(look) <= MOST or look == name for name, look in told.items())
