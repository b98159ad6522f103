import pytest

from store import RefusedError, words


@pytest.mark.parametrize(("does", "most"), [(words.name, 200), (words.author, 200), (words.note, 10_000)])
def test_what_is_as_long_as_it_may_be_is_taken_whole_and_what_is_longer_is_refused(does, most):
    assert does(" " + "a" * most + "\u200b") == "a" * most
    with pytest.raises(RefusedError, match=rf"has {most + 1:,} characters, and {most:,} is the most\. Shorten it\."):
        does("a" * (most + 1))


@pytest.mark.parametrize("text", ["", "  ", "\0", "\u200b\n"])
def test_no_name_is_refused_and_no_note_or_author_is_not(text):
    with pytest.raises(RefusedError, match=r"A scenario needs a name\. Type one\."):
        words.name(text)
    assert (words.author(text), words.note(text)) == ("", "")


def test_half_a_character_is_a_mark_and_what_is_hidden_goes():
    assert words.name("Winter \ud800\u202e plan\0") == "Winter \ufffd plan"
    assert words.author("Ann\nBen") == "Ann Ben"


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_the_lines_of_a_note_are_kept_apart_however_they_end(line):
    assert words.note(f"{line}first{line}{line}third {line}") == "first\n\nthird"


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Plan", {"plan"}, "Plan (2)"),
        ("Plan", {"plan", "plan (2)", "plan (4)"}, "Plan (3)"),
        ("Plan (3)", {"plan (3)"}, "Plan (4)"),
        ("Plan (0)", {"plan (0)"}, "Plan (0) (2)"),
        ("Plan (x)", {"plan (x)"}, "Plan (x) (2)"),
        ("(2)", {"(2)"}, "(2) (2)"),
        ("STRASSE", {"strasse", "strasse (2)"}, "STRASSE (3)"),
    ],
)
def test_a_name_gets_the_next_number_that_is_free(name, taken, expected):
    assert words.numbered(name, taken) == expected
