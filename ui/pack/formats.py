"""The formats of a pack: what each is called, how its file ends, and who writes it.

The libraries that write them are large, so each is loaded when its format is made and not before.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ui.pack.pack import Pack
from ui.pack.timeless import MOMENT

# The ending of the file that holds one of each.
ZIP = "zip"


@dataclass(frozen=True)
class Format:
    """A format of a pack.

    name : as a button says it; ending : of its files, without a dot; media : its type, as a server tells a browser
    """

    name: str
    ending: str
    media: str
    make: Callable[[Pack], bytes]


def named(ending: str) -> Format:
    """The format whose files end so. Raises ValueError, with a sentence, where there is none.

    >>> named("docx").name
    'Word'
    """
    for each in FORMATS:
        if each.ending == ending.lower():
            return each
    known = ", ".join(f".{each.ending}" for each in FORMATS)
    told = f"ends with .{ending[:20]}" if ending else "has no ending"
    raise ValueError(f"The name of the file {told}, and that is no format of a report; use one of {known}.")


def load() -> None:
    """Load all that writes them, so that the first one does not wait for it."""
    for name in ("contents", "word", "slides", "workbook", "pdf", "page", "figures"):
        importlib.import_module(f"ui.pack.{name}")


def _word(pack: Pack) -> bytes:
    from ui.pack.contents import document  # noqa: PLC0415
    from ui.pack.word import to_word  # noqa: PLC0415

    return to_word(document(pack))


def _slides(pack: Pack) -> bytes:
    from ui.pack.slides import to_slides  # noqa: PLC0415

    return to_slides(pack)


def _workbook(pack: Pack) -> bytes:
    from ui.pack.workbook import to_thinking_workbook  # noqa: PLC0415

    return to_thinking_workbook(pack)


def _pdf(pack: Pack) -> bytes:
    from ui.pack.contents import document  # noqa: PLC0415
    from ui.pack.pdf import to_pdf  # noqa: PLC0415

    return to_pdf(document(pack))


def _page(pack: Pack) -> bytes:
    from ui.pack.contents import document  # noqa: PLC0415
    from ui.pack.page import to_page  # noqa: PLC0415

    return to_page(document(pack))


def _csv(pack: Pack) -> bytes:
    from ui.pack.figures import to_csv  # noqa: PLC0415

    return to_csv(pack)


def _parquet(pack: Pack) -> bytes:
    from ui.pack.figures import to_parquet  # noqa: PLC0415

    return to_parquet(pack)


def _zip(pack: Pack) -> bytes:
    """One of each, under the same name."""
    kept = BytesIO()
    with ZipFile(kept, "w") as file:
        for each in FORMATS:
            if each.ending != ZIP:
                part = ZipInfo(f"report.{each.ending}", MOMENT.timetuple()[:6])
                # Nearly all of them are packed as it is.
                file.writestr(part, each.make(pack), ZIP_STORED)
    return kept.getvalue()


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = (
    Format("Word", "docx", f"{_OFFICE}.wordprocessingml.document", _word),
    Format("PowerPoint", "pptx", f"{_OFFICE}.presentationml.presentation", _slides),
    Format("Excel", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", _workbook),
    Format("PDF", "pdf", "application/pdf", _pdf),
    Format("Web page", "html", "text/html", _page),
    Format("CSV", "csv", "text/csv", _csv),
    Format("Parquet", "parquet", "application/vnd.apache.parquet", _parquet),
    Format("All of it as a ZIP", ZIP, "application/zip", _zip),
)
