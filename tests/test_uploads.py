import asyncio
import time
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from ragcore.files import table
from ui import uploads
from ui.uploads import Uploads

# A hundredth of all that the server allows; the largest file is one of 100.
HUNDREDTH = 100
CHUNK = bytes(100_000)


class Server:
    """Streamlit's part: it takes files of sessions that there are, and holds them until told to let go."""

    def __init__(self):
        self.files = MemoryUploadedFileManager("/_stcore/upload_file")
        self.uploads = Uploads(Starlette(routes=[Route("/{session}/{file}", self.take, methods=["PUT"])]), self.held)

    def held(self):
        return self.files

    async def take(self, request):
        session, file = request.path_params["session"], request.path_params["file"]
        if session == "nobody":
            return Response("Invalid session_id.", 400)
        data = await request.body()
        self.files.add_file(session, UploadedFileRec(file, "a.csv", "text/csv", data))
        return Response(status_code=204)

    def holding(self):
        return {(session, file) for session, files in self.files.file_storage.items() for file in files}

    async def put(self, session, file, *chunks):
        """Send a file, which breaks off without an empty chunk at its end; the status and the text of the answer."""
        waiting, sent = list(chunks), []

        async def receive():
            await asyncio.sleep(0)
            if not waiting:
                return {"type": "http.disconnect"}
            body = waiting.pop(0)
            return {"type": "http.request", "body": body, "more_body": body != b""}

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "PUT", "path": f"/{session}/{file}", "query_string": b"", "headers": []}
        await self.uploads.put(session, file, scope, receive, send)
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent).decode()


@pytest.fixture
def server(monkeypatch):
    for limit in ("MOST_BYTES", "MOST_BYTES_IN_ALL"):
        monkeypatch.setattr(uploads, limit, getattr(uploads, limit) // HUNDREDTH)
    return Server()


def sent(server, session, file, size=0):
    """Send a file of a size, the largest being 100, in chunks of ten."""
    return asyncio.run(server.put(session, file, *[CHUNK] * (size // 10), b""))


def later(monkeypatch, seconds):
    """Let time pass."""
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + seconds)


def test_a_file_of_the_largest_size_is_taken(server):
    assert sent(server, "a", "1", 100) == (204, "")


def test_the_fifth_file_of_a_session_is_taken_and_the_sixth_is_not(server):
    assert [sent(server, "a", str(file))[0] for file in range(5)] == [204] * 5
    assert sent(server, "a", "5") == (429, "You have 5 files here already. Remove one, or wait ten minutes.")
    assert sent(server, "b", "5") == (204, "")


def test_two_hundred_megabytes_of_a_session_are_taken_and_no_byte_more(server):
    assert [sent(server, "a", str(file), 100)[0] for file in range(2)] == [204] * 2
    assert asyncio.run(server.put("a", "2", b"x", b"")) == (
        413,
        "Your files have more than 2 MB together. Remove one, or wait ten minutes.",
    )
    assert sent(server, "b", "2", 10) == (204, "")


def test_the_whole_server_holds_no_more_than_five_hundred_megabytes(server):
    for session in "abcde":
        assert sent(server, session, "1", 100) == (204, "")

    status, told = asyncio.run(server.put("f", "1", b"x", b""))

    assert (status, told) == (503, "Others are uploading as much as this server can hold. Try again in ten minutes.")
    assert len(server.holding()) == 5


def test_what_is_refused_is_broken_off_and_not_held(server):
    sent(server, "a", "1", 150)

    assert sent(server, "a", "2", 1_000)[0] == 413
    assert server.holding() == {("a", "1")}
    assert sent(server, "a", "3", 50)[0] == 204


def test_files_on_their_way_count_while_they_come(server):
    async def at_once():
        return await asyncio.gather(*(server.put("a", str(file), *[CHUNK] * 9, b"") for file in range(3)))

    statuses = sorted(status for status, _ in asyncio.run(at_once()))

    assert statuses == [204, 204, 413]


def test_a_file_that_breaks_off_frees_its_count(server):
    for _ in range(6):
        with pytest.raises(ClientDisconnect):
            asyncio.run(server.put("a", "1", *[CHUNK] * 15))

    assert server.uploads.uploads == []
    assert sent(server, "a", "2", 100) == (204, "")


def test_a_session_that_there_is_not_is_refused_by_streamlit_and_counts_nothing(server):
    assert [sent(server, "nobody", str(file))[0] for file in range(9)] == [400] * 9
    assert server.uploads.uploads == []


def test_a_file_that_its_page_removed_makes_room(server):
    for file in range(5):
        sent(server, "a", str(file))
    server.files.remove_file("a", "0")

    assert sent(server, "a", "5") == (204, "")


def test_a_session_that_ended_makes_room(server):
    for session in "abcde":
        sent(server, session, "1", 100)
    server.files.remove_session_files("a")

    assert sent(server, "f", "1", 100) == (204, "")


def test_the_same_file_sent_again_takes_the_place_of_the_first(server):
    assert [sent(server, "a", "1", 100)[0] for _ in range(7)] == [204] * 7
    assert sent(server, "a", "2", 100) == (204, "")


def test_after_ten_minutes_a_session_gets_room_by_letting_go_of_its_own_old_files(server, monkeypatch):
    for file in range(5):
        sent(server, "a", str(file))
    sent(server, "b", "1")
    later(monkeypatch, 601)

    assert sent(server, "a", "5") == (204, "")
    assert server.holding() == {("a", "5"), ("b", "1")}


def test_old_files_stay_while_there_is_room(server, monkeypatch):
    sent(server, "a", "1")
    later(monkeypatch, 601)
    sent(server, "a", "2")

    assert server.holding() == {("a", "1"), ("a", "2")}


def test_a_full_server_lets_go_of_anybodys_old_files_and_of_no_new_ones(server, monkeypatch):
    for session in "abc":
        sent(server, session, "1", 100)
    later(monkeypatch, 400)
    for session in "de":
        sent(server, session, "1", 100)
    later(monkeypatch, 300)

    assert sent(server, "f", "1", 100) == (204, "")
    assert server.holding() == {("d", "1"), ("e", "1"), ("f", "1")}


def test_a_scorecard_of_the_largest_size_fits_twice_and_a_session_never_fills_the_server():
    assert uploads.MOST_BYTES == 2 * table.MOST_BYTES < uploads.MOST_BYTES_IN_ALL / 2


def test_the_documents_tell_the_limits():
    running = (Path(__file__).parent.parent / "docs" / "running.md").read_text(encoding="utf-8")

    assert f"| {uploads.MOST_FILES}, and {uploads.MOST_BYTES // 1_000_000} MB together |" in running
    assert f"| {uploads.MOST_BYTES_IN_ALL // 1_000_000} MB |" in running
