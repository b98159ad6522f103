"""How much people may upload: Streamlit holds each file in memory, and by itself sees only to the size of one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

# Of one person at once: the scorecard, the one before it, and some tries until the columns fit.
MOST_FILES = 5
# Two of the largest that a scorecard file may be; nobody reads more than one at a time.
MOST_BYTES = 200_000_000
# Of all people together: a machine of 2 GB still serves its pages beside this.
MOST_BYTES_IN_ALL = 500_000_000
# A file is read when it comes; ten minutes later nobody waits for it, and it makes room for the next.
SECONDS_IN_USE = 600


@dataclass(eq=False)
class _Upload:
    """A file on its way, or held: how much of it there is so far, and since when it is held."""

    session: str
    file: str
    bytes: int = 0
    held: float | None = None


class Uploads:
    """Counts files while they come, whatever their senders say about them, and breaks off what is too much.

    held : where Streamlit holds the files
    """

    def __init__(self, app: ASGIApp, held: Callable[[], MemoryUploadedFileManager] | None = None) -> None:
        self.app = app
        self.held = held or _held_by_streamlit
        self.uploads: list[_Upload] = []

    async def put(self, session: str, file: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a file of a session; it counts for as long as it is held, and not when it never arrived.

        Refuses by an exception from `receive`, which Streamlit's server turns into an answer.
        """
        self._forget_what_is_gone()
        upload = _Upload(session, file)
        self.uploads.append(upload)

        async def counted() -> Message:
            message = await receive()
            upload.bytes += len(message.get("body", b""))
            self._make_room(session)
            return message

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 300:
                self._is_held(upload)
            await send(message)

        try:
            await self.app(scope, counted, watched)
        finally:
            if upload.held is None:
                self.uploads.remove(upload)

    def _is_held(self, upload: _Upload) -> None:
        """Count a file from now on as held, and no longer what it takes the place of."""
        upload.held = time.monotonic()
        self.uploads = [
            other
            for other in self.uploads
            if other is upload or other.held is None or (other.session, other.file) != (upload.session, upload.file)
        ]

    def _make_room(self, session: str) -> None:
        """Let go of what nobody needs any more where there is too much; refuse where that is not enough."""
        if self._too_much(session):
            self._forget_what_is_gone()
        if too_much := self._too_much(session):
            self._let_go_of_old(None if too_much.status_code == 503 else session)
        if too_much := self._too_much(session):
            raise too_much

    def _too_much(self, session: str) -> HTTPException | None:
        """The answer to a session that has sent too much, or sends when the server holds enough."""
        own = [upload.bytes for upload in self.uploads if upload.session == session]
        if len(own) > MOST_FILES:
            return HTTPException(429, f"You have {MOST_FILES} files here already. Remove one, or wait ten minutes.")
        if sum(own) > MOST_BYTES:
            told = f"Your files have more than {MOST_BYTES // 1_000_000} MB together. Remove one, or wait ten minutes."
            return HTTPException(413, told)
        if sum(upload.bytes for upload in self.uploads) > MOST_BYTES_IN_ALL:
            told = "Others are uploading as much as this server can hold. Try again in ten minutes."
            return HTTPException(503, told, {"retry-after": str(SECONDS_IN_USE)})
        return None

    def _forget_what_is_gone(self) -> None:
        """Count no file that its page has removed, or whose page is closed."""
        held = self.held()
        self.uploads = [
            upload for upload in self.uploads if upload.held is None or held.get_files(upload.session, [upload.file])
        ]

    def _let_go_of_old(self, session: str | None) -> None:
        """Remove the files that a session, or else anybody, has long had read."""
        until = time.monotonic() - SECONDS_IN_USE
        for upload in self.uploads:
            if upload.held is not None and upload.held < until and session in (None, upload.session):
                self.held().remove_file(upload.session, upload.file)
        self._forget_what_is_gone()


def _held_by_streamlit() -> MemoryUploadedFileManager:
    # Streamlit has no other; it names what all such would have in common.
    return cast("MemoryUploadedFileManager", runtime.get_instance().uploaded_file_mgr)
