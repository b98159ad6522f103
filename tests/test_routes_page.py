import html

import pytest
from trying import opened

from ragcore.read import read
from ragcore.routes import NOT_ADVICE
from ui import library

BY_YEAR = "buckinghamshire_by_year"
TABS = ["Distance", "A goal", "A budget", "Goal seek", "Sweep", "Rule replay"]


def at_tab(tab, **asked):
    """The page with one of its tabs open."""
    at = opened("Routes", **asked)
    at.session_state["routes-tab"] = tab
    return at.run()


def texts(at):
    """All texts of the page, as people read them."""
    shown = [*at.markdown, *at.caption, *at.warning, *at.success, *at.header]
    return [html.unescape(text.value).replace("\u2060", "") for text in shown]


def table(at):
    """The last table of the page, by column."""
    return at.table[-1].value


def with_goal(at, **wanted):
    """The same page with a goal: greens, share, reds, key."""
    for name, number in {"greens": None, "share": None, "reds": None, **wanted}.items():
        if name == "key":
            at.checkbox(key="goal-key").set_value(number)
        else:
            at.number_input(key=f"goal-{name}").set_value(number)
    return at.run()


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("scorecard", library.NAMES)
def test_every_tab_is_drawn_for_every_scorecard_that_ships(scorecard, tab):
    at = at_tab(tab, scorecard=scorecard)

    assert not at.exception
    assert any(text.startswith("**Green ") for text in texts(at))


def test_the_least_effort_comes_first_and_each_way_is_told_in_points_and_cases():
    told = table(at_tab("Distance"))

    assert told.iloc[0]["Measure"] == "Looked after seen in 6 weeks"
    assert told.iloc[0]["To green"] == "2&#46;7 points&#44; 12 more children"
    shares = [float(text.split()[0]) for text in told["Beside its largest past move"]]
    assert shares == sorted(shares)


def test_a_goal_that_is_reached_needs_nothing():
    at = with_goal(at_tab("A goal"), greens=3)

    assert any(text.startswith("Already there: at least 3 green") for text in texts(at))
    assert [button for button in at.button if button.label == "Open as a scenario"] == []


def test_a_goal_has_routes_each_with_its_sum_and_no_advice():
    at = with_goal(at_tab("A goal"), greens=6)

    routes = [text for text in texts(at) if text.startswith("Route ")]
    assert routes == ["Route 1", "Route 2", "Route 3"]
    assert sum(NOT_ADVICE in text for text in texts(at)) == len(routes)
    assert len([button for button in at.button if button.label == "Open as a scenario"]) == len(routes)


def test_a_goal_out_of_reach_says_what_stands_in_the_way_and_how_near_one_can_come():
    said = texts(with_goal(at_tab("A goal"), reds=0))

    assert any(text.startswith("Out of reach on these terms: 2 red too many") for text in said)
    assert any("moving a child is not effort" in text and "What stands in the way" in text for text in said)
    assert "As near as one can come" in said


def test_no_goal_at_all_is_asked_for_in_a_sentence():
    assert any("There is no goal; say what is to be reached" in text for text in texts(with_goal(at_tab("A goal"))))


def test_cases_of_different_things_do_not_add_up_and_the_page_says_so():
    at = at_tab("A goal")

    at.radio(key="routes-by").set_value("cases").run()

    assert not at.exception
    assert len(at.warning) == 1


def test_a_locked_measure_is_in_no_route():
    at = with_goal(at_tab("A goal"), greens=4)
    assert any("Looked after seen in 6 weeks: 92.4% to 95.1%" in text for text in texts(at))

    locked = [*at.multiselect(key="routes-locked").value, "looked-after-seen-6-weeks"]
    at.multiselect(key="routes-locked").set_value(locked).run()

    assert not any("Looked after seen in 6 weeks: 92.4%" in text for text in texts(at))


def test_a_sweep_names_every_place_in_order_from_the_scorecards_own():
    told = table(at_tab("Sweep"))

    places = [float(text) for text in told["At"]]
    assert places == sorted(places)
    assert told.iloc[0]["From there on"].startswith("Green 4, ")


def test_past_periods_are_replayed_before_and_after():
    at = at_tab("Rule replay", scorecard=BY_YEAR)

    assert list(table(at)["Period"])[-1].startswith("2024")
    at.checkbox(key="replay-targets").set_value(False).run()
    assert any("Say what is to be otherwise" in text for text in texts(at))


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize(
    "data",
    [
        b"indicator,value,target\nCalls,,85\n",
        b"indicator,value,target\nCalls,90,85\n",
        b"indicator,value,target,polarity\nCalls,90,,none\n",
        b"indicator,value,target_low,target_high,polarity\nCalls,90,40,60,band\n",
    ],
    ids=["no figure", "green", "unrated", "band"],
)
def test_a_scorecard_with_little_to_say_is_no_fault(data, tab):
    name = library.keep(read(data)[0], "Calls")

    assert not at_tab(tab, scorecard=name).exception
