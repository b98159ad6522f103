import io
from dataclasses import replace

import pytest
from trying import NASTY, held, keep_calls, opened, plain, ran, saved, scenario, sending, turned

from store import StoreError
from ui import library
from ui.pack import making
from ui.pack.contents import document
from ui.pack.document import Heading
from ui.pack.formats import FORMATS
from ui.pack.pack import LABELS
from ui.report import take

PERIOD = "2016/17 Q2"
LONG = ("purpose", "recommendation", "dissent")


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    return keep_calls(folder, monkeypatch)


@pytest.fixture
def packs(monkeypatch):
    """What the buttons would make, by drawing: each pack as it is when a button is pressed."""
    found = []
    draw = take.buttons
    monkeypatch.setattr(take, "buttons", lambda now, title: (found.append(now), draw(now, title)))
    return found


def fields(at):
    """The fields of the cover, by label."""
    return {field.label: field for field in (*at.text_input, *at.text_area) if field.label in LABELS.values()}


def typing(at, **texts):
    for name, text in texts.items():
        fields(at)[LABELS[name]].input(text)
        ran(at)
    return at


def headings(at):
    (found,) = [each for each in at.expander if each.label == "What the document holds"]
    return [line.strip().removeprefix("- ") for line in plain(found.markdown)[0].splitlines()]


def test_it_rates_as_every_page_that_does_with_count_lines_and_legend():
    told = plain(opened("Report").markdown)

    assert "**Green 3, Amber 4, Red 10, Unavailable 2**" in told
    assert "**Key: Green 1, Amber 3, Red 10**" in told
    assert any("**◆ Red**: further away." in each for each in told)


def test_there_is_a_button_for_each_format():
    at = opened("Report", scorecard="calls")

    assert [button.proto.label for button in at.get("download_button")] == [each.name for each in FORMATS]


def test_what_the_scorecard_says_of_itself_stands_in_the_empty_fields():
    at = opened("Report")

    assert {field.value for field in fields(at).values()} == {""}
    assert fields(at)["Committee"].placeholder == "Children's Social Care and Learning Select Committee"
    assert fields(at)["Date"].placeholder == "6 December 2016"
    assert list(fields(at)) == [*[LABELS[n] for n in LABELS if n not in LONG], *[LABELS[n] for n in LONG]]


def test_without_a_scenario_the_report_says_where_the_scorecard_stands(packs):
    at = opened("Report", scorecard="calls")

    assert "To put a scenario in, move something" in " ".join(plain(at.markdown))
    assert packs[-1]().told == ()
    assert "Where it stands" in headings(at)
    assert not [each for each in headings(at) if each.startswith("What if")]


def test_what_is_on_screen_goes_in_at_first_with_its_version_and_its_suggested_wording(packs):
    at = turned(sending(opened("What-if", scorecard="calls"), calls=90.0), "Report")
    (one,) = packs[-1]().told

    assert (one.title, one.after.counts != packs[-1]().position.counts) == ("A scenario without a name", True)
    assert library.store().versions.get(one.version).version.scenario.changes == one.scenario.changes
    assert fields(at)["Recommendation"].placeholder == (
        "The Committee are asked to consider the scenario “A scenario without a name”, and to note that the report's "
        "figures stay as they are."
    )
    assert "What if: A scenario without a name" in headings(at)


def test_saved_scenarios_go_in_when_they_are_chosen_with_who_made_them(packs):
    saved(scenario(("calls", "value", 90.0)), "Plan", author="Ann")
    saved(scenario(("calls", "target", 80.0)), "Lower target")
    at = opened("Report", scorecard="calls")
    (picker,) = at.multiselect

    assert (picker.label, picker.value) == ("Scenarios in the report", [])
    picker.select("Plan")
    ran(at)
    assert [(one.title, one.author) for one in packs[-1]().told] == [("Plan", "Ann")]


def test_the_headings_are_those_of_the_document(packs):
    saved(scenario(("calls", "value", 90.0)), "Plan")
    at = sending(opened("What-if", scorecard="calls"), calls=84.0)
    at = turned(at, "Report")

    blocks = document(packs[-1]()).blocks
    assert headings(at) == [block.text for block in blocks if isinstance(block, Heading)]


def test_what_is_typed_is_in_the_pack_and_is_there_for_a_colleague(packs):
    typing(opened("Report", scorecard="calls"), author="Ann Other", purpose="To note\nand to ask")

    cover = packs[-1]().cover
    assert (cover.author, cover.purpose) == ("Ann Other", "To note\nand to ask")
    another = opened("Report", scorecard="calls")
    assert fields(another)["Author"].value == "Ann Other"
    assert fields(another)["Purpose"].value == "To note\nand to ask"
    assert packs[-1]().cover == cover


def test_what_is_typed_for_one_scorecard_is_not_in_another():
    typing(opened("Report", scorecard="calls"), author="Ann Other")

    assert fields(opened("Report"))["Author"].value == ""


def test_the_report_on_another_period_begins_with_empty_fields():
    by_year = "buckinghamshire_by_year"
    typing(opened("Report", scorecard=by_year, period="2024/25"), author="Ann Other", date="2025-12-09")

    before = fields(opened("Report", scorecard=by_year, period="2023/24"))
    assert (before["Author"].value, before["Date"].value) == ("", "")
    assert fields(opened("Report", scorecard=by_year, period="2024/25"))["Author"].value == "Ann Other"


def test_an_emptied_field_says_again_what_the_scorecard_says(packs):
    at = typing(opened("Report"), committee="Another committee")
    assert packs[-1]().cover.committee == "Another committee"

    typing(at, committee="")

    assert packs[-1]().cover.committee == "Children's Social Care and Learning Select Committee"
    assert library.store().covers.of("buckinghamshire_2016_17_q2", PERIOD) == {}


def test_what_a_button_makes_says_what_was_typed_after_it_was_drawn(packs):
    at = opened("Report", scorecard="calls")
    drawn = packs[-1]

    typing(at, author="Ann Other")

    assert drawn().cover.author == "Ann Other"


def test_where_the_store_fails_what_was_typed_stays_and_is_kept_when_it_can_be(kept, packs):
    at = opened("Report", scorecard="calls")
    file = kept.parent / "store.sqlite3"
    away = {path: path.read_bytes() for path in kept.parent.glob("store.sqlite3*")}
    for path in away:
        path.unlink()
    file.mkdir()
    typing(at, author="Ann Other")

    assert "What you typed stays on this page" in " ".join(plain(at.warning))
    assert fields(at)["Author"].value == "Ann Other"
    assert packs[-1]().cover.author == "Ann Other"
    with pytest.raises(StoreError):
        library.store().covers.of("calls", PERIOD)

    file.rmdir()
    for path, content in away.items():
        path.write_bytes(content)
    typing(at, committee="Scrutiny")

    assert library.store().covers.of("calls", PERIOD) == {"author": "Ann Other", "committee": "Scrutiny"}
    assert plain(at.warning) == []


@pytest.mark.parametrize("text", NASTY)
def test_what_is_typed_is_never_more_than_text(text):
    at = typing(opened("Report", scorecard="calls"), recommendation=text, title=text)

    assert fields(at)["Recommendation"].value == text
    assert not any(text in each.value for each in at.markdown if "<" in text or "[" in text)


def test_a_pack_of_the_page_can_be_made_in_another_process(packs):
    turned(sending(opened("What-if", scorecard="calls"), calls=90.0), "Report")
    pack = replace(packs[-1](), made="5 December 2016, 09:30 UTC")

    assert making.made("csv", pack) == next(each for each in FORMATS if each.ending == "csv").make(pack)
    assert io.BytesIO(making.made("pdf", pack)).read(4) == b"%PDF"
    assert held(opened("Report", scorecard="calls"), "report-typed", {}).keys() == {("calls", PERIOD)}
