"""What a file is that is neither a table nor JSON: told from its first bytes, whatever its name says."""

from __future__ import annotations

_KINDS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a workbook or a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old workbook"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PAR1", "a Parquet file"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
)


def kind_of(data: bytes) -> str:
    r"""What a file is in words; '' where it may be text.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"\x1f\x8b\x08"), kind_of(b"indicator,value,target")
    ('a PDF', 'a compressed file', '')
    """
    begins = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((name for mark, name in _KINDS if begins.startswith(mark.lower())), "")
