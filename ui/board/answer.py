"""What the browser is told after each move: ratings, ways and flips, and the steps behind it."""

from __future__ import annotations

import json
from typing import Any

from ragcore import sentences
from ragcore.causes import won_by_target
from ragcore.compare import flips
from ragcore.gap import way_to
from ragcore.headline import headline
from ragcore.headline_sum import sum_behind
from ragcore.scenario import Scenario
from ui import scenario_sentences
from ui.board.what_if import WhatIf

# Steps back and forward that the browser is given; Python keeps them all.
MOST_STEPS = 100


def answer(on: WhatIf, kept: str) -> str:
    """What Python makes of the last move, as JSON; kept : where it is kept, in words."""
    after, scenario = on.after, on.scenario
    way = way_to(after)
    changed = {change.id: row for change in scenario.changes if (row := after.figures.row_of(change.id)) is not None}
    told = {
        "number": on.number,
        **step(on, scenario),
        "rows": {
            key: {"rating": int(after.ratings[row]), "way": sentences.way_in_words(after, row, way)}
            for key, row in changed.items()
        },
        "sentence": headline(on.position, scenario, after),
        "sum": sum_behind(on.position, scenario, after),
        "flips": [sentences.flip(after, each) for each in flips(on.position, after)],
        "won": scenario_sentences.won_by_target(int(won_by_target(scenario, on.position, after).sum())),
        "kept": " ".join(filter(None, [kept, scenario_sentences.others(on.others)])),
        "others": len(on.others),
        "fault": on.fault,
    }
    return json.dumps(told, allow_nan=False)


def trail(on: WhatIf) -> str:
    """The step that is on, those behind and those undone, as JSON, for a board that lacks them.

    From then on it keeps its own. With the number of the last step: one that is made before the first answer has come
    is a later one.
    """
    behind, undone = on.history.trail(MOST_STEPS)
    told = {
        "number": on.number,
        "now": step(on, on.scenario),
        "past": [step(on, each) for each in behind],
        "future": [step(on, each) for each in reversed(undone)],
    }
    return json.dumps(told, allow_nan=False)


def step(on: WhatIf, scenario: Scenario) -> dict[str, Any]:
    """One step of a what-if, as messages and answers carry it: what the board has handles for."""
    movable = filter(on.is_movable, scenario.changes)
    changes = [{"id": change.id, "field": change.field, "value": change.value} for change in movable]
    return {"changes": changes, "horizon": scenario.horizon or ""}
