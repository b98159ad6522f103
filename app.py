"""The server: `streamlit run app.py`. Start-up, security headers, health; the app itself begins in ui/frame.py."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import server

app = st.App(
    Path(__file__).parent / "ui" / "frame.py",
    lifespan=server.lifespan,
    routes=server.ROUTES,
    middleware=server.MIDDLEWARE,
    on_script_error=server.on_script_error,
)
