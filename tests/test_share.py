import json
from urllib.parse import parse_qsl

import pytest
from trying import (
    component,
    keep_calls,
    kept_version,
    on,
    opened,
    plain,
    ran,
    saved,
    scenario,
    sending,
    session,
    values,
)

from ragcore.scenario_file import read_scenario, write_scenario
from ui.names import named_scenario
from ui.share import code

PNG = b"\x89PNG"


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    return keep_calls(folder, monkeypatch)


def shared(at):
    """The same page with what can be shared open."""
    at.session_state["share"] = True
    return ran(at)


def link(at):
    """The query parameters of the link."""
    return dict(parse_qsl(at.code[0].value.partition("?")[2]))


def test_the_link_leads_to_what_is_on_screen():
    at = shared(sending(opened("What-if", scorecard="calls"), calls=90.0))

    assert link(at) == component(at, "keeper")["query"]
    assert values(on(session(**link(at)))) == {"calls": 90.0}


def test_as_it_stands_there_is_a_link_and_the_board_and_no_scenario_file():
    at = shared(opened("What-if", scorecard="calls"))

    assert link(at) == {"scorecard": "calls", "area": "North", "period": "2016/17 Q2"}
    assert [button.proto.label for button in at.get("download_button")] == ["Take this board with you"]


def test_a_step_that_could_not_be_kept_has_no_link_and_its_file_all_the_same(kept):
    at = sending(opened("What-if"), assessments_45_days=85.0)
    kept.parent.rename(kept.parent.with_name("away"))
    sending(at, 2, assessments_45_days=86.0)

    shared(at)

    assert "The last step could not be kept, so there is no link to it yet. Its file can be downloaded." in plain(
        at.warning
    )
    assert not at.code
    files = [button.proto.label for button in at.get("download_button")]
    assert files == ["Download the scenario file", "Take this board with you"]


@pytest.mark.parametrize("length", [1, 300, 2000])
def test_a_code_is_a_picture_of_any_address_that_it_can_hold(length):
    assert code("http://127.0.0.1/?area=" + "a" * length)[:4] == PNG


@pytest.mark.parametrize("length", [3000, 60_000])
def test_an_address_that_is_longer_than_a_code_can_hold_has_none(length):
    assert code("http://127.0.0.1/?area=" + "a" * length) == b""


def test_a_scorecard_with_a_very_long_area_can_be_shared(kept):
    (kept / "long.csv").write_text(
        f"id,indicator,area,value,target\ncalls,Calls,{'a' * 5000},82,85\ncalls,Calls,b,82,85\n", encoding="utf-8"
    )

    at = shared(sending(opened("What-if", scorecard="long"), calls=90.0))

    assert len(at.code[0].value) > 5000


def test_the_file_has_the_name_the_note_and_the_reasons_and_reads_back_the_same():
    one = saved(scenario(("calls", "amber", "5%", "agreed"), amber=2), "Winter \u2013 plan", note="Two\nlines")
    at = session(version=one.version)

    made = named_scenario(one, on(at))
    read, problems = read_scenario(write_scenario(made))

    assert problems == []
    assert (read.name, read.note, read.changes, dict(read.rule)) == (one.name, one.note, made.changes, {"amber": 2})
    assert json.loads(write_scenario(made))["base"]["hash"] == at.session_state["open-now"].scorecard.hash
    assert kept_version(read) == one.version
