import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ragcore.coded import MOST_SPARSE, Coded, coded, grouped, recoded

TEXTS = st.lists(st.sampled_from(["", "a", "b", "c d"]), max_size=30)


def test_a_column_of_nothing_has_no_texts():
    column = coded([])

    assert column.texts == []
    assert column.codes.tolist() == []
    assert column.as_texts().tolist() == []


def test_texts_stand_in_the_order_in_which_they_first_appear():
    assert coded(["b", "a", "b", ""]).texts == ["b", "a", ""]


@given(TEXTS)
def test_what_is_coded_is_read_back(texts):
    assert coded(texts).as_texts().tolist() == texts


@given(TEXTS, st.lists(st.integers(0, 5), max_size=30))
def test_coding_anew_changes_no_text_of_any_row(texts, codes):
    codes = [code % len(texts) for code in codes] if texts else []

    column = recoded(np.array(codes, dtype=np.int32), texts)

    assert column.as_texts().tolist() == [texts[code] for code in codes]
    assert column.texts == list(dict.fromkeys(column.as_texts().tolist()))


def test_what_is_in_order_already_stays_as_it_is():
    column = coded(["b", "a", "b"])

    assert recoded(column.codes, column.texts).codes is column.codes


def test_a_text_that_stands_nowhere_gets_no_code():
    assert recoded(np.array([1, 1]), ["a", "b"]).texts == ["b"]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=40))
def test_rows_are_of_one_group_exactly_if_they_are_alike_in_every_column(rows):
    columns = [np.array(column, dtype=np.int32) for column in zip(*rows, strict=True)]

    group, size = grouped(*zip(columns, (5, 7, 3), strict=True))

    assert group.max() < size
    assert len(set(group.tolist())) == len(set(rows))
    assert len(set(zip(group.tolist(), rows, strict=True))) == len(set(rows))


def test_groups_of_very_many_different_texts_are_numbered_without_gaps():
    count = 1000
    codes = np.arange(count, dtype=np.int32)

    group, size = grouped((codes, count), (codes, count), (codes, count))

    assert len(set(group.tolist())) == count
    assert size <= max(MOST_SPARSE * count, 1 << 16)


def test_the_two_parts_have_names():
    codes, texts = Coded(np.array([0], dtype=np.int32), ["a"])

    assert (codes.tolist(), texts) == ([0], ["a"])
