"""The board to take along: what is in the file, and that nothing in it is more than text."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import made
import numpy as np
import pytest

from ragcore.history import History
from ragcore.rail import rail_of
from ragcore.read import read
from ragcore.scenario import Change, Scenario
from store import Named
from ui.board import facts, taken
from ui.board.what_if import WhatIf
from ui.state import Chosen

ROOT = Path(__file__).parent.parent
MOST_BYTES = 300_000
CALLS = "assessments-45-days"
MADE = "2026-01-05T09:00:00Z"


def opened(path=ROOT / "data" / "buckinghamshire_2016_17_q2.csv"):
    """A scorecard that is open, at its latest."""
    scorecard, problems = read(path)
    assert scorecard, problems
    area, period = scorecard.areas[0], scorecard.periods[-1]
    return Chosen(path.stem, scorecard, area, period, scorecard.position(area, period))


def begun(chosen):
    """A what-if in which nothing was moved."""
    position = chosen.position
    ranges = [facts.ranges(position, row, np.zeros(0)) for row in range(len(position))]
    scenario = Scenario(base_hash=chosen.scorecard.hash, base_rows=len(position), horizon="2016/17 Q4")
    history = History.begin(chosen.scorecard.hash, scenario)
    return WhatIf("place", history, 0, position, ranges, rail_of(chosen.scorecard, position), ["2016/17 Q4"])


def moved(on, *changes, **rule):
    """One step on, by Ann."""
    scenario = replace(on.scenario.with_changes([*on.scenario.changes, *changes]), rule=rule or on.scenario.rule)
    return on.put(on.history.add(scenario, "Ann", MADE))


def data(page):
    """What the script is given."""
    [told] = re.findall(r'<script type="application/json" id="taken">(.*?)</script>', page, re.DOTALL)
    return json.loads(told)


class Seen(HTMLParser):
    """The tags of a page, and its texts outside scripts and styles."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.texts, self.attributes = [], [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, text):
        if self.tags[-1:] not in (["script"], ["style"]):
            self.texts.append(text)


@pytest.fixture(scope="module")
def chosen():
    return opened()


def test_the_scorecard_that_ships_takes_no_more_than_it_may(chosen):
    on = begun(chosen)
    for at in range(30):
        on = moved(on, *(Change(key, "value", float(at)) for key in chosen.position.figures.id))

    assert len(taken.page(chosen, on, None).encode()) <= MOST_BYTES


def test_the_same_what_if_makes_the_same_file(chosen):
    on = moved(begun(chosen), Change(CALLS, "value", 85.0))

    assert taken.page(chosen, on, None) == taken.page(chosen, on, None)


def test_its_policy_allows_its_one_script_and_its_one_style_and_nothing_else(chosen):
    page = taken.page(chosen, begun(chosen), None)

    def hashed(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    [script] = re.findall(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    assert policy.split("; ") == [
        "default-src 'none'",
        f"script-src {hashed(script)}",
        f"style-src {hashed(style)}",
        "base-uri 'none'",
    ]


def test_it_refers_to_nothing_outside_and_has_no_style_or_script_in_its_tags(chosen):
    seen = Seen(taken.page(chosen, begun(chosen), None))

    assert {"src", "href", "srcset", "style", "onclick", "onload", "action"} & seen.attributes == set()
    assert {"link", "img", "iframe", "base", "form"} & set(seen.tags) == set()
    assert re.findall(r"url\(|@import|https?://", taken.SCRIPT + taken.STYLE) == []


@pytest.mark.parametrize("name", made.HOSTILE)
def test_hostile_names_stay_text(shared, name):
    here = opened(shared / "hostile" / "files" / "csv" / f"{name}.csv")
    plain = Seen(taken.page(opened(), begun(opened()), None))

    page = taken.page(here, begun(here), None)

    assert (page.count("<script"), page.count("</script")) == (2, 2)
    assert set(Seen(page).tags) <= set(plain.tags)
    assert [row["name"] for row in data(page)["facts"]["rows"]] == list(here.position.figures.indicator)


@pytest.mark.parametrize("nasty", ["</script><script>x()</script>", "<!--<script>", "{{data}}", "&lt;b&gt;", "\u2028"])
def test_a_hostile_scenario_stays_text(chosen, nasty):
    on = moved(begun(chosen), Change(CALLS, "target", 80.0, nasty))
    named = Named("id", nasty, nasty, nasty, None, on.history.current, "a", "b")

    page = taken.page(chosen, on, named)

    assert (page.count("<script"), page.count("</script")) == (2, 2)
    assert f"Scenario: {nasty}" in "".join(Seen(page).texts)
    scenario = data(page)["scenario"]
    assert (scenario["name"], scenario["note"], scenario["overrides"][0]["reason"]) == (nasty, nasty, nasty)


def test_it_says_what_it_is_about_who_made_it_and_where_it_comes_from(chosen):
    on = moved(begun(chosen), Change(CALLS, "value", 85.0))
    named = Named("id", "Winter plan", "For the chair", "Ann", None, "another", "a", "b")

    texts = "\n".join(Seen(taken.page(chosen, on, named)).texts)

    about = chosen.scorecard.about
    for text in (about.title, about.illustrative, about.source, about.licence, about.attribution, chosen.period):
        assert text
        assert text in texts
    for text in (
        "Nothing here changes the report.",
        "at the target or better.",
        "Scenario: Winter plan",
        "For the chair",
        "Made 5 Jan 2026, 09:00 UTC by Ann.",
        "Changed since it was saved as Winter plan.",
        chosen.scorecard.hash[: taken.HASH_SHOWN],
        on.history.current,
    ):
        assert text in texts


def test_as_it_stands_it_says_so(chosen):
    texts = Seen(taken.page(chosen, begun(chosen), None)).texts

    assert {"As it stands", "Nothing had been moved when this file was made."} <= set(texts)


def test_steps_go_along_as_far_as_they_differ_only_in_what_has_a_handle(chosen):
    on = moved(begun(chosen), Change(CALLS, "value", 85.0))
    on = moved(on, amber=3)
    for value in (86.0, 87.0, 88.0):
        on = moved(on, Change(CALLS, "value", value))

    trail = data(taken.page(chosen, on.put(on.history.undo()), None))["begin"]["trail"]

    assert [[change["value"] for change in step["changes"]] for step in trail["past"]] == [[85.0], [86.0]]
    assert [[change["value"] for change in step["changes"]] for step in trail["future"]] == [[88.0]]


def test_a_step_that_only_gave_a_reason_is_none_to_undo(chosen):
    on = moved(begun(chosen), Change(CALLS, "target", 80.0))
    on = moved(on, Change(CALLS, "target", 80.0, "As England"))

    past = data(taken.page(chosen, on, None))["begin"]["trail"]["past"]

    assert [step["changes"] for step in past] == [[]]


def test_no_more_steps_go_along_than_it_may(chosen):
    on = begun(chosen)
    for at in range(taken.MOST_STEPS + 5):
        on = moved(on, Change(CALLS, "value", float(at)))

    past = data(taken.page(chosen, on, None))["begin"]["trail"]["past"]

    assert len(past) == taken.MOST_STEPS
    assert past[-1]["changes"][0]["value"] == taken.MOST_STEPS + 3


def test_a_target_that_no_handle_moves_is_where_the_scenario_has_it(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("id,indicator,unit,value,target\ncalls,Calls,%,82,\n", encoding="utf-8")
    here = opened(path)
    on = moved(begun(here), Change("calls", "target", 80.0))

    told = data(taken.page(here, on, None))

    [row] = told["facts"]["rows"]
    assert (row["target"], row["stands"], row["way"]) == (80.0, [None, None], "Green now")
    assert told["others"] == "It also changes what has no slider here: Calls. That stays as it is."


def test_it_is_called_as_the_scenario_or_as_the_scorecard(chosen):
    on = moved(begun(chosen), Change(CALLS, "value", 85.0))
    named = Named("id", "Winter plan", "", "", None, on.history.current, "a", "b")

    assert taken.name_of(chosen, on, named) == "winter-plan.html"
    assert taken.name_of(chosen, on, None).endswith(".html")
    assert data(taken.page(chosen, on, named))["file"] == "winter-plan.json"
