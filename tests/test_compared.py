import pytest
from trying import FILES, asking, keep_calls, kept_version, opened, plain, ran, saved, scenario, sending, tables, turned

from ui import compared, library

NORTH = scenario(("calls", "value", 90.0))


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    return keep_calls(folder, monkeypatch)


def page(**asked):
    """The page that compares."""
    return opened("Compare", **{"scorecard": "calls", **asked})


def titles(at):
    """The titles of what is compared, as the columns have them."""
    shown = plain(at.subheader)
    return shown[1 : shown.index("As it stands") + 1 + len(at.multiselect[0].value)]


def test_nothing_made_yet_is_told_with_what_to_do_and_the_counts_as_they_stand():
    at = page()

    assert "There is nothing to compare yet. On **What-if**, move something; **Save** keeps it under a name." in plain(
        at.markdown
    )
    assert "**Green 0, Amber 2, Red 0, Unavailable 0**" in plain(at.markdown)
    assert not at.multiselect


def test_what_is_on_screen_and_the_newest_saved_one_are_compared_at_first():
    saved(scenario(("calls", "value", 70.0)), "First")
    saved(scenario(("calls", "value", 71.0)), "Second")
    at = turned(sending(opened("What-if", scorecard="calls"), calls=90.0), "Compare")

    assert titles(at) == ["On screen now", "Second"]
    assert at.multiselect[0].options == ["On screen now", "Second", "First"]


def test_what_is_on_screen_has_its_name_where_it_was_saved():
    at = opened("What-if", version=saved(NORTH, "Plan").version)

    assert titles(turned(at, "Compare")) == ["Plan"]


def test_the_address_says_what_is_compared_and_in_which_order():
    one, two, three = (saved(scenario(("calls", "value", value)), f"Plan {value:g}") for value in (70.0, 80.0, 90.0))

    assert titles(page(**{"with": f"{two.version},{one.version}"})) == ["Plan 80", "Plan 70"]
    at = page(**{"with": three.version})
    assert titles(at) == ["Plan 90"]
    at.multiselect[0].select("Plan 70")
    ran(at)
    assert at.query_params["with"] == f"{three.version},{one.version}"
    assert at.query_params["scorecard"] == "calls"


def test_nothing_picked_is_nothing_compared_and_the_counts_as_they_stand():
    saved(NORTH, "Plan")
    at = page()

    at.multiselect[0].set_value([])
    ran(at)

    assert "**Green 0, Amber 2, Red 0, Unavailable 0**" in plain(at.markdown)
    assert not tables(at, "Measure")
    assert not at.warning


def test_a_version_without_a_name_is_told_by_when_it_was_made_and_by_whom():
    at = page(
        **{"with": ",".join([kept_version(NORTH), kept_version(scenario(("calls", "value", 80.0)), author="Ann")])}
    )

    assert titles(at) == ["Made 5 Jan 2026, 09:00 UTC", "Made 5 Jan 2026, 09:00 UTC by Ann"]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_up_to_four_stand_beside_the_scorecard_as_it_stands(count):
    made = [saved(scenario(("calls", "value", 60.0 + at)), f"Plan {at}") for at in range(count)]

    at = page(**{"with": ",".join(one.version for one in made)})

    assert titles(at) == [f"Plan {at}" for at in range(count)]
    assert len(at.get("vega_lite_chart")) == count + 2
    assert not at.warning


def test_of_more_than_four_the_first_are_compared():
    made = [saved(scenario(("calls", "value", 60.0 + at)), f"Plan {at}") for at in range(6)]

    assert titles(page(**{"with": ",".join(one.version for one in made)})) == [f"Plan {at}" for at in range(4)]


@pytest.mark.parametrize(
    "damaged",
    ["x", "0" * 32, ",,x", "\x00", "0f" * 16 + "\n", "%00", "<b>x</b>", "x," * 5000, "0" * 60_000],
    ids=lambda text: ascii(text)[:20],
)
def test_what_the_address_names_and_is_not_here_is_left_out_and_told(damaged):
    one = saved(NORTH, "Plan")

    at = page(**{"with": f"{one.version},{damaged}"})

    assert titles(at) == ["Plan"]
    assert plain(at.warning) == [compared.NOT_HERE]


@pytest.mark.parametrize("empty", ["", ",", ",,,,"])
def test_an_address_that_names_nothing_compares_nothing(empty):
    saved(NORTH, "Plan")

    at = page(**{"with": empty})

    assert not at.warning
    assert at.multiselect[0].value == []


def test_what_was_made_for_another_place_or_scorecard_is_not_compared():
    elsewhere = [
        saved(scenario(("calls", "value", 90.0), area="South"), "South"),
        saved(scenario(("calls", "value", 90.0), period="2016/17 Q1"), "Earlier"),
        saved(scenario(("x", "value", 1.0), area=None), "Report", library.FIRST),
    ]
    saved(NORTH, "Plan")

    assert page().multiselect[0].options == ["Plan"]
    at = page(**{"with": ",".join(one.version for one in elsewhere)})
    assert plain(at.warning) == [compared.NOT_HERE]


def test_a_name_and_its_copy_are_one_scenario():
    one = saved(NORTH, "Plan")
    library.store().scenarios.copy(one.id, "Copy of the plan")

    assert len(page().multiselect[0].options) == 1


def test_scenarios_that_are_called_as_a_column_is_stand_beside_it():
    for at, name in enumerate(("As it stands", "Measure", "On screen now", "On screen now (2)")):
        saved(scenario(("calls", "value", 60.0 + at)), name)
    at = turned(sending(opened("What-if", scorecard="calls"), calls=90.0), "Compare")

    assert at.multiselect[0].options == [
        "On screen now",
        "On screen now (2)",
        "On screen now (3)",
        "Measure (2)",
        "As it stands (2)",
    ]
    at.multiselect[0].set_value([])
    at.multiselect[0].select("As it stands (2)").select("Measure (2)")
    ran(at)
    (differing,) = tables(at, "Measure")
    assert list(differing[0]) == ["Measure", "As it stands", "As it stands (2)", "Measure (2)"]
    assert differing[0]["As it stands"] == "82.5%, target 85%: ▲ Amber"


def test_while_the_store_is_gone_what_is_on_screen_is_compared(kept):
    name = library.keep(library.load("calls")[0], "Calls")
    at = sending(opened("What-if", scorecard=name), calls=90.0)
    kept.parent.rename(kept.parent.with_name("away"))

    turned(at, "Compare")

    assert titles(at) == ["On screen now"]
    assert any("the store is gone" in text for text in plain(at.warning))


def test_on_the_other_pages_with_asks_for_nothing():
    for name in FILES.keys() - {"Compare", "Report"}:
        assert not asking(opened(name, scorecard="calls"), scorecard="calls", **{"with": "x"}).warning
