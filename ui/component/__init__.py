"""Components in Streamlit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ui.component.source import Source, joined

HERE = Path(__file__).parent


def register(source: Source, adapter: str) -> Any:
    """Register a component; returns what mounts it. adapter : the script between it and Streamlit."""
    js = "\n".join([source.js, joined(HERE, "host.js"), adapter])
    return st.components.v2.component(source.name, html=source.html, css=source.css, js=js)
