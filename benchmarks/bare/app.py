"""The bare page behind the same start-up and headers as the app, in a folder that has no `store` of its own."""

from pathlib import Path

import streamlit as st

from ui import server

app = st.App(
    Path(__file__).parent / "page.py", lifespan=server.lifespan, routes=server.ROUTES, middleware=server.MIDDLEWARE
)
