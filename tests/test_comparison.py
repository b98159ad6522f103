import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import NASTY, keep_calls, kept_version, opened, plain, saved, scenario, tables

RATINGS = ("● Green", "▲ Amber", "◆ Red")


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    return keep_calls(tmp_path, monkeypatch)


def page(*versions, **asked):
    """The page that compares some versions."""
    return opened("Compare", **{"scorecard": "calls", "with": ",".join(versions), **asked})


def comparing(*changes, **rule):
    """The page that compares one scenario."""
    return page(kept_version(scenario(*changes, **rule)))


def counted(line):
    """The counts of a count line."""
    return {word: int(count.replace(",", "")) for word, count in re.findall(r"(\w+) ([\d,]+)", line)}


def number(cell):
    """A number with its sign, as a table has it."""
    return int(cell.strip("*").replace("\N{MINUS SIGN}", "-").replace(",", ""))


def lines(at):
    """The count lines of the page, without those of key indicators."""
    return [counted(text) for text in plain(at.markdown) if text.startswith("**Green")]


# ---- what differs


def test_only_measures_that_differ_are_in_the_table_with_every_flip_marked():
    at = comparing(("calls", "value", 90.0))

    (differing,) = tables(at, "Measure")
    assert differing == [
        {
            "Measure": "Calls",
            "As it stands": "82.5%, target 85%: ▲ Amber",
            "Made 5 Jan 2026, 09:00 UTC": "**90.0%, target 85%: ● Green** (was ▲ Amber)",
        }
    ]
    assert "1 of 2 measures differ; the others are left out." in plain(at.caption)


def test_a_measure_that_differs_and_keeps_its_rating_is_not_marked():
    (differing,) = tables(comparing(("calls", "value", 83.0)), "Measure")

    assert differing[0]["Made 5 Jan 2026, 09:00 UTC"] == "83.0%, target 85%: ▲ Amber"


def test_a_scenario_that_changes_nothing_here_differs_in_nothing():
    at = comparing(("gone", "value", 1.0))

    assert "No measure differs." in plain(at.markdown)
    assert "No rating is another one than as it stands." in plain(at.markdown)


def test_a_measure_without_any_figure_is_compared(kept):
    (kept / "one.csv").write_text("id,indicator,value,target\ncalls,Calls,,\n", encoding="utf-8")
    linked = kept_version(scenario(("calls", "target", 80.0), ("calls", "value", 90.0), area=None, period=None), "one")

    at = page(linked, scorecard="one")

    (differing,) = tables(at, "Measure")
    assert differing[0]["As it stands"] == "no figure, no target: – Unavailable"
    assert "(was – Unavailable)" in differing[0]["Made 5 Jan 2026, 09:00 UTC"]


def test_five_hundred_measures_are_compared_and_the_table_ends_somewhere(kept):
    rows = "".join(f"m{at},Measure {at},82,85,5\n" for at in range(500))
    (kept / "many.csv").write_text(f"id,indicator,value,target,amber\n{rows}", encoding="utf-8")
    changes = [(f"m{at}", "value", 90.0) for at in range(500)]
    at = page(kept_version(scenario(*changes, area=None, period=None), "many"), scorecard="many")

    (differing,) = tables(at, "Measure")
    assert len(differing) == 200
    assert "And 300 more, which are in the files below." in plain(at.caption)
    assert lines(at)[1]["Green"] == 500


# ---- what turned it


def test_the_matrix_has_how_many_went_from_what_to_what():
    (matrix,) = tables(comparing(("calls", "value", 90.0)), "From \\ to")

    assert matrix == [
        {"From \\ to": "● Green", "● Green": "0", "▲ Amber": "0"},
        {"From \\ to": "▲ Amber", "● Green": "1", "▲ Amber": "1"},
    ]


moves = st.lists(
    st.tuples(
        st.sampled_from(["calls", "plans", "gone"]),
        st.sampled_from(["value", "target", "amber"]),
        st.integers(70, 95).map(float),
    ),
    max_size=6,
    unique_by=lambda move: move[:2],
)


@given(moves, st.sampled_from([{}, {"green_within": 2}, {"amber": 1}]))
@settings(max_examples=15)
def test_the_causes_on_screen_add_up_to_the_difference_of_the_counts_on_screen(changes, rule):
    at = comparing(*changes, **rule)

    before, after = lines(at)
    found = tables(at, "What made it so")
    if not found:
        assert before == after
        return
    *causes, together = found[0]
    for shown in RATINGS:
        difference = after[shown[2:]] - before[shown[2:]]
        assert number(together[shown]) == difference
        assert sum(number(row[shown]) for row in causes) == difference
    (matrix,) = tables(at, "From \\ to")
    assert sum(int(cell) for row in matrix for name, cell in row.items() if name != "From \\ to") == 2


def test_a_green_by_a_moved_target_is_marked_beside_its_counts():
    at = comparing(("calls", "target", 80.0), ("plans", "value", 90.0))

    assert "*1 green by a moved target*" in plain(at.markdown)
    assert any("- Calls: amber to green. The moved target does it." in text for text in plain(at.markdown))
    assert not [text for text in plain(comparing(("plans", "value", 90.0)).markdown) if "by a moved target" in text]


def test_targets_that_became_easier_are_flagged_with_the_facts():
    at = comparing(("calls", "target", 79.0))

    (told,) = [text for text in plain(at.markdown) if "is easier than" in text]
    assert told.splitlines() == [
        "- Calls: a target of 79% is easier than the latest figure, 82.5%.",
        "- Calls: a target of 79% is easier than the target of the scorecard, 85%.",
        "- Calls: a target of 79% is easier than the target of the period before, 85%.",
    ]


# ---- charts and names


def test_every_chart_has_the_counts_as_a_text():
    at = page(saved(scenario(("calls", "value", 90.0)), "Plan").version)

    told = [chart.proto.alt for chart in at.get("vega_lite_chart")]
    assert told[0].startswith("As it stands: each measure as a tile with its symbol. Green 0, Amber 2")
    assert told[1].startswith("Plan: each measure as a tile with its symbol. Green 1, Amber 1")
    assert "As it stands: Green 0, Amber 2, Red 0, Unavailable 0; Plan: Green 1, Amber 1" in told[2]


def test_names_that_try_to_be_more_are_shown_as_typed(kept):
    rows = "".join(f'm{at},"{name}",82,85,5\n' for at, name in enumerate(NASTY))
    (kept / "nasty.csv").write_text(f"id,indicator,value,target,amber\n{rows}", encoding="utf-8")
    changes = [(f"m{at}", "target", 80.0, name) for at, name in enumerate(NASTY)]
    made = [
        saved(scenario(*changes[at:], area=None, period=None), name, "nasty", name, name).version
        for at, name in enumerate(NASTY[-4:])
    ]

    at = page(*made, scorecard="nasty")

    assert plain(at.subheader)[1:5] == NASTY[-4:]
    for text in [*at.markdown, *at.subheader, *at.caption, *at.title, *at.warning]:
        assert not any(name in text.value for name in NASTY)
    for frame in (table.value for table in at.table):
        cells = [*frame.columns, *frame.to_numpy().ravel()]
        assert not any(name in cell for name in NASTY for cell in cells)
    for button in at.get("download_button"):
        assert not any(name in button.proto.label for name in NASTY)
    for radio in at.radio:
        assert not any(name in text for name in NASTY for text in [radio.label, *radio.options])


def test_the_method_is_stated_beside_the_causes():
    assert any(
        text.startswith("Each rating that changed is tried with")
        for text in plain(comparing(("calls", "value", 90.0)).caption)
    )
