import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.encoding import encoding_of, is_garbled, row_at
from ragcore.problems import ERROR, WARNING

TEXT = "indicator,value\nCalls,1\nYnys Môn,2\n"


@pytest.mark.parametrize("data", [b"", b"indicator", TEXT.encode(), TEXT.encode("utf-8-sig"), "ŵ ŷ 👩 é".encode()])
def test_utf_8_is_read_without_a_word(data):
    assert encoding_of(data) == ("utf-8-sig", [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_told(encoding):
    found, (problem,) = encoding_of(TEXT.encode(encoding))

    assert TEXT.encode(encoding).decode(found) == TEXT
    assert (problem.level, problem.code, problem.where) == (WARNING, "W_ENCODING", "file")
    assert "UTF-16" in problem.message


@pytest.mark.parametrize("data", [TEXT.encode("utf-32"), TEXT.encode("utf-16")[:-1], b"\xff\xfe\x00\xd8a\x00"])
def test_what_is_not_whole_utf_16_is_refused(data):
    found, (problem,) = encoding_of(data)

    assert (found, problem.code) == ("", "E_ENCODING")
    assert "CSV UTF-8" in problem.message


def test_windows_1252_is_read_and_its_first_letter_is_told_with_its_row():
    found, (problem,) = encoding_of(TEXT.encode("cp1252"))

    assert found == "cp1252"
    assert (problem.level, problem.code, problem.where) == (WARNING, "W_ENCODING", "file")
    assert "Windows-1252" in problem.message
    assert "'ô' in row 3" in problem.message


def test_a_space_that_cannot_be_seen_is_called_by_its_name():
    _, (problem,) = encoding_of(b"indicator\nCalls\xa0answered\n")

    assert "a no-break space in row 2" in problem.message


def test_a_capital_letter_before_a_dash_is_windows_1252_and_no_second_encoding():
    assert encoding_of("CAFÉ– Môn\n".encode("cp1252"))[0] == "cp1252"


@pytest.mark.parametrize("other", ["é", "– ", "ŵ", "👩", "Вода"])
def test_two_encodings_in_one_file_are_refused_with_the_rows_of_both(other):
    data = b"indicator,value\nCalls,1\nM\xf4n,2\n" + f"{other},3\n".encode()

    found, (problem,) = encoding_of(data)

    assert found == ""
    assert (problem.level, problem.code, problem.where) == (ERROR, "E_ENCODING_MIXED", "row 3")
    assert "two encodings" in problem.message
    assert "row 4" in problem.message


def test_bytes_of_no_encoding_are_refused_with_their_row():
    found, (problem,) = encoding_of(b"indicator\nCalls\nM\x81n\n")

    assert (found, problem.code, problem.where) == ("", "E_ENCODING", "row 3")


def test_a_nul_character_is_refused_with_its_row():
    found, (problem,) = encoding_of(b'indicator,value\n"Calls\nanswered",1\nWas\x00te,2\n')

    assert (found, problem.code, problem.where) == ("", "E_CONTROL_CHAR", "row 3")
    assert "NUL" in problem.message


def test_a_fault_far_down_a_large_file_has_its_own_row():
    data = b"Calls,1\n" * 300_000 + b"M\xf4n,2\n"

    _, (problem,) = encoding_of(data)

    assert "row 300001" in problem.message


@pytest.mark.parametrize(
    ("data", "at", "row"),
    [(b"", 0, 1), (b"a\nb", 0, 1), (b"a\nb", 2, 2), (b"a\rb", 2, 2), (b"a\r\nb", 3, 2), (b'"a\nb"\nc', 3, 1)],
)
def test_rows_are_counted_as_records_are(data, at, row):
    assert row_at(data, at) == row


@given(st.text(alphabet="éèô£€ñ", min_size=1, max_size=8))
def test_what_was_read_in_the_wrong_encoding_is_garbled(text):
    twice = text.encode().decode("latin-1")

    assert is_garbled(twice)


@pytest.mark.parametrize("text", ["", "Calls", "Ynys Môn", "ÂGE MOYEN", "£85", "Château", "SÃO PAULO", "ŵ ŷ"])
def test_words_with_accents_are_not_garbled(text):
    assert not is_garbled(text)
