import pytest

from ragcore.routes_lines import lines

MOVE = {"id": "a", "was": "red", "rating": "amber", "from": 70.0, "to": 80.0, "points": 10.0, "cases": None,
        "share": None, "effort": 10.0}  # fmt: skip


def route(*moves):
    counts = {"green": 1, "amber": 2, "red": 0, "unavailable": 0, "unrated": 1}
    return {"advice": "A sum, not advice", "effort": sum(move["effort"] for move in moves), "counts": counts,
            "moves": list(moves)}  # fmt: skip


def goal(**told):
    empty = {"goal": "no red", "routes": [], "short": {}, "nearest": None, "obstacles": []}
    return list(lines({"goal": empty | told}))


def test_a_route_of_several_moves_shows_its_sum():
    told = goal(reach="reached", routes=[route(MOVE, MOVE | {"id": "b", "cases": -3, "share": 0.5, "effort": 2.5})])

    assert told == [
        "Goal: no red: reached.",
        "Route 1: effort 10 + 2.5 = 12.5; green 1, amber 2, red 0, unrated 1. A sum, not advice",
        "  a: 70 to 80 (10 points), red to amber",
        "  b: 70 to 80 (10 points, 3 fewer, 0.50 of its largest past move), red to amber",
        "There are no other routes that truly differ.",
    ]


def test_three_routes_need_no_excuse():
    assert len(goal(reach="reached", routes=[route(MOVE)] * 3)) == 1 + 3 * 2


def test_what_is_missing_and_what_comes_nearest_are_told():
    told = goal(
        reach="out of reach",
        short={"greens": 2, "reds": 0, "key_reds": 1},
        nearest=route(MOVE),
        obstacles=[{"id": "c", "rating": "green", "stopped_by": "too far", "points": 9.0, "most": 5.0}],
    )

    assert (
        told[1] == "With all that may move there are still 2 green too few and 1 red among the key indicators too many."
    )
    assert told[2].startswith("As near as can be: effort 10;")
    assert told[-1] == "  c to green: too far, 9 points to go, 5 at most"


@pytest.mark.parametrize(
    ("before", "on", "after", "told"),
    [
        ("red", "amber", "amber", "red to amber"),
        ("green", "green", "amber", "green to amber beyond it"),
        ("red", "green", "amber", "red to green, amber beyond it"),
    ],
)
def test_what_changes_at_a_place_is_told_as_on_it_and_beyond_it(before, on, after, told):
    change = {"id": "a", "before": before, "on": on, "after": after}
    counts = {"green": 1, "amber": 0, "red": 0}
    place = {"at": 2.0, "counts": counts, "after": counts, "changes": [change]}

    assert list(lines({"sweeps": [{"sweep": "value", "start": 0.0, "end": 20.0, "own": None, "places": [place]}]})) == [
        "Sweep of value from 0 to 20",
        "  2: green 1, amber 0, red 0",
        f"    a: {told}",
    ]


def test_a_period_without_a_name_has_none():
    counts = {"green": 1, "amber": 0, "red": 0}
    period = {"period": "", "before": counts, "after": counts, "turned": 0}

    assert list(lines({"replays": [{"replay": "5", "periods": [period]}]}))[1].startswith("  green 1")
