import csv
import io
import json
import re
import zipfile
from dataclasses import fields

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from drawn_scorecards import scorecards
from hypothesis import given, settings

from ragcore.about import METADATA, About
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.rating import Rating
from ragcore.read import read
from ragcore.rule import Rule, Tolerance
from ragcore.scorecard import Scorecard
from ragcore.template import columns_explained
from ragcore.write import ORDER, file_name, to_csv, to_parquet, to_workbook

WRITERS = [to_csv, to_workbook, to_parquet]
ABOUT = About(title="=Report", committee="Scrutiny", hide_small=True)
RULE = Rule(amber=Tolerance(5.0, percent=True), as_shown=True)


def of(**columns):
    """A scorecard of one indicator, or of several."""
    count = len(next(iter(columns.values()), [1]))
    names = [f"calls-{place}" for place in range(count)]
    return Scorecard(Figures.of(**{"id": names, "indicator": names, **columns}))


def in_csv(scorecard):
    """The columns of the CSV file."""
    rows = list(csv.reader(io.StringIO(to_csv(scorecard).decode("utf-8-sig"), newline="")))
    return {column[0]: list(column[1:]) for column in zip(*rows, strict=True)}


def in_workbook(scorecard, sheet="Scorecard"):
    """The columns of a sheet of the workbook, each a list of cells."""
    rows = openpyxl.load_workbook(io.BytesIO(to_workbook(scorecard)))[sheet].iter_cols()
    return {cells[0].value: list(cells[1:]) for cells in rows}


def in_parquet(scorecard):
    """The table in the Parquet file."""
    return pq.read_table(io.BytesIO(to_parquet(scorecard)), page_checksum_verification=True)


def cells(column):
    return [cell.value for cell in column]


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_has_the_columns_that_it_needs_and_those_that_hold_anything(write):
    read_header = {to_csv: in_csv, to_workbook: in_workbook, to_parquet: lambda of: in_parquet(of).column_names}

    assert list(read_header[write](of())) == ["indicator", "value", "target", "id", "decimals"]
    told = of(area=["", "North"], key=[False, True], target_low=[1.0, np.nan], published=[Rating.RED, Rating.GREEN])
    assert list(read_header[write](told)) == [
        "indicator", "value", "target", "id", "area", "decimals", "target_low", "key", "published",
    ]  # fmt: skip


@pytest.mark.parametrize("write", WRITERS)
def test_a_scorecard_without_rows_is_written_as_its_header(write):
    assert write(Scorecard(Figures.of(id=[])))


def test_columns_are_in_the_order_in_which_they_are_explained():
    assert [column.name for column in columns_explained()] == list(ORDER)


@pytest.mark.parametrize(
    ("value", "typed", "written"),
    [
        (85.0, 0, "85"),
        (85.0, 1, "85.0"),
        (-82.5, 3, "-82.500"),
        (0.1 + 0.2, 9, "0.30000000000000004"),
        (1e15, 0, "1000000000000000"),
        (999999999999999.9, 1, "999999999999999.9"),
        (1e-7, 7, "0.0000001"),
        (0.0, 9, "0.000000000"),
    ],
)
def test_a_value_is_written_in_full_and_as_it_was_typed(value, typed, written):
    scorecard = of(value=[value], typed=[typed], decimals=[typed])

    assert in_csv(scorecard)["value"] == [written]
    (cell,) = in_workbook(scorecard)["value"]
    assert (cell.value, cell.data_type) == (value, "n")
    assert float(in_parquet(scorecard)["value"][0].as_py()) == value
    assert "decimals" not in in_csv(scorecard)


def test_a_cell_of_a_workbook_shows_the_decimals_that_were_typed():
    column = in_workbook(of(value=[85.0, 85.0, 82.25], typed=[0, 1, 2]))["value"]

    assert [cell.number_format for cell in column] == ["0", "0.0", "0.00"]


def test_a_percentage_of_a_workbook_is_a_plain_number_with_its_unit_beside_it():
    columns = in_workbook(of(value=[82.5], typed=[1], unit=["%"]))

    assert [(cell.value, cell.number_format) for cell in columns["value"]] == [(82.5, "0.0")]
    assert cells(columns["unit"]) == ["%"]


def test_decimals_are_written_where_the_value_does_not_say_them():
    scorecard = of(value=[82.5, 82.5, np.nan, np.nan], typed=[1, 1, 0, 0], decimals=[1, 0, 1, 2])

    assert in_csv(scorecard)["decimals"] == ["", "0", "", "2"]
    assert cells(in_workbook(scorecard)["decimals"]) == [None, 0, None, 2]
    assert in_parquet(scorecard)["decimals"].to_pylist() == [None, 0, None, 2]


def test_what_is_suppressed_stays_suppressed_and_what_is_unavailable_is_empty():
    scorecard = of(value=[82.5, np.nan, np.nan], typed=[1, 0, 0], suppressed=[False, True, False])

    assert in_csv(scorecard)["value"] == ["82.5", "c", ""]
    assert cells(in_workbook(scorecard)["value"]) == [82.5, "c", None]
    assert in_parquet(scorecard)["value"].to_pylist() == ["82.5", "c", None]


def test_a_value_that_was_made_from_its_counts_is_left_to_be_made_again():
    counted = {"unit": ["%", "%"], "numerator": [1.0, 1.0], "denominator": [3.0, 2.0]}
    scorecard = of(value=[100 * 1 / 3, 50.0], decimals=[1, 1], **counted)

    assert in_csv(scorecard)["value"] == ["", "50"]
    assert in_parquet(scorecard)["value"].to_pylist() == [None, 50.0]


def test_values_in_parquet_are_numbers_where_numbers_say_it_all():
    assert in_parquet(of(value=[82.5, np.nan], typed=[1, 0]))["value"].type == pa.float64()
    assert in_parquet(of(value=[85.0, np.nan], typed=[1, 0]))["value"].to_pylist() == ["85.0", None]


def test_targets_and_counts_are_numbers_in_full():
    scorecard = of(target=[85.0, np.nan], numerator=[1234.0, 0.0], previous=[-0.05, 1e-7])

    written = in_csv(scorecard)
    assert [written[name] for name in ("target", "numerator", "previous")] == [
        ["85", ""], ["1234", "0"], ["-0.05", "0.0000001"],
    ]  # fmt: skip
    assert cells(in_workbook(scorecard)["target"]) == [85, None]
    assert in_parquet(scorecard)["target"].to_pylist() == [85.0, None]


def test_tolerances_polarities_and_ratings_are_written_in_words():
    scorecard = of(
        amber=[5.0, 2.5, np.nan],
        amber_percent=[True, False, False],
        polarity=[Polarity.LOWER, Polarity.HIGHER, Polarity.NONE],
        published=[Rating.RED, -1, Rating.GREEN],
        key=[True, False, True],
    )

    written = in_csv(scorecard)
    assert [written[name] for name in ("amber", "polarity", "published", "key")] == [
        ["5%", "2.5", ""], ["lower", "higher", "none"], ["red", "", "green"], ["yes", "", "yes"],
    ]  # fmt: skip
    assert cells(in_workbook(scorecard)["amber"]) == ["5%", 2.5, None]


@pytest.mark.parametrize("text", ["=1+1", "+44 1632", "-", "@SUM(A1)", "＝1+1", "'=1+1", '=HYPERLINK("a";"b")'])
def test_a_text_that_a_spreadsheet_would_run_is_marked_in_csv_and_a_text_elsewhere(text):
    scorecard = of(indicator=[text], value=[-5.0])

    assert in_csv(scorecard)["indicator"] == [f"'{text}"]
    assert in_csv(scorecard)["value"] == ["-5"]
    # What has the mark already has one more everywhere, because reading takes one off.
    elsewhere = f"'{text}" if text.startswith("'") else text
    (cell,) = in_workbook(scorecard)["indicator"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (elsewhere, "s", True)
    assert in_parquet(scorecard)["indicator"].to_pylist() == [elsewhere]


def test_a_csv_file_is_what_spreadsheets_write():
    data = to_csv(of(indicator=['Père, "Noël"']))

    assert data.startswith(b"\xef\xbb\xbfindicator,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert '"Père, ""Noël"""' in data.decode("utf-8-sig")


def test_a_workbook_has_a_sheet_about_the_report():
    about = in_workbook(Scorecard(of().figures, ABOUT, RULE), "About")

    assert cells(about["field"]) == ["title", "committee", "hide_small", "rule.amber", "rule.as_shown"]
    assert cells(about["value"]) == ["=Report", "Scrutiny", "yes", "5%", "yes"]
    assert {cell.data_type for cell in about["value"]} == {"s"}


def test_parquet_says_in_its_metadata_what_is_about_the_report():
    told = json.loads(in_parquet(Scorecard(of().figures, ABOUT, RULE)).schema.metadata[METADATA])

    assert told == {
        "title": "=Report", "committee": "Scrutiny", "hide_small": True, "rule": {"amber": "5%", "as_shown": True},
    }  # fmt: skip


def test_texts_in_parquet_are_written_once_each():
    column = in_parquet(of(area=["North", "", "North"]))["area"].combine_chunks()

    assert pa.types.is_dictionary(column.type)
    assert column.to_pylist() == ["North", None, "North"]


def test_a_flipped_bit_in_a_page_of_parquet_is_noticed():
    scorecard = of(value=np.arange(1000) / 8, typed=np.zeros(1000))
    data = bytearray(to_parquet(scorecard))
    data[len(data) // 3] ^= 1

    with pytest.raises(OSError, match=r"(?i)crc|corrupt|page"):
        pq.read_table(io.BytesIO(bytes(data)), page_checksum_verification=True)


@given(scorecards())
def test_the_same_scorecard_is_the_same_parquet_file(scorecard):
    figures = scorecard.figures
    again = Figures(**{column.name: getattr(figures, column.name).copy() for column in fields(Figures)})

    assert to_parquet(Scorecard(again, scorecard.about, scorecard.rule)) == to_parquet(scorecard)


@settings(max_examples=30)
@given(scorecards())
def test_no_cell_of_a_workbook_is_a_formula_whatever_the_texts_are(scorecard):
    with zipfile.ZipFile(io.BytesIO(to_workbook(scorecard))) as archive:
        for name in archive.namelist():
            assert not re.search(rb"<f[ />]|<hyperlink", archive.read(name))


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=40)  # a child process reads each of them
@given(scorecard=scorecards())
def test_what_is_written_is_read_back_as_the_same_scorecard(write, scorecard):
    found, problems = read(write(scorecard))

    assert found is not None, problems
    for column in fields(Figures):
        old, new = getattr(scorecard.figures, column.name), getattr(found.figures, column.name)
        np.testing.assert_array_equal(new, old, err_msg=column.name)
    assert found.hash == Scorecard(scorecard.figures, rule=found.rule).hash
    if write is not to_csv:
        assert (found.about, found.rule) == (scorecard.about, scorecard.rule)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Performance report, quarter 2", "performance-report-quarter-2.csv"),
        ("", "unnamed.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("Cân", "can.csv"),
        ("CON", "scorecard-con.csv"),
        ("nul", "scorecard-nul.csv"),
        ("LPT1", "scorecard-lpt1.csv"),
        ("com¹", "scorecard-com1.csv"),
        ("console", "console.csv"),
        ("ü" * 200, "u" * 80 + ".csv"),
    ],
)
def test_a_download_has_a_name_that_every_system_takes(title, name):
    assert file_name(title, "csv") == name
