import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.cells import LARGEST
from ragcore.json_text import MOST_BYTES, MOST_DEPTH, read_json
from ragcore.problems import ERROR, WARNING


def refusal(data):
    """The one problem that refuses a file: its code, place and sentence."""
    told, problems = read_json(data if isinstance(data, bytes) else data.encode())

    assert told is None
    (problem,) = problems
    assert problem.level == ERROR
    assert problem.message.endswith(".")
    return problem.code, problem.where, problem.message


@pytest.mark.parametrize("told", [None, True, False, 0, -3, 82.5, "Winter", [], {}, {"a": [1, {"b": None}]}])
def test_whatever_json_holds_is_read(told):
    assert read_json(json.dumps(told).encode()) == (told, [])


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(-LARGEST, LARGEST) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(anything)
def test_what_was_written_is_read(told):
    assert read_json(json.dumps(told, ensure_ascii=False).encode()) == (told, [])


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,\\0123456789eE+-.aNtrufls \u0000\ud7ff', max_size=40))
def test_any_bytes_are_read_or_refused_with_a_sentence(data):
    told, problems = read_json(data if isinstance(data, bytes) else data.encode())

    assert all(problem.message.endswith(".") and problem.where for problem in problems)
    assert told is None or not any(problem.level == ERROR for problem in problems)


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff \n".encode("utf-16-le")])
def test_a_file_without_text_is_empty(data):
    assert refusal(data)[:2] == ("E_EMPTY", "file")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_file_with_a_mark_of_its_encoding_is_read(encoding):
    assert read_json('{"name": "Môn ŵ 😀"}'.encode(encoding)) == ({"name": "Môn ŵ 😀"}, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_file_without_a_mark_is_read_as_what_it_must_be_and_that_is_told(encoding):
    told, problems = read_json('{"name": "Môn"}'.encode(encoding))

    assert told == {"name": "Môn"}
    assert [(problem.level, problem.code) for problem in problems] == [(WARNING, "W_ENCODING")]
    assert encoding[:6].upper() in problems[0].message


def test_another_encoding_is_refused_with_the_way_out():
    code, where, message = refusal('{"name": "Café"}'.encode("cp1252"))

    assert (code, where) == ("E_ENCODING", "file")
    assert "save it as UTF-8" in message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b"{}"), "a compressed file"),
        (b"PK\x03\x04", "a damaged workbook or zip file"),
        (b"<!DOCTYPE html>", "a web page"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(data, kind):
    code, _, message = refusal(data)

    assert code == "E_FORMAT"
    assert kind in message
    assert "not a scenario" in message


@pytest.mark.parametrize(("text", "comma"), [('{"a": 1,}', 8), ("[1, 2,]", 6)])
def test_a_trailing_comma_is_refused_where_it_stands_or_right_behind_it(text, comma):
    code, where, _ = refusal(text.encode())

    assert code == "E_JSON_SYNTAX"
    # Python 3.13 points at the comma, the versions before it at what comes next.
    assert where in {f"line 1, column {comma}", f"line 1, column {comma + 1}"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"a": 1}\n// done', "line 2, column 1"),
        ("/* plan */ {}", "line 1, column 1"),
        ("{'a': 1}", "line 1, column 2"),
        ('{"a": 01}', "line 1, column 8"),
        ('{"a": +1}', "line 1, column 7"),
        ('{"a": .5}', "line 1, column 7"),
        ('{"a": 0x10}', "line 1, column 8"),
        ('{"a": "one\ntwo"}', "line 1, column 11"),
        ('{"a": "\x00"}', "line 1, column 8"),
        ('{"a": "\\x41"}', "line 1, column 8"),
        ('{"a": "\\u12"}', "line 1, column 9"),
        ("{} {}", "line 1, column 4"),
        ("True", "line 1, column 1"),
        ("]", "line 1, column 1"),
    ],
)
def test_what_is_not_json_is_refused_where_it_begins(text, where):
    code, place, message = refusal(text)

    assert (code, place) == ("E_JSON_SYNTAX", where)
    assert "a comma too many" in message


@pytest.mark.parametrize("text", ['{"a": [1, 2', '{"a":', "[", '{"a": 1,\n'])
def test_a_file_that_was_cut_off_says_so(text):
    code, _, message = refusal(text)

    assert code == "E_JSON_SYNTAX"
    assert "ends before it is complete" in message


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused_with_its_place(word):
    code, where, message = refusal(f'{{"overrides": [{{"value": {word}}}]}}')

    assert (code, where) == ("E_NOT_A_NUMBER", "overrides[0].value")
    assert word in message


@pytest.mark.parametrize(
    "digits", ["1e999", "-1e400", "1e308", "1e16", "1000000000000001", "-1000000000000001", "9" * 400, "9" * 5000]
)
def test_a_number_out_of_range_is_refused_with_its_place(digits):
    code, where, message = refusal(f'{{"overrides": [{{}}, {{"value": {digits}}}]}}')

    assert (code, where) == ("E_OUT_OF_RANGE", "overrides[1].value")
    assert "1,000,000,000,000,000" in message
    assert len(message) < 150


def test_a_number_at_the_end_of_the_range_is_read():
    assert read_json(b"[1e15, -1000000000000000, 5e-324]") == ([1e15, -(10**15), 5e-324], [])


def test_a_minus_zero_is_a_zero():
    (told,), _ = read_json(b"[-0.0]")

    assert str(told) == "0.0"


@pytest.mark.parametrize(("text", "where"), [('{"a": 1, "a": 1}', "file"), ('{"b": [{"a": 1, "\\u0061": 2}]}', "b[0]")])
def test_a_name_that_is_given_twice_is_refused(text, where):
    code, place, message = refusal(text)

    assert (code, place) == ("E_DUPLICATE_KEY", where)
    assert "'a'" in message


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"name": "Winter \\ud800 plan"}', "name"),
        ('{"a": ["\\udfff"]}', "a[0]"),
        ('"\\ud83d"', "file"),
        ('{"\\ud800": 1}', "\ufffd"),
    ],
)
def test_half_of_a_character_is_refused_with_its_place(text, where):
    assert refusal(text)[:2] == ("E_CONTROL_CHAR", where)


def test_a_whole_character_of_two_halves_is_read():
    assert read_json(b'"\\ud83d\\ude00"') == ("😀", [])


def test_all_that_cannot_be_taken_is_told_together():
    _, problems = read_json(b'{"a": NaN, "b": [1e999, {"c": 1, "c": 2}], "d": "\\ud800"}')

    assert [(problem.code, problem.where) for problem in problems] == [
        ("E_NOT_A_NUMBER", "a"),
        ("E_OUT_OF_RANGE", "b[0]"),
        ("E_DUPLICATE_KEY", "b[1]"),
        ("E_CONTROL_CHAR", "d"),
    ]


def test_a_place_shows_nothing_hidden_and_is_not_endless():
    _, (problem,) = read_json(b'{"\\u001b[31m' + b"a" * 1000 + b'": NaN}')

    assert problem.where == "[31m" + "a" * 55


@pytest.mark.parametrize("brackets", ["[]", '{"a":}'])
def test_as_deep_as_may_be_is_read_and_one_deeper_is_refused(brackets):
    begin, end = brackets[:-1], brackets[-1]

    told, _ = read_json((begin * MOST_DEPTH + "1" + end * MOST_DEPTH).encode())
    code, where, message = refusal(begin * (MOST_DEPTH + 1) + "1" + end * (MOST_DEPTH + 1))

    assert told is not None
    assert (code, where) == ("E_JSON_TOO_DEEP", "file")
    assert "nested" in message


def test_brackets_in_a_text_are_no_depth():
    told = {"name": "[" * 1000 + '"' + "{" * 1000, "note": "\\" * 5}

    assert read_json(json.dumps(told).encode()) == (told, [])


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '"' + '\\"' * 200_000,
        '{"a": "' + "[" * 200_000,
        "[]," * 100_000,
        "]" * 50 + "[" * 5000,
    ],
)
def test_what_was_made_to_break_a_reader_is_refused(text):
    assert refusal(text)[0] in ("E_JSON_TOO_DEEP", "E_JSON_SYNTAX")


def test_a_file_larger_than_may_be_is_refused_by_that_number():
    code, where, message = refusal(b'"'.ljust(MOST_BYTES + 1, b"a"))

    assert (code, where) == ("E_TOO_LARGE", "file")
    assert "10,000,000" in message
