"""What a file is: told from its content, whatever its name says."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

from ragcore.problems import Problem, error, warning

# A workbook has some dozens of parts. The list of them is read only where it is not endless.
MOST_PARTS = 10_000
_PART_LISTED = b"PK\x01\x02"


class Kind(StrEnum):
    """What a file is, in the words that a sentence says it with; empty where it may be text."""

    TEXT = ""
    XLSX = "an Excel workbook"
    XLS = "an old Excel workbook (.xls)"
    XLSB = "a binary Excel workbook (.xlsb)"
    ODS = "an OpenDocument spreadsheet"
    PARQUET = "a Parquet file"

    PASSWORD = "a file with a password"  # noqa: S105 - no password, the words for one
    DAMAGED = "a damaged workbook or zip file"
    PICTURE = "a picture"
    PDF = "a PDF"
    WORD = "a Word document"
    POWERPOINT = "a PowerPoint presentation"
    OPENDOCUMENT = "an OpenDocument text or presentation"
    NUMBERS = "a Numbers spreadsheet"
    OFFICE = "an old Office file"
    OLDEST = "an Excel workbook of before 1997"
    WEB_PAGE = "a web page"
    XML_2003 = "an XML Spreadsheet 2003"
    XML = "an XML file"
    RTF = "a rich text document"
    ARROW = "an Arrow (Feather) file"
    DATABASE = "a database"
    ZIP = "a zip file"
    COMPRESSED = "a compressed file"
    PROGRAM = "a program"
    ORC = "an ORC file"
    HDF5 = "an HDF5 file"
    NUMPY = "a NumPy array"
    DBASE = "a dBase table (.dbf)"
    PICKLE = "a pickle of Python"
    STATISTICS = "a file of a statistics program"
    UNKNOWN = "an unknown kind of data"


READABLE = (Kind.TEXT, Kind.XLSX, Kind.XLS, Kind.XLSB, Kind.ODS, Kind.PARQUET)
ZIPPED = (Kind.XLSX, Kind.XLSB, Kind.ODS)

_MARKS = (
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"%PDF", Kind.PDF),
    (b"\x09\x00\x04\x00", Kind.OLDEST),
    (b"\x09\x02\x06\x00", Kind.OLDEST),
    (b"\x09\x04\x06\x00", Kind.OLDEST),
    (b"{\\rtf", Kind.RTF),
    (b"PAR1", Kind.PARQUET),
    (b"PARE", Kind.PASSWORD),
    (b"ARROW1", Kind.ARROW),
    (b"FEA1", Kind.ARROW),
    (b"\xff\xff\xff\xff", Kind.ARROW),
    (b"SQLite format 3\x00", Kind.DATABASE),
    (b"\x00\x01\x00\x00Standard ", Kind.DATABASE),
    (b"\x1f\x8b", Kind.COMPRESSED),
    (b"BZh", Kind.COMPRESSED),
    (b"\xfd7zXZ\x00", Kind.COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", Kind.COMPRESSED),
    (b"Rar!\x1a\x07", Kind.COMPRESSED),
    (b"\x28\xb5\x2f\xfd", Kind.COMPRESSED),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\x89HDF\r\n\x1a\n", Kind.HDF5),
    (b"\x93NUMPY", Kind.NUMPY),
    (b"<stata_dta>", Kind.STATISTICS),
    (b"$FL2@(#)", Kind.STATISTICS),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a compound file holds, by the names of its streams. The first that is known says what it is: a workbook may
# hold documents, and a document workbooks.
_STREAMS = {
    "EncryptedPackage": Kind.PASSWORD,
    "WordDocument": Kind.WORD,
    "PowerPoint Document": Kind.POWERPOINT,
    "Workbook": Kind.XLS,
    "Book": Kind.XLS,
}
# What a zip file is, by a folder or file at its top.
_FOLDERS = {
    "xl": Kind.XLSX,
    "word": Kind.WORD,
    "ppt": Kind.POWERPOINT,
    "Index": Kind.NUMBERS,
    "Index.zip": Kind.NUMBERS,
}
# A dBase table begins with its version; its head is a block and one of as many bytes for each field.
_DBASE = (b"\x03", b"\x83", b"\x8b", b"\x30", b"\xf5")
_DBASE_HEAD = 32
_WEB_PAGE = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|table|meta|style|div|p|br)\b", re.IGNORECASE | re.DOTALL
)
_WEB_ARCHIVE = re.compile(rb"(from: .*|mime-version:.*)\r?\n(.*\r?\n)*content-type: *multipart/", re.IGNORECASE)
_JSON = re.compile(rb'\s*(\{\s*("|\}\s*$)|\[\s*[\[{])')

# What to do with a file that is no scorecard; the code is E_FORMAT where nothing else is said.
_INSTEAD = {
    Kind.PASSWORD: "take the password off in the program that made it, and save it again",
    Kind.DAMAGED: "open it in the program that made it, save it again, or fetch it again",
    Kind.OLDEST: "open it in Excel or LibreOffice and save it as 'Excel Workbook (.xlsx)'",
    Kind.XML_2003: "open it in Excel and save it as 'Excel Workbook (.xlsx)'",
    Kind.WEB_PAGE: "open it in Excel and save it as 'Excel Workbook (.xlsx)'",
    Kind.NUMBERS: "open it in Numbers and export it to Excel or CSV",
    Kind.ZIP: "take the scorecard out of it first",
    Kind.COMPRESSED: "unpack it first",
    Kind.DBASE: "open it in Excel or LibreOffice and save it as 'Excel Workbook (.xlsx)'",
    Kind.STATISTICS: "export it to CSV",
    **dict.fromkeys((Kind.ARROW, Kind.ORC, Kind.HDF5, Kind.NUMPY, Kind.PICKLE), "write it as Parquet or CSV"),
}
_OTHERWISE = "choose a table: CSV, Excel (.xlsx), OpenDocument (.ods) or Parquet"
_CODES = {
    Kind.PASSWORD: "E_PASSWORD",
    Kind.DAMAGED: "E_DAMAGED",
    Kind.WEB_PAGE: "E_HTML_AS_EXCEL",
    Kind.PICTURE: "E_NOT_A_TABLE",
    Kind.PDF: "E_NOT_A_TABLE",
    Kind.PROGRAM: "E_NOT_A_TABLE",
    Kind.UNKNOWN: "E_NOT_A_TABLE",
}

_ENDINGS = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".psv", ".txt"), Kind.TEXT),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), Kind.XLSX),
    **dict.fromkeys((".parquet", ".pq"), Kind.PARQUET),
    ".xls": Kind.XLS,
    ".xlsb": Kind.XLSB,
    ".ods": Kind.ODS,
}


def kind_of(data: bytes) -> Kind:
    r"""What a file is; its kind is empty, and false, where it may be text.

    >>> kind_of(b"%PDF-1.7").value, kind_of(b"\x1f\x8b\x08").value, kind_of(b"indicator,value,target").value
    ('a PDF', 'a compressed file', '')
    """
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return kind
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    # Those whose mark is two letters that a text may begin with too.
    if (data.startswith(b"MZ") and b"\x00" in data[:64]) or _is_bitmap(data) or data[8:12] == b"WEBP":
        return Kind.PROGRAM if data.startswith(b"MZ") else Kind.PICTURE
    return _by_structure(data) or _written(data[:4096])


def unreadable(data: bytes) -> Problem | None:
    """What refuses a file that is no table at all, with what to do instead; None where it may be one.

    >>> print(unreadable(b"%PDF-1.7"))
    error: file: The file is a PDF and no scorecard; choose a table: CSV, Excel (.xlsx), OpenDocument (.ods) or Parquet.
    """
    kind = kind_of(data)
    if kind == Kind.TEXT and _JSON.match(_plain(data[:4096])):
        told = "The file is JSON, as scenarios are, and no table; open a scenario beside its scorecard."
        return error("E_FORMAT", "file", told)
    if kind in READABLE:
        return None
    told = f"The file is {kind} and no scorecard; {_INSTEAD.get(kind, _OTHERWISE)}."
    return error(_CODES.get(kind, "E_FORMAT"), "file", told)


def wrong_ending(name: str, kind: Kind) -> list[Problem]:
    """A warning where the ending of a file's name is that of another kind; an unknown ending, or none, says nothing.

    >>> [str(problem) for problem in wrong_ending("report.csv", Kind.XLSX)]
    ['warning: file: The file is named .csv and is an Excel workbook; it was read as what it is.']
    """
    ending = PurePosixPath(name.strip()).suffix.lower()
    if ending not in _ENDINGS or _ENDINGS[ending] == kind:
        return []
    told = f"The file is named {ending} and is {kind or 'text (CSV)'}; it was read as what it is."
    return [warning("W_WRONG_EXTENSION", "file", told)]


def _is_bitmap(data: bytes) -> bool:
    """Whether a file begins as a Windows bitmap does: with its own length."""
    return data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)


def _by_structure(data: bytes) -> Kind:
    """What a file is that no mark at its beginning tells; empty where it may be text."""
    if data.startswith(b"ORC") and data[-4:-1] == b"ORC":
        return Kind.ORC
    if re.match(rb"\x80[\x02-\x05]", data) and data.endswith(b"."):
        return Kind.PICKLE
    fields = int.from_bytes(data[8:10], "little")
    if data[:1] in _DBASE and fields > _DBASE_HEAD and data[fields - 1 : fields] == b"\r":
        return Kind.DBASE
    head = data[:4096]
    if b"PK\x03\x04" in head and b"PK\x05\x06" in data[-(1 << 16) :]:
        return Kind.DAMAGED
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Kind.TEXT
    # In UTF-16 only every second byte is zero, and no text has other control characters beside many zeros.
    zeros = min(head[::2].count(0), head[1::2].count(0))
    return Kind.UNKNOWN if 20 * zeros > len(head) and re.search(rb"[\x01-\x08\x0e-\x19]", head) else Kind.TEXT


def _plain(head: bytes) -> bytes:
    """The beginning of a text in single bytes: marks of its encoding and the zeros of UTF-16 left out."""
    return head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")


def _written(head: bytes) -> Kind:
    """What a file of characters is, by its beginning."""
    head = _plain(head)
    if _WEB_PAGE.match(head) or _WEB_ARCHIVE.match(head):
        return Kind.WEB_PAGE
    if not head.lstrip().startswith(b"<?xml"):
        return Kind.TEXT
    if b"office:spreadsheet" in head or b"Excel.Sheet" in head:
        return Kind.XML_2003
    return Kind.WEB_PAGE if re.search(rb"<html\b|<!doctype html", head, re.IGNORECASE) else Kind.XML


def _compound(data: bytes) -> Kind:
    """What a compound (OLE) file is: by the first stream of its directory that is known."""
    size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    start = (int.from_bytes(data[48:52], "little") + 1) * size
    for at in range(start, min(start + size, len(data)), 128):
        name = data[at : at + 64].decode("utf-16-le", "replace").split("\x00")[0]
        if name in _STREAMS:
            return _STREAMS[name]
    listed = (kind for name, kind in _STREAMS.items() if f"{name}\x00".encode("utf-16-le") in data)
    return next(listed, Kind.OFFICE)


def _zipped(data: bytes) -> Kind:
    """What a zip file is."""
    if data.count(_PART_LISTED) > MOST_PARTS:
        return Kind.ZIP
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    # The list of parts may be broken in as many ways as there are bytes in it.
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError, LookupError):
        return Kind.DAMAGED
    if "mimetype" in names and "content.xml" in names:
        others = b"opendocument" in data[:256] and b"opendocument.spreadsheet" not in data[:256]
        return Kind.OPENDOCUMENT if others else Kind.ODS
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    top = {name.partition("/")[0] for name in names}
    return next((kind for folder, kind in _FOLDERS.items() if folder in top), Kind.ZIP)
