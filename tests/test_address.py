import pytest
from trying import (
    asking,
    component,
    doing,
    keep_calls,
    kept_version,
    message,
    on,
    opened,
    plain,
    pressed,
    scenario,
    session,
    telling,
    values,
)

from ui import address, links


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    return keep_calls(tmp_path, monkeypatch)


def saying(at, **told):
    """The same session after the browser's side of the address said something."""
    at.session_state["keeper"] = told
    return at


def keeper(at):
    return component(at, "keeper")


# ---- what the address names


def test_an_address_names_what_is_on_screen_and_keeps_what_else_it_asks_for():
    at = session(scorecard="calls", area="South", indicator="calls", version="x")

    doing(at, lambda _: address.write({"scorecard": "calls", "version": "y"}, more="z"))

    assert dict(at.query_params) == {"indicator": "calls", "scorecard": "calls", "version": "y", "more": "z"}


def test_an_address_is_written_once_so_that_going_back_leads_somewhere_else():
    at = session(scorecard="calls")
    doing(at, lambda _: address.write({"scorecard": "calls"}))

    assert dict(at.query_params) == {"scorecard": "calls"}


# ---- back and forward


def test_going_back_in_the_browser_goes_to_the_version_that_the_address_names():
    at = telling(telling(session(scorecard="calls"), message(1, calls=83.0)), message(2, calls=84.0))
    first = on(at).history.behind()[0]

    asking(saying(at, went=1), scorecard="calls", version=first)
    assert values(on(at)) == {"calls": 83.0}
    assert len(on(at).history.undone) == 1

    asking(saying(at, went=2), scorecard="calls")
    assert values(on(at)) == {}
    assert len(on(at).history.undone) == 2


def test_an_address_that_is_a_moment_old_does_not_take_a_step_back():
    at = telling(session(scorecard="calls"), message(1, calls=83.0))
    first = on(at).history.current
    telling(at, message(2, calls=84.0))

    asking(at, scorecard="calls", version=first)

    assert values(on(at)) == {"calls": 84.0}


def test_going_back_counts_once():
    at = telling(session(scorecard="calls"), message(1, calls=83.0))
    saying(at, went=1)
    asking(at, scorecard="calls")
    assert values(on(at)) == {}

    telling(at, message(2, calls=84.0))

    assert values(on(at)) == {"calls": 84.0}


@pytest.mark.parametrize("went", [None, "1", 0, 1.5, [1], {"a": 1}], ids=str)
def test_what_is_no_number_of_times_takes_nobody_anywhere(went):
    at = telling(session(scorecard="calls"), message(1, calls=83.0))

    asking(saying(at, went=went), scorecard="calls")

    assert values(on(at)) == {"calls": 83.0}


def test_going_back_to_a_damaged_address_shows_the_scorecard_as_it_stands():
    at = telling(session(scorecard="calls"), message(1, calls=83.0))

    asking(saying(at, went=1), scorecard="calls", version="x")

    assert values(on(at)) == {}
    assert at.session_state["told"] == [links.DAMAGED]


# ---- the browser's side


def test_the_browser_is_told_to_correct_an_address_only_where_that_is_about_something_else():
    linked = kept_version(scenario(("calls", "value", 90.0)))

    assert not keeper(opened("What-if", version=linked))["follows"]
    assert not keeper(opened("What-if", scorecard="calls"))["follows"]
    assert keeper(opened("What-if", version=linked))["query"]["version"] == linked
    at = opened("What-if", version=linked)
    other = asking(at, scorecard="calls")
    assert keeper(other)["follows"]
    assert keeper(other)["query"]["version"] == linked


@pytest.mark.parametrize("asked", ["0" * 32, "x", "0" * 100])
def test_an_address_that_leads_nowhere_stays_as_it_is(asked):
    at = opened(version=asked)

    assert not keeper(at)["follows"]
    assert keeper(at)["asked"] == asked


# ---- what this browser had last


def offered(at):
    return [text for text in plain(at.markdown) if text.startswith("**Go on where you were?**")]


@pytest.mark.parametrize(
    ("changes", "rule", "count"),
    [
        ([("calls", "value", 90.0)], {}, "1 change"),
        ([], {"amber": 2}, "1 change"),
        ([("calls", "value", 90.0)], {"amber": 2}, "2 changes"),
    ],
)
def test_the_last_version_of_this_browser_is_offered_and_leads_there(changes, rule, count):
    linked = kept_version(scenario(*changes, **rule))
    at = saying(opened(), last={"version": linked})

    asking(at)
    (told,) = offered(at)
    assert told.endswith(f"a scenario with {count} on calls, made 5 Jan 2026, 09:00 UTC.")

    pressed(at, "resume")
    assert at.query_params["version"] == linked
    assert plain(at.title) == ["What-if: calls"]
    assert not offered(at)
    assert keeper(at)["forget"] == linked


def test_an_offer_that_is_declined_is_made_no_more():
    linked = kept_version(scenario(("calls", "value", 90.0)))
    at = asking(saying(opened(), last={"version": linked}))

    pressed(at, "not-now")

    assert not offered(at)
    assert not offered(asking(at))


@pytest.mark.parametrize(
    "last",
    [
        None,
        1,
        "x",
        [],
        {},
        {"version": None},
        {"version": 1},
        {"version": "x"},
        {"version": "0" * 32},
        {"version": "0" * 9000},
        {"version": "\x00"},
    ],
    ids=lambda last: str(last)[:20],
)
def test_what_a_browser_cannot_have_had_is_not_offered(last):
    assert not offered(asking(saying(opened(), last=last)))


def test_the_scorecard_as_it_stands_is_not_offered_and_nothing_is_where_something_is_on_screen():
    nothing, linked = kept_version(scenario()), kept_version(scenario(("calls", "value", 90.0)))

    assert not offered(asking(saying(opened(), last={"version": nothing})))
    at = opened("What-if", version=linked)
    assert not offered(asking(saying(at, last={"version": linked}), version=linked))


def test_a_scorecard_that_was_deleted_is_not_offered():
    assert not offered(asking(saying(opened(), last={"version": "0f" * 16})))
