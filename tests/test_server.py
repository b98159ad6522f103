import asyncio
import base64
import contextlib
import gc
import hashlib
import json
import re
import sqlite3
from pathlib import Path

import pytest
import streamlit
from starlette.responses import PlainTextResponse
from starlette.routing import Router
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from store import engine
from ui import library, server
from ui.uploads import Uploads

PAGE = [(b"accept", b"text/html,*/*")]
HERE = [(b"host", b"127.0.0.1:8501"), (b"origin", b"http://127.0.0.1:8501")]


async def behind(scope, receive, send):
    """What stands behind the guard: it answers with the path, and accepts every session until told to stop."""
    if scope["type"] == "http":
        await PlainTextResponse(scope["path"], headers={"server": "uvicorn"})(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await receive()
    else:
        await send({"type": "passed on"})


async def asked(app, scope, *messages):
    """What an application sends for a scope and the messages that it may receive."""
    sent, waiting = [], list(messages)

    async def receive():
        return waiting.pop(0) if waiting else {"type": "http.request"}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return sent


def answer(app, path, headers=(), method="GET"):
    """The status, the headers and the body of an answer."""
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": list(headers)}
    start, *bodies = asyncio.run(asked(app, scope))
    text = b"".join(body.get("body", b"") for body in bodies).decode()
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, text


def session(guard, headers=HERE):
    """What is sent to a browser that begins a session."""
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": list(headers)}
    return asyncio.run(asked(guard, scope, {"type": "websocket.connect"}, {"type": "websocket.disconnect"}))


@pytest.fixture
def guard():
    return server.Guard(behind)


# ---- headers


@pytest.mark.parametrize("path", ["/", "/what-if", "/_stcore/health", "/_stcore/metrics", "/nowhere"])
def test_every_answer_has_the_security_headers(guard, path):
    _, headers, _ = answer(guard, path)

    assert headers["content-security-policy"] == server.content_security_policy()
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]


def test_an_answer_keeps_its_own_headers_and_body(guard):
    status, headers, body = answer(guard, "/what-if")

    assert (status, body) == (200, "/what-if")
    assert headers["content-type"].startswith("text/plain")


def test_the_policy_names_the_inline_script_of_the_page_by_its_hash():
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = [part.partition("</script>")[0] for part in index.split("<script>")[1:]]
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]

    assert inline
    assert all(f"'sha256-{digest}'" in server.content_security_policy() for digest in hashes)


def test_the_policy_lets_nothing_in_from_elsewhere_and_runs_no_text():
    policy = dict(part.strip().split(" ", 1) for part in server.content_security_policy().split(";"))

    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert not re.search(r"https?:|\*|unsafe-eval", server.content_security_policy())
    assert "unsafe-inline" not in policy["script-src"]


# ---- closed routes


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/agent/openapi.json",
        "/_stcore/upload_file/session/file",
        "/_stcore/upload_file",
        "/base/_stcore/metrics",
        "//_stcore/metrics",
    ],
)
def test_routes_that_are_nobodys_business_are_not_found(guard, path):
    status, _, body = answer(guard, path)

    assert (status, body) == (404, "Not found")


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/metrics", "/ready"])
def test_other_routes_are_open(guard, path):
    assert answer(guard, path)[0] == 200


# ---- files


@pytest.fixture
def holding(guard):
    """A guard behind which Streamlit holds files."""
    files = MemoryUploadedFileManager("/_stcore/upload_file")
    guard.uploads = Uploads(behind, lambda: files)
    return guard


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS"])
def test_the_route_for_files_is_open_as_the_pages_use_it(holding, method):
    path = "/_stcore/upload_file/session/file"

    assert answer(holding, path, method=method)[::2] == (200, path)
    assert [(upload.session, upload.file) for upload in holding.uploads.uploads] == [("session", "file")] * (
        method == "PUT"
    )


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PATCH", "TRACE", "put", ""])
def test_the_route_for_files_is_closed_to_all_else(holding, method):
    assert answer(holding, "/_stcore/upload_file/session/file", method=method)[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/upload_file/session",
        "/_stcore/upload_file/session/file/more",
        "/_stcore/upload_file//file",
        "/_stcore/upload_file/session/",
        "/base/_stcore/upload_file/session/file",
        "//_stcore/upload_file/session/file",
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
    ],
)
def test_no_file_is_taken_at_any_other_address(holding, path):
    assert answer(holding, path, method="PUT")[0] == 404
    assert holding.uploads.uploads == []


# ---- sessions


def test_a_session_from_the_servers_own_pages_begins(guard):
    assert session(guard) == [{"type": "websocket.accept"}]


def test_a_session_of_a_program_that_is_no_browser_begins(guard):
    assert session(guard, HERE[:1]) == [{"type": "websocket.accept"}]


@pytest.mark.parametrize(
    "origin",
    [
        b"http://evil.invalid",
        b"http://127.0.0.1:9999",
        b"http://127.0.0.1:8501.evil.invalid",
        b"null",
        b"",
        b"http://[",
    ],
)
def test_a_page_from_elsewhere_begins_no_session(guard, origin):
    assert session(guard, [HERE[0], (b"origin", origin)]) == [{"type": "websocket.close", "code": 1008}]


def full(most, monkeypatch):
    """A guard with as many sessions as it lets in."""
    monkeypatch.setenv("RAG_MOST_SESSIONS", str(most))
    guard = server.Guard(behind)
    guard.sessions = most
    return guard


def test_over_the_most_sessions_a_visitor_gets_a_sentence_and_no_session(monkeypatch):
    guard = full(2, monkeypatch)

    status, headers, body = answer(guard, "/", PAGE)

    assert (status, headers["retry-after"]) == (503, "60")
    assert body.startswith("As many people as this server can serve are using it now.")
    assert "content-security-policy" in headers
    assert session(guard) == [{"type": "websocket.close", "code": 1013}]


def test_over_the_most_sessions_what_is_no_page_is_still_answered(monkeypatch):
    assert answer(full(2, monkeypatch), "/_stcore/health")[0] == 200


def test_a_session_that_ends_makes_room_for_another(monkeypatch):
    guard = full(2, monkeypatch)
    guard.sessions -= 1

    assert [session(guard) for _ in range(3)] == [[{"type": "websocket.accept"}]] * 3
    assert guard.sessions == 1


def test_a_session_that_fails_makes_room_too():
    async def failing(scope, receive, send):  # noqa: ARG001
        raise OSError

    guard = server.Guard(failing)

    with pytest.raises(OSError):  # noqa: PT011
        session(guard)
    assert guard.sessions == 0


def test_what_is_neither_an_answer_nor_a_session_is_passed_on(guard):
    assert asyncio.run(asked(guard, {"type": "lifespan"})) == [{"type": "passed on"}]


# ---- ready


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder for all that the app keeps."""
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path / "rag"))
    return tmp_path / "rag"


@pytest.fixture
def no_folder(tmp_path, monkeypatch):
    """A folder that cannot be made."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path / "file" / "rag"))


@pytest.mark.usefixtures("folder")
def test_a_server_is_ready_when_the_first_scorecard_can_be_read_and_one_could_be_kept():
    status, _, body = answer(Router(server.ROUTES), "/ready")

    assert (status, json.loads(body)) == (200, {"ready": True, "keeps": True, "sqlite": sqlite3.sqlite_version})


@pytest.mark.usefixtures("no_folder")
def test_a_server_that_cannot_keep_anything_is_ready_and_says_why_it_cannot():
    status, _, body = answer(Router(server.ROUTES), "/ready")
    told = json.loads(body)

    assert (status, told["ready"], told["keeps"]) == (200, True, False)
    assert told["why"].startswith("The store of kept scorecards could not be opened: the store is gone, or cannot be")


def test_a_store_that_another_program_holds_is_told(folder, monkeypatch):
    monkeypatch.setattr(engine, "SECONDS_TO_WAIT", 0.05)
    library.store().open()

    with contextlib.closing(sqlite3.connect(folder / "store.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        _, _, body = answer(Router(server.ROUTES), "/ready")

    assert json.loads(body)["keeps"] is False


def started():
    """What the server hands on when it has started, and how much is frozen then; it ends again."""

    async def run():
        async with server.lifespan(None) as state:
            return state, gc.get_freeze_count()

    try:
        return asyncio.run(run())
    finally:
        gc.unfreeze()


def test_start_up_reads_the_scorecards_that_ship_opens_the_store_and_freezes_what_is_there(folder):
    state, frozen = started()

    assert state == {}
    assert frozen > 0
    assert all(library.load(name)[0] is not None for name in library.NAMES)
    # At the end all is in the one file.
    assert [path.name for path in folder.iterdir()] == ["store.sqlite3"]


@pytest.mark.usefixtures("no_folder")
def test_a_server_starts_and_ends_without_its_store_and_the_log_says_so(caplog):
    assert started()[0] == {}
    assert "Nothing can be kept. The store of kept scorecards could not be opened: " in caplog.text


# ---- errors

FAILING = """
from ui import server
try:
    raise ValueError("secret in /etc/passwd")
except ValueError as fault:
    shown = server.on_script_error(fault)
    assert shown
"""


def test_a_fault_is_a_sentence_with_a_reference_and_the_log_has_the_rest(caplog):
    at = AppTest.from_string(FAILING, default_timeout=30).run()
    (shown,) = [error.value for error in at.error]
    reference = re.search(r"quote ([0-9a-f]{8})\.", shown)[1]

    assert not at.exception
    assert "secret" not in shown
    assert "Error" not in shown
    assert f"reference {reference}" in caplog.text
    assert "secret in /etc/passwd" in caplog.text


def test_no_two_faults_have_the_same_reference():
    at = AppTest.from_string(FAILING, default_timeout=30)

    assert at.run().error[0].value != at.run().error[0].value
