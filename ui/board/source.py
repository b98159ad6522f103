"""What the board is made of, whoever is its host: its HTML, style and scripts, which know none."""

from __future__ import annotations

from pathlib import Path

from ui.component.source import source

HERE = Path(__file__).parent
SCRIPTS = (
    "rating.js",
    "places.js",
    "drawing.js",
    "bars.js",
    "tiles.js",
    "model.js",
    "knife.js",
    "knife_marks.js",
    "short.js",
    "rail.js",
    "slider.js",
    "row.js",
    "list.js",
    "many.js",
    "presenting_counts.js",
    "presenting_list.js",
    "presenting_measure.js",
    "presenting.js",
    "changes.js",
    "board.js",
)
BOARD = source(HERE, *SCRIPTS, parts=("many", "presenting"))
