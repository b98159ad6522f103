"""The answers about routes as lines of text, made of the same records that are printed as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]

SHORT = {"greens": "green too few", "reds": "red too many", "key_reds": "red among the key indicators too many"}


def lines(told: Record) -> Iterator[str]:
    """Every answer in the order in which it was asked for.

    >>> list(lines({"budget": {"budget": 3, "route": {"advice": "A sum", "effort": 0.0, "counts": {}, "moves": []}}}))
    ['For 3: nothing moves. A sum']
    """
    for name, answer in told.items():
        yield from _LINES[name](answer)


def _terms(told: Record) -> Iterator[str]:
    yield f"Effort counts in {_EFFORTS[told['effort']]}."
    if told["placed"]:
        named = ", ".join(f"{each['id']} ('{each['word']}')" for each in told["placed"])
        yield f"Locked at the start, each because {told['placed'][0]['reason']}: {named}."
    if told["no_cap"]:
        yield f"Fewer than four periods of history, so no cap from it: {', '.join(told['no_cap'])}."


def _distance(told: list[Record]) -> Iterator[str]:
    for each in told:
        ways = [f"{to}: {_way(each[to])}" for to in ("amber", "green")]
        yield f"{each['id']}: {each['rating']}, {_figure(each['value'])}; {'; '.join(ways)}"


def _way(way: Record) -> str:
    if way["stopped_by"] in ("there already", "no rating") or way["value"] is None:
        return str(way["stopped_by"])
    stopped = f" [{way['stopped_by']}]" if way["stopped_by"] else ""
    return f"to {_figure(way['value'])} ({_far(way)}){stopped}"


def _far(way: Record) -> str:
    """How far a move is, in every way that is known."""
    told = [f"{_figure(way['points'])} points"]
    if way["cases"] is not None:
        told.append(f"{abs(way['cases']):,} {'more' if way['cases'] > 0 else 'fewer'}")
    if way["share"] is not None:
        told.append(f"{way['share']:.2f} of its largest past move")
    return ", ".join(told)


def _goal(told: Record) -> Iterator[str]:
    yield f"Goal: {told['goal']}: {told['reach']}."
    for number, route in enumerate(told["routes"], 1):
        yield from _route(f"Route {number}", route)
    if told["reach"] == "reached" and len(told["routes"]) < 3:
        yield "There are no other routes that truly differ."
    if told["reach"] == "out of reach":
        missing = [f"{many} {SHORT[name]}" for name, many in told["short"].items() if many]
        yield f"With all that may move there are still {' and '.join(missing)}."
        if told["nearest"]:
            yield from _route("As near as can be", told["nearest"])
        yield "In the way:"
        for each in told["obstacles"]:
            far = "" if each["points"] is None else f", {_figure(each['points'])} points to go"
            most = f", {_figure(each['most'])} at most" if each["stopped_by"] == "too far" else ""
            yield f"  {each['id']} to {each['rating']}: {each['stopped_by']}{far}{most}"


def _route(name: str, route: Record) -> Iterator[str]:
    """A route with its sum, its counts and its moves."""
    if not route["moves"]:
        yield f"{name}: nothing moves. {route['advice']}"
        return
    parts = " + ".join(_figure(move["effort"]) for move in route["moves"])
    total = f"{parts} = {_figure(route['effort'])}" if len(route["moves"]) > 1 else parts
    yield f"{name}: effort {total}; {_counts(route['counts'])}. {route['advice']}"
    for move in route["moves"]:
        yield (
            f"  {move['id']}: {_figure(move['from'])} to {_figure(move['to'])} ({_far(move)}), "
            f"{move['was']} to {move['rating']}"
        )


def _budget(told: Record) -> Iterator[str]:
    yield from _route(f"For {_figure(told['budget'])}", told["route"])


def _curve(told: Record) -> Iterator[str]:
    first, *steps = told["steps"]
    yield f"Effort 0: {told['wish']} {first['count']}"
    for step in steps:
        yield (
            f"Effort {_figure(step['effort'])}: {told['wish']} {step['count']} "
            f"({step['id']} to {step['rating']}, {_figure(step['own'])})"
        )


def _seeks(told: list[Record]) -> Iterator[str]:
    for each in told:
        yield f"{each['id']}: {_figure(each['value'])}"
        for to in ("green", "amber"):
            sought = each[to]["value"]
            value = "no value that can be" if sought is None else _figure(sought["value"])
            targets = ", ".join(
                f"{name.replace('_', ' ')} {_figure(figure)}" for name, figure in each[to]["targets"].items()
            )
            yield f"  {to}: {value} reaches it; the most ambitious still met: {targets or 'none'}"


def _sweeps(told: list[Record]) -> Iterator[str]:
    for each in told:
        own = "" if each["own"] is None else f", the scorecard's own at {_figure(each['own'])}"
        yield f"Sweep of {each['sweep']} from {_figure(each['start'])} to {_figure(each['end'])}{own}"
        for place in each["places"]:
            after = "" if place["after"] == place["counts"] else f"; beyond: {_counts(place['after'])}"
            yield f"  {_figure(place['at'])}: {_counts(place['counts'])}{after}"
            for changed in place["changes"]:
                yield f"    {changed['id']}: {_turned(changed)}"


def _turned(change: Record) -> str:
    """The ratings of an indicator before, at and after a place; those that are the same once."""
    before, on, beyond = change["before"], change["on"], change["after"]
    if on == beyond:
        return f"{before} to {on}"
    return f"{before} to {beyond} beyond it" if on == before else f"{before} to {on}, {beyond} beyond it"


def _replays(told: list[Record]) -> Iterator[str]:
    for each in told:
        yield f"Under {each['replay']}:"
        for period in each["periods"]:
            named = f"{period['period']}: " if period["period"] else ""
            yield f"  {named}{_counts(period['before'])}; then {_counts(period['after'])}"


def _counts(counts: Record) -> str:
    """Counts as the count line has them; those without a rating only where there are any."""
    shown = [(word, many) for word, many in counts.items() if many or word in ("green", "amber", "red")]
    return ", ".join(f"{word} {many}" for word, many in shown)


def _figure(figure: float | str | None) -> str:
    """A figure as it is printed, '' where there is none."""
    if figure is None:
        return "none"
    return figure if isinstance(figure, str) else f"{round(figure, 4):.10g}"


_EFFORTS = {"share": "shares of each indicator's largest past move", "points": "points", "cases": "cases"}
_LINES: dict[str, Callable[[Any], Iterator[str]]] = {
    "terms": _terms,
    "distance": _distance,
    "goal": _goal,
    "budget": _budget,
    "curve": _curve,
    "seeks": _seeks,
    "sweeps": _sweeps,
    "replays": _replays,
}
