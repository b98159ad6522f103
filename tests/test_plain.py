import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.delimited import _carefully
from ragcore.files.plain import read_plain
from ragcore.files.table import MOST_CHARACTERS, MOST_ROWS

PLAIN = b"indicator,value\nCalls,82\nWaste,44\n"
CELLS = st.text(st.sampled_from("ab1\u200bé,\"' \n\r=-\x07"), max_size=5) | st.sampled_from(
    ["", "82.5", "Calls", "Note: x"]
)


def same(table, other):
    """Whether two tables say the same."""
    return (
        table.header == other.header
        and [column.to_pylist() for column in table.cells] == [column.to_pylist() for column in other.cells]
        and list(table.rows) == list(other.rows)
        and table.notes == other.notes
    )


def agree(data, delimiter=","):
    """Whether a file is left to the careful way, or read just as it reads it."""
    read = read_plain(data, delimiter)
    if read is None:
        return True
    careful = _carefully(data, "utf-8-sig", delimiter, passed=0)
    return read[1] == careful[1] and same(read[0], careful[0])


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.rstrip(),
        PLAIN.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + PLAIN,
        b"Scorecard,\n,\n" + PLAIN,
        b'"indicator","value"\n"Calls, answered","82"\n"",""\n"Waste",""\n'.replace(b'"",""\n', b""),
        b"indicator,value,\nCalls,82,\nWaste,44,\n",
        b"indicator,value,\nCalls,82,late\nWaste,44,\n",
        "indicator,value\nYnys Môn\u200b,82\n'=1+1,44\n".encode(),
    ],
    ids=["plain", "no end", "CRLF", "BOM", "titles", "quoted", "nameless empty", "nameless", "cleaned"],
)
def test_a_plain_file_is_read_as_the_careful_way_reads_it(data):
    assert read_plain(data, ",") is not None
    assert agree(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"one\ntwo\n",
        b"indicator,value\n",
        PLAIN + b"Homes\n",
        PLAIN + b"Homes,1,2\n",
        PLAIN + b"\nHomes,1\n",
        PLAIN + b" ,\nHomes,1\n",
        PLAIN + b'"Calls\nanswered",1\nHomes,2\n',
        PLAIN + b'"the ""new"" one",1\n',
        PLAIN + b'in"side,1\n',
        PLAIN + b'"open,1\n',
        PLAIN + b"Homes,1\rWaste,2\n",
        PLAIN + b"Source: returns,\n",
        PLAIN + b"a" * (MOST_CHARACTERS + 1) + b",1\n",
        b"indicator,value,target\n" + b"Calls,82,\n,,\n" * 2,
    ],
)
def test_any_doubt_leaves_a_file_to_the_careful_way(data):
    assert read_plain(data, ",") is None


def test_more_rows_than_may_be_are_refused():
    read = read_plain(b"indicator,value\n" + b"a,1\n" * (MOST_ROWS + 1), ",")

    assert read is not None
    assert (read[0], [problem.code for problem in read[1]]) == (None, ["E_TOO_MANY_ROWS"])


def test_columns_that_repeat_their_texts_are_kept_as_different_texts():
    table, _ = read_plain(b"indicator,value\n" + b"".join(b"Calls,%d\n" % at for at in range(100)), ",")

    assert [str(column.type) for column in table.cells] == [
        "dictionary<values=string, indices=int32, ordered=0>",
        "string",
    ]


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    end=st.sampled_from(["\n", "\r\n"]),
    delimiter=st.sampled_from(",;\t"),
    title=st.booleans(),
)
def test_both_ways_make_the_same_of_every_file(rows, quoting, end, delimiter, title):
    file = io.StringIO()
    written = csv.writer(file, quoting=quoting, lineterminator=end, delimiter=delimiter)
    written.writerows([["Scorecard", "", ""]] * title + [["indicator", "value", ""], *rows])

    assert agree(file.getvalue().encode(), delimiter)


@given(st.text(st.sampled_from('ab1,"\n\r '), max_size=40))
def test_both_ways_make_the_same_of_any_text(text):
    assert agree(PLAIN + text.encode())
