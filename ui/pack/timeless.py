"""Office files that say nothing of the moment they were made, so that the same pack gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first moment that a zip file can hold.
MOMENT = datetime(1980, 1, 1, tzinfo=UTC)


def timeless(content: bytes) -> bytes:
    """The same zip file, with every part as if it were of one moment.

    >>> kept = BytesIO()
    >>> with ZipFile(kept, "w") as file:
    ...     file.writestr("a.xml", "<a/>")
    >>> with ZipFile(BytesIO(timeless(kept.getvalue()))) as file:
    ...     file.infolist()[0].date_time, file.read("a.xml")
    ((1980, 1, 1, 0, 0, 0), b'<a/>')
    """
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(kept, "w") as own:
        for part in given.infolist():
            own.writestr(ZipInfo(part.filename), given.read(part), ZIP_DEFLATED)
    return kept.getvalue()
