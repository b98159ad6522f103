import csv
import io
import json

import numpy as np
import packs
import pyarrow.parquet as pq
import pytest

from ragcore.rating import Rating
from ui.pack.figures import METADATA, to_csv, to_parquet


def table(pack):
    """The rows of the CSV, each by column."""
    return list(csv.DictReader(io.StringIO(to_csv(pack).decode("utf-8-sig"))))


def parquet(pack):
    return pq.read_table(io.BytesIO(to_parquet(pack)))


def number(text):
    return float(text) if text else np.nan


@pytest.mark.parametrize(
    "pack", [packs.stands(), packs.several(), packs.by_year(), packs.of_500()], ids=lambda p: p.title
)
def test_every_figure_is_there_unrounded_in_both_files(pack):
    position, rows, stored = pack.position, table(pack), parquet(pack)

    assert len(rows) == len(position) == stored.num_rows
    for name in ("value", "target", "numerator", "denominator"):
        own = getattr(position.figures, name)
        np.testing.assert_array_equal([number(row[name]) for row in rows], own)
        np.testing.assert_array_equal(stored[name].to_numpy(zero_copy_only=False).astype(float), own)
    assert [row["rating"] for row in rows] == [Rating(code).word for code in position.ratings]
    assert stored["rating"].to_pylist() == [row["rating"] for row in rows]


def test_each_scenario_has_its_figures_its_ratings_and_what_flipped():
    pack = packs.several()
    rows = {row["id"]: row for row in table(pack)}
    (seen, won) = (rows["looked-after-seen-6-weeks"], rows["assessments-45-days"])

    assert (seen["rating"], seen["Winter plan: rating"], seen["Winter plan: flipped"]) == ("amber", "green", "yes")
    assert (seen["Lower targets: rating"], seen["Lower targets: flipped"]) == ("amber", "no")
    assert (won["target"], won["Lower targets: target"], won["Lower targets: flipped"]) == ("85", "82", "yes")
    for one in pack.told:
        after = [number(row[f"{one.title}: value"]) for row in rows.values()]
        np.testing.assert_array_equal(after, one.after.figures.value)


def test_missing_is_empty_in_csv_and_null_in_parquet_and_never_zero():
    pack = packs.stands()
    missing = np.flatnonzero(np.isnan(pack.position.figures.value)).tolist()

    assert missing
    assert {(table(pack)[row]["value"], table(pack)[row]["gap"]) for row in missing} == {("", "")}
    assert {parquet(pack)["value"][row].as_py() for row in missing} == {None}


def test_tolerances_are_written_as_a_scorecard_file_has_them():
    card = packs.read("indicator,value,target,amber\nA,80,85,5\nB,80,85,5%\nC,80,,\n")

    assert [row["tolerance"] for row in table(packs.pack(card=card))][:2] == ["5", "5%"]


def test_a_band_has_both_its_targets():
    card = packs.read("indicator,value,target_low,target_high,polarity\nA,80,70,85,band\n")
    (row,) = table(packs.pack(card=card))

    assert (row["target"], row["target_low"], row["target_high"], row["rating"]) == ("", "70", "85", "green")


def test_both_say_which_scorecard_period_version_and_link_they_come_from():
    pack = packs.one()
    (row, *_), said = table(pack), json.loads(parquet(pack).schema.metadata[METADATA])

    assert (row["scorecard"], row["scorecard hash"]) == (pack.scorecard.about.title, pack.scorecard.hash)
    assert (row["period"], row["link"], row["made"]) == ("2016/17 Q2", packs.LINK, packs.MADE)
    assert (said["scorecard"], said["link"]) == (row["scorecard"], packs.LINK)
    assert [each["title"] for each in said["scenarios"]] == ["Winter plan"]


def test_no_text_of_a_file_is_run_by_a_spreadsheet():
    pack = packs.hostile()
    cells = list(csv.reader(io.StringIO(to_csv(pack).decode("utf-8-sig"))))

    assert not [cell for row in cells for cell in row if cell[:1] in ("=", "@", "\t", "\r")]
    assert len({len(row) for row in cells}) == 1
    names = [name.removeprefix("'") for name in parquet(pack)["indicator"].to_pylist()]
    assert names == list(pack.position.figures.indicator)
