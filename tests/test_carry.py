import pytest
from trying import (
    CALLS,
    answer,
    asking,
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
    turned,
    values,
)

from ui import carry

OTHER = CALLS.replace(b"82.5", b"84.5").replace(b"plans,Plans", b"bins,Bins")


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with two in it that share a measure."""
    own = keep_calls(tmp_path, monkeypatch)
    (own / "other.csv").write_bytes(OTHER)
    return own


def offered(at):
    """What is offered in a session: the changes that fit, and the ids of those that do not."""
    seen = []
    doing(at, lambda chosen: seen.append(carry.offer(chosen)))
    return seen[0] and ([change.id for change in seen[0].fitting], [each.change.id for each in seen[0].left])


def moved(*changes, **rule):
    """A session in which something was moved on the one, and the other is open."""
    at = session(version=kept_version(scenario(*changes, **rule)))
    return asking(at, scorecard="other")


def test_nothing_is_offered_where_nothing_was_moved():
    assert offered(asking(session(scorecard="calls"), scorecard="other")) is None


def test_what_fits_is_offered_and_what_does_not_is_told():
    at = moved(("calls", "value", 90.0), ("plans", "target", 80.0))

    assert offered(at) == (["calls"], ["plans"])


def test_what_was_moved_is_still_offered_after_another_area_was_opened():
    at = asking(moved(("calls", "value", 90.0)), scorecard="other", area="South")

    assert offered(at) == (["calls"], [])


def test_back_on_the_first_scorecard_nothing_is_offered():
    assert offered(asking(moved(("calls", "value", 90.0)), scorecard="calls")) is None


def test_carrying_over_is_one_step_that_keeps_the_reasons_and_what_was_moved_there():
    at = moved(("calls", "target", 80.0, "agreed"))
    telling(at, message(1, bins=95.0))

    doing(at, lambda chosen: carry.carry(chosen, carry.offer(chosen)))

    assert values(on(at)) == {"bins": 95.0, "calls": 80.0}
    assert [change.reason for change in on(at).scenario.changes] == ["", "agreed"]
    assert offered(at) is None
    assert at.query_params["version"] == on(at).history.current
    assert values(on(telling(at, message(2, "undo", bins=95.0)))) == {"bins": 95.0}


def test_a_declined_offer_is_made_no_more_and_the_scenario_stays_where_it_was():
    at = moved(("calls", "value", 90.0))

    doing(at, lambda _: carry.decline())

    assert offered(at) is None
    assert values(on(asking(at, scorecard="calls"))) == {"calls": 90.0}


def test_only_another_rule_is_nothing_to_carry():
    assert offered(moved(amber=2)) is None


@pytest.mark.parametrize("page", ["Status", "What-if", "Scenarios", "Data"])
def test_the_offer_stands_on_pages(page):
    at = opened("What-if", version=kept_version(scenario(("calls", "value", 90.0), ("gone", "value", 1.0))))

    asking(at, scorecard="other")
    asking(turned(at, page), scorecard="other")
    assert (
        "**Carry the scenario over?** On calls you made 1 change that fits this scorecard. These do not fit it: gone."
        in plain(at.markdown)
    )

    pressed(at, "carry")
    asking(turned(at, "What-if"), scorecard="other")
    assert answer(at)["changes"] == [{"id": "calls", "field": "value", "value": 90.0}]
