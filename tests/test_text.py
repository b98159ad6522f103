import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.text import broken_in, hidden_in, same_name, slug, visible, whole, without_hidden


@pytest.mark.parametrize(
    "hidden",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u061c", "\u200b", "\u2028", "\u202e", "\u2066", "\ufeff", "\uffff"],
)
def test_what_cannot_be_seen_or_turns_the_text_is_found_and_removed(hidden):
    text = f"Winter{hidden} plan"

    assert hidden_in(text)
    assert visible(text) == "Winter plan"


@pytest.mark.parametrize("text", ["a\tb\r\n", "👩\u200d👧", "ŵŷ", "שלום", "caf\ufffd", "می\u200cخ"])
def test_what_people_write_is_not_hidden(text):
    assert not hidden_in(text)
    assert without_hidden(text) == text


def test_a_composed_letter_is_the_same_however_it_was_typed():
    assert visible("cafe\u0301") == visible("caf\u00e9")


def test_half_of_a_character_is_found_and_can_be_marked():
    assert broken_in("\ud83d")
    assert not broken_in("😀")
    assert whole("a\ud83d") == "a\ufffd"


def test_two_spellings_of_a_name_are_the_same_whatever_their_capitals_and_spaces():
    assert same_name(" Calls  ANSWERED\n") == same_name("calls answered")
    assert same_name("Straße") == same_name("STRASSE")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "unnamed"),
        ("!?", "unnamed"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON\x00.csv", "con-csv"),
        ("Ynys Môn", "ynys-mon"),
        ("½ of homes", "12-of-homes"),
        ("x" * 200, "x" * 80),
        ("ab " * 40, "-".join(["ab"] * 26) + "-ab"),
    ],
)
def test_a_name_for_a_file_is_made_of_letters_digits_and_hyphens(text, name):
    assert slug(text) == name


@given(st.text())
def test_a_name_for_a_file_is_never_empty_long_or_a_path(text):
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?", slug(text))


@given(st.text())
def test_what_is_visible_stays_as_it_is(text):
    once = visible(text)

    assert visible(once) == once
    assert not hidden_in(once)
