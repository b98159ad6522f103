from hypothesis import given
from hypothesis import strategies as st

from ragcore.coded import coded
from ragcore.ids import ids_of
from ragcore.text import same_name

NAMES = st.sampled_from(["Calls", "CALLS", "calls!", "Waste", "% waste", "!", "?", ""])


def made(names, given_ids=None):
    return ids_of(coded(names), None if given_ids is None else coded(given_ids)).as_texts().tolist()


def test_an_id_that_is_given_is_kept_as_it_is():
    assert made(["Calls", "Waste"], ["007", "1.10"]) == ["007", "1.10"]


def test_an_id_is_made_of_the_name_where_none_is_given():
    assert made(["% of CLA in county", "Waste"]) == ["of-cla-in-county", "waste"]


def test_a_row_without_an_id_has_that_of_another_row_of_its_name():
    assert made(["Calls", "CALLS", "calls"], ["", "7", "8"]) == ["7", "7", "8"]


def test_names_of_the_same_letters_are_told_apart():
    first, second = made(["Calls (a)", "Calls: a"])

    assert first != second
    assert first.startswith("calls-a-")


def test_a_made_id_is_not_one_that_another_measure_was_given():
    assert made(["Calls", "Waste"], ["", "calls"])[0].startswith("calls-")


@given(st.lists(NAMES, max_size=12))
def test_the_same_name_always_has_the_same_id_and_another_has_another(names):
    ids = made(names)

    pairs = {(same_name(name), key) for name, key in zip(names, ids, strict=True)}
    assert len(pairs) == len({name for name, _ in pairs}) == len({key for _, key in pairs})


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "1", "2"])), max_size=12))
def test_no_row_is_without_an_id_and_none_that_is_given_is_changed(rows):
    ids = made([name for name, _ in rows], [given_id for _, given_id in rows])

    assert all(ids)
    assert all(key == given_id for key, (_, given_id) in zip(ids, rows, strict=True) if given_id)
