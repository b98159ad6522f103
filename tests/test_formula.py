import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ragcore.files.formula import marked_text, safe_text, text_of_safe, unsafe

# Texts that begin like what a spreadsheet runs, and others.
texts = st.text("'=+-@\t\r\n＝＋－＠ a1", max_size=6)


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_a_spreadsheet_would_run_gets_a_mark_before_it(mark):
    assert unsafe(f"{mark}1+1")
    assert safe_text(f"{mark}1+1") == f"'{mark}1+1"


@pytest.mark.parametrize("text", ["", "1+1", "a=b", "'", "'tis", "'1", " =1+1"])
def test_any_other_text_stays_as_it_is(text):
    assert not unsafe(text)
    assert safe_text(text) == text
    assert text_of_safe(text) == text


@pytest.mark.parametrize("text", ["=1+1", "-", "Calls", "", "'tis"])
def test_where_a_cell_is_known_to_be_a_text_it_stays_as_it_is(text):
    assert marked_text(text) == text


def test_a_text_that_has_the_mark_already_gets_one_more():
    assert safe_text("'=1+1") == "''=1+1"
    assert safe_text("''=1+1") == "'''=1+1"
    assert marked_text("'=1+1") == "''=1+1"


@given(texts)
@example("''=")
def test_taking_the_mark_off_gives_the_same_text_back(text):
    assert text_of_safe(safe_text(text)) == text
    assert text_of_safe(marked_text(text)) == text


@given(texts)
def test_no_safe_text_begins_with_what_a_spreadsheet_runs(text):
    assert safe_text(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
