"""What a browser says of a move where there is no Python behind it: templates, and what it must know of each measure.

`ragcore.sentences` tells the same ways and flips in the app. Tests hold the two to each other.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ragcore.position import Position
from ui import scenario_sentences

WORDS: dict[str, Any] = {
    "noFigure": "No figure yet",
    "noTarget": "No target",
    "isGreen": "Green now",
    "way": "To green: {distance}",
    "wayInCases": "To green: {distance}, {count} {more} {things} of {whole}, if numbers stay the same",
    "more": "more",
    "fewer": "fewer",
    "anyImprovement": "any improvement",
    "upsideDown": "Cannot turn green: the lower target is above the upper one",
    "aboveMost": "Cannot turn green: the target is above {most}",
    "noCase": "Cannot turn green: no whole number of the {whole} {things} gives it",
    "notWithThis": "Cannot turn green with this target",
    "flip": "{name}: {before} to {after}",
    "won": [scenario_sentences.won_by_target(count).replace(str(count), "{count}") for count in (1, 2)],
    "noChanges": "No changes yet.",
}


def known(position: Position, row: int) -> dict[str, Any]:
    """What the browser must know of a measure beside its facts.

    share : the whole that its value is a share of, null where it is none; stands : its targets as they stand
    """
    figures = position.figures
    share = float(figures.scale[row])
    beyond = np.array([figures.previous[row], figures.forecast[row]]) > share
    return {
        "share": share if share > 1 and not beyond.any() else None,
        "stands": [number(side[row]) for side in position.targets],
    }


def number(figure: float) -> float | None:
    """A figure for the browser; None for NaN."""
    return None if math.isnan(figure) else float(figure)
