"""What the server does besides pages: it warms up once, says whether it is ready, and sends security headers."""

from __future__ import annotations

import base64
import contextlib
import gc
import hashlib
import importlib
import logging
import re
import secrets
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

# What every page needs, imported before the first visitor waits for it.
_WARM = (
    "altair",
    "numpy",
    "pandas",
    "pyarrow",
    "ragcore",
    "ui.state",
    "ui.board",
    "ui.charts",
    "ui.table",
    "ui.sentences",
)
# Streamlit's own routes that tell strangers about the server.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")


@contextlib.asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:  # noqa: ARG001
    """Import everything, read the scorecards that ship, and freeze what is there.

    Streamlit collects garbage after each run; what was made once at start-up need not be walked through each time.
    """
    for name in _WARM:
        importlib.import_module(name)
    from ui import library  # noqa: PLC0415

    for name in library.NAMES:
        library.load(name)
    gc.collect()
    gc.freeze()
    yield {}


async def ready(request: Request) -> JSONResponse:  # noqa: ARG001
    """Whether the app can serve: the scorecard that it opens with can be read."""
    from ui import library  # noqa: PLC0415

    scorecard, _ = library.load(library.FIRST)
    return JSONResponse({"ready": scorecard is not None}, 200 if scorecard else 503)


def on_script_error(error: BaseException) -> bool:
    """Show a sentence with a reference; the log holds what happened under the same reference."""
    reference = secrets.token_hex(4)
    log.error("reference %s", reference, exc_info=error)
    st.error(
        f"Something went wrong here, and nothing you did was lost. Load the page again; if it stays, quote {reference}."
    )
    return True


@cache
def content_security_policy() -> str:
    """What a page may load: from this server alone, and no script that did not come with it.

    `blob:` is how Streamlit loads components; the one inline script of its page is named by its hash.
    """
    index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", index, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    scripts = " ".join(["'self'", "blob:", *(f"'sha256-{digest}'" for digest in hashes)])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


class Headers:
    """Adds the security headers to every answer, and closes the routes that are nobody's business."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = [
            (b"content-security-policy", content_security_policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
            (b"cross-origin-opener-policy", b"same-origin"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, answers with the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith(_CLOSED):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [header for header in message["headers"] if header[0].lower() != b"server"]
                message = {**message, "headers": [*kept, *self.headers]}
            await send(message)

        await self.app(scope, receive, with_headers)


ROUTES = [Route("/ready", ready)]
MIDDLEWARE = [Middleware(Headers)]
