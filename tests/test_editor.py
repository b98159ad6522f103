import pandas as pd

from ui.editor import edits
from ui.preview import Cells


def cells(places):
    return Cells(pd.DataFrame(), {}, [], places)


def test_what_was_typed_belongs_to_the_row_of_the_table_and_not_to_its_place_on_screen():
    assert edits({0: {"value": "90"}, 1: {"target": "80"}}, cells([3, 7])) == {(3, "value"): "90", (7, "target"): "80"}


def test_a_cell_that_was_emptied_has_no_text():
    assert edits({0: {"value": None}}, cells([3])) == {(3, "value"): ""}


def test_a_row_that_is_not_on_screen_has_no_texts():
    assert edits({-1: {"value": "90"}, 1: {"value": "90"}}, cells([3])) == {}
