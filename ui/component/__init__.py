"""Components: the HTML, style and scripts of a folder, joined with what all components share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ui.words import colour_css

HERE = Path(__file__).parent


def joined(folder: Path, *names: str) -> str:
    """The text of some files of a folder, one after another: scripts become one module."""
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def register(folder: Path, *scripts: str) -> Any:
    """Register a component of the folder's name; returns what mounts it.

    The folder holds `<name>.html` and `<name>.css`; scripts : its own, the adapter to Streamlit last
    """
    name = folder.name
    return st.components.v2.component(
        name,
        html=joined(folder, f"{name}.html"),
        css="\n".join([colour_css(), joined(HERE, "look.css"), joined(folder, f"{name}.css")]),
        js="\n".join([joined(HERE, "controls.js", "host.js"), joined(folder, *scripts)]),
    )
