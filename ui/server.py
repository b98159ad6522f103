"""What the server does besides pages: it warms up once, says whether it is ready, and stands guard."""

from __future__ import annotations

import base64
import contextlib
import gc
import hashlib
import importlib
import logging
import re
import secrets
import sqlite3
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

from ragcore.files.child import ChildFailed, warm
from store import StoreError
from ui.settings import most_sessions
from ui.uploads import Uploads

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
    "ragcore.sentences",
)
# Streamlit's own routes that tell strangers about the server; the one for files is open only as its own pages use it.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file")
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
_UPLOAD_METHODS = ("PUT", "DELETE", "OPTIONS")


@contextlib.asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:  # noqa: ARG001
    """Import everything, read the scorecards that ship, get ready to read and to keep others, and freeze what is there.

    Streamlit collects garbage after each run; what was made once at start-up need not be walked through each time.
    Without its store the app serves all the same, and tries again when somebody wants to keep something.
    """
    for name in _WARM:
        importlib.import_module(name)
    from ui import library  # noqa: PLC0415

    for name in library.NAMES:
        library.load(name)
    with contextlib.suppress(ChildFailed):
        warm()
    try:
        library.store().open()
    except StoreError as fault:
        log.warning("Nothing can be kept. %s", fault)
    gc.collect()
    gc.freeze()
    yield {}
    with contextlib.suppress(StoreError):
        library.store().checkpoint()


def ready(request: Request) -> JSONResponse:  # noqa: ARG001
    """Whether the app can serve: the scorecard that it opens with can be read; and whether it can keep anything.

    Not a coroutine, so that nobody waits where the store does.
    """
    from ui import library  # noqa: PLC0415

    scorecard, _ = library.load(library.FIRST)
    told: dict[str, Any] = {"ready": scorecard is not None, "keeps": True, "sqlite": sqlite3.sqlite_version}
    try:
        library.store().open()
    except StoreError as fault:
        told |= {"keeps": False, "why": str(fault)}
    return JSONResponse(told, 200 if scorecard else 503)


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


class Guard:
    """Stands before every route: adds the security headers, closes what is nobody's business, and counts sessions.

    Over the most sessions a new visitor gets a sentence and not a page that never comes to life.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.sessions = 0
        self.most = most_sessions()
        self.uploads = Uploads(app)
        self.headers = [
            (b"content-security-policy", content_security_policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
            (b"cross-origin-opener-policy", b"same-origin"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        if scope["type"] == "websocket":
            await self._session(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, self._with_headers(send))
        else:
            await self.app(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        # Streamlit would ask a host outside for its own address before it refuses a page from elsewhere.
        elsewhere = b"origin" in headers and headers[b"origin"].partition(b"://")[2] != headers.get(b"host")
        if elsewhere or self.sessions >= self.most:
            await receive()
            await send({"type": "websocket.close", "code": 1008 if elsewhere else 1013})
            return
        self.sessions += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.sessions -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        wants_page = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
        upload = _UPLOAD.fullmatch(scope["path"]) if scope["method"] in _UPLOAD_METHODS else None
        if upload and scope["method"] == "PUT":
            await self.uploads.put(upload[1], upload[2], scope, receive, send)
        elif any(closed in scope["path"] for closed in _CLOSED) and not upload:
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        elif wants_page and self.sessions >= self.most:
            told = "As many people as this server can serve are using it now. Try again in a few minutes."
            await PlainTextResponse(told, 503, {"retry-after": "60"})(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _with_headers(self, send: Send) -> Send:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *self.headers]}
            await send(message)

        return with_headers


ROUTES = [Route("/ready", ready)]
MIDDLEWARE = [Middleware(Guard)]
