"""The scorecards that ship: stored answers, and the promises that data/README.md makes."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from ragcore.figures import NOT_PUBLISHED
from ragcore.rating import Rating
from ragcore.read import read

DATA = Path(__file__).parent.parent / "data"
REPORT = DATA / "buckinghamshire_2016_17_q2.csv"
BY_YEAR = DATA / "buckinghamshire_by_year.csv"
SHIPPED = sorted(path for path in DATA.glob("*.csv") if path.name != "acronyms.csv")

# Each year of the second scorecard: how many of its six measures are green, amber, red and unrated.
YEARS = {
    "2012/13": (0, 0, 0, 2),
    "2013/14": (0, 0, 1, 2),
    "2014/15": (0, 0, 1, 2),
    "2015/16": (1, 1, 3, 0),
    "2016/17": (1, 0, 5, 0),
    "2017/18": (1, 1, 2, 1),
    "2018/19": (0, 0, 4, 1),
    "2019/20": (1, 4, 1, 0),
    "2020/21": (1, 1, 4, 0),
    "2021/22": (0, 1, 5, 0),
    "2022/23": (1, 1, 4, 0),
    "2023/24": (0, 3, 3, 0),
    "2024/25": (0, 3, 3, 0),
}
LATEST = {
    "child-protection-plans-reviewed-by-year": "red",
    "assessments-45-days-by-year": "amber",
    "repeat-referrals-by-year": "amber",
    "conferences-15-days-by-year": "red",
    "looked-after-in-county-by-year": "amber",
    "looked-after-20-miles-by-year": "red",
}


def scorecard(path):
    """A scorecard that ships; it must be read without a word."""
    found, problems = read(path)

    assert problems == []
    return found


def counts(position):
    return {rating.word: count for rating, count in position.counts.items()}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_scorecard_that_ships_says_where_it_comes_from(path):
    found = scorecard(path)

    assert all((found.about.title, found.about.body, found.about.source, found.about.attribution))
    assert found.about.licence == "Open Government Licence v3.0"
    assert (found.figures.source != "").all()
    assert path.name in (DATA / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_value_agrees_with_the_counts_behind_it(path):
    figures = scorecard(path).figures
    has_counts = ~np.isnan(figures.numerator)

    assert has_counts.any()
    assert (has_counts == ~np.isnan(figures.denominator)).all()
    assert figures.counted[has_counts].all()


@pytest.mark.parametrize("path", [*SHIPPED, *DATA.glob("*.toml")], ids=lambda path: path.name)
def test_no_officer_is_named_and_no_telephone_number_is_carried(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b|\+44|@", text)
    assert not re.search(r"contact officer|report author|cabinet member|\b(Mr|Mrs|Ms|Dr|Cllr)\b", text, re.IGNORECASE)
    if path.suffix == ".csv":
        assert (scorecard(path).figures.owner == "").all()
        assert scorecard(path).about.author == ""


def test_the_report_has_17_measures_with_a_rating_and_2_unavailable():
    position = scorecard(REPORT).position()

    assert len(position) == 19
    assert counts(position) == {"green": 3, "amber": 4, "red": 10, "unavailable": 2, "unrated": 0}


def test_of_the_14_key_measures_of_the_report_1_is_green_3_are_amber_and_10_red():
    position = scorecard(REPORT).position()

    assert position.figures.key.sum() == 14
    assert [position.key_counts[rating] for rating in (Rating.GREEN, Rating.AMBER, Rating.RED)] == [1, 3, 10]
    assert sum(position.key_counts.values()) == 14


def test_every_rating_that_the_report_published_is_the_one_that_its_rule_gives():
    position = scorecard(REPORT).position()
    published = position.figures.published

    assert (published != NOT_PUBLISHED).tolist() == position.figures.key.tolist()
    assert not position.differs_from_published.any()


def test_the_report_says_that_its_figures_are_illustrative_on_the_whole_and_in_every_row():
    found = scorecard(REPORT)

    assert found.about.illustrative.startswith("Illustrative figures")
    assert all("illustrative" in source for source in found.figures.source)


def test_the_report_is_one_quarter_and_projects_to_the_end_of_its_year():
    found = scorecard(REPORT)

    assert found.periods == ["2016/17 Q2"]
    assert found.about.horizon == "2016/17 Q4"
    assert found.about.date == "2016-12-06"


def test_the_report_by_year_has_six_measures_rated_as_stored():
    found = scorecard(BY_YEAR)
    position = found.position()

    assert {key: Rating(code).word for key, code in zip(position.figures.id, position.ratings, strict=True)} == LATEST
    assert set(position.figures.period) == {"2024/25"}
    assert found.about.illustrative == ""


def test_every_year_is_rated_as_stored_and_a_year_without_a_benchmark_is_unrated():
    found = scorecard(BY_YEAR)

    rated = {year: counts(found.position(period=year)) for year in found.periods}

    assert {
        year: tuple(told[word] for word in ("green", "amber", "red", "unrated")) for year, told in rated.items()
    } == YEARS
    assert all(told["unavailable"] == 0 for told in rated.values())
    assert sum(sum(told) for told in YEARS.values()) == len(found.figures) == 65


def test_the_report_by_year_states_no_rating_as_published_and_no_key_measures():
    figures = scorecard(BY_YEAR).figures

    assert (figures.published == NOT_PUBLISHED).all()
    assert not figures.key.any()


def test_each_rated_year_has_the_figure_of_england_as_its_benchmark():
    figures = scorecard(BY_YEAR).figures
    there = ~np.isnan(figures.benchmark)

    assert np.array_equal(there, ~np.isnan(figures.target))
    assert set(figures.benchmark_name[there]) == {"England"}
    assert set(figures.benchmark_name[~there]) == {""}
    assert scorecard(BY_YEAR).position().figures.benchmark.tolist() == [90.6, 85.7, 22.6, 81.4, 55.5, 69.3]


def test_the_two_scorecards_share_no_id_so_that_they_are_never_joined():
    assert not set(scorecard(REPORT).figures.id) & set(scorecard(BY_YEAR).figures.id)


def acronyms():
    with (DATA / "acronyms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_acronyms_are_in_order_each_once_with_a_meaning():
    listed = acronyms()
    names = [each["acronym"] for each in listed]

    assert list(listed[0]) == ["acronym", "meaning"]
    assert names == sorted(set(names), key=str.lower)
    assert all(each["meaning"].strip() == each["meaning"] != "" for each in listed)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_acronym_in_a_name_is_listed(path):
    figures = scorecard(path).figures
    used = {word for name in (*figures.indicator, *figures.service) for word in re.findall(r"\b[A-Z]{2,}\b", name)}

    assert used <= {each["acronym"] for each in acronyms()}
