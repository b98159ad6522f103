import hypothesis.strategies as some
from hypothesis import given

from ui.pack.titles import told_apart

NAMES = some.lists(some.sampled_from(["Plan", "Plan (2)", "As it stands", "Measure", ""]), max_size=8)


@given(NAMES, NAMES)
def test_no_two_are_told_as_one_and_none_as_what_is_taken(names, taken):
    titles = told_apart(names, taken)

    assert len(set(titles)) == len(names)
    assert not set(titles) & set(taken)
    assert all(title.startswith(name) for title, name in zip(titles, names, strict=True))


def test_what_is_told_apart_already_stays_as_it_is():
    assert told_apart(["Plan", "Other plan"]) == ["Plan", "Other plan"]
