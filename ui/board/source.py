"""What the board is made of, whoever is its host: its HTML, style and scripts, which know none."""

from __future__ import annotations

from pathlib import Path

from ui.component.source import source

HERE = Path(__file__).parent
SCRIPTS = (
    "rating.js",
    "places.js",
    "drawing.js",
    "tiles.js",
    "model.js",
    "slider.js",
    "row.js",
    "list.js",
    "board.js",
)
BOARD = source(HERE, *SCRIPTS)
