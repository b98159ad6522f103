"""Zip files that hold a workbook: refused before any reader sees them where they are unsafe, damaged or too large."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from struct import Struct

from ragcore.files.kinds import MOST_PARTS
from ragcore.files.table import MOST_BYTES_UNPACKED
from ragcore.problems import Problem, error, quoted

# Deflate packs a long run of one byte about a thousand times smaller; no sheet comes near that.
MOST_TIMES_LARGER = 250
# A small file may be packed as well as it likes.
FEW_BYTES = 10_000_000
_CHUNK = 65_536

_LOCAL = Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_UNSAFE_NAME = re.compile(r"^[/\\]|\\|:|\x00|(^|/)\.\.(/|$)")
_DECLARED = re.compile(rb"""<!(DOCTYPE|ENTITY)""", re.IGNORECASE)
_DECLARED_AT_MOST = len(b"<!DOCTYPE") - 1
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
# Encodings in which a mark of XML is the same bytes as in ASCII; the zeros of UTF-16 are left out before it is looked
# for. In another one a declaration could hide.
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
_BYTE_ORDER = re.compile(rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
# So much of a part, space before it left out, says whether it is XML and in which encoding.
_HEAD = 1000

_UNSAFE = "The workbook is damaged or built in an unsafe way ({}); open it in Excel and save it again."
_DAMAGED = "The workbook is damaged ({}); fetch it again, or open it in Excel and save it again."
_DTD = "The workbook is damaged or unsafe: {} declares what no workbook does; open it in Excel and save it again."


class _FaultError(Exception):
    """Says what is wrong with a zip file, once it is known."""

    def __init__(self, code: str, message: str) -> None:
        """Take the problem's code and sentence."""
        super().__init__(message)
        self.problem = error(code, "file", message)


def faults(data: bytes) -> list[Problem]:
    """What refuses a zipped workbook by its structure alone: at most one problem.

    Every part is unpacked once, in small pieces that are counted, checked and dropped.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_names(parts)
            spans = _spans(data, parts, archive.start_dir)
            _check_sizes(parts, len(data))
        for part, (start, end) in zip(parts, spans, strict=True):
            _check_content(part, memoryview(data)[start:end])
    except _FaultError as fault:
        return [fault.problem]
    # The list of parts may be broken in as many ways as there are bytes in it.
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError, LookupError):
        return [error("E_DAMAGED", "file", _DAMAGED.format("its list of parts cannot be read"))]
    return []


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse too many parts, two of one name, and names that lead out of the workbook."""
    if len(parts) > MOST_PARTS:
        raise _FaultError("E_UNSAFE_ZIP", _UNSAFE.format(f"it has more than {MOST_PARTS:,} parts"))
    seen: set[str] = set()
    for part in parts:
        name = part.orig_filename
        if _UNSAFE_NAME.search(name):
            raise _FaultError("E_UNSAFE_ZIP", _UNSAFE.format(f"it has a part named {quoted(name)}"))
        if name.casefold() in seen:
            raise _FaultError("E_UNSAFE_ZIP", _UNSAFE.format(f"it has two parts named {quoted(name)}"))
        seen.add(name.casefold())
        if part.flag_bits & _ENCRYPTED:
            told = "The workbook is packed with a password; take the password off and save it again."
            raise _FaultError("E_PASSWORD", told)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _FaultError("E_UNSAFE_ZIP", _UNSAFE.format(f"the part {quoted(name)} is packed in an unknown way"))


def _check_sizes(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse what says itself that it unpacks to too much."""
    unpacked = sum(part.file_size for part in parts)
    most = MOST_BYTES_UNPACKED
    if unpacked > FEW_BYTES:
        most = min(most, max(FEW_BYTES, size * MOST_TIMES_LARGER))
    if unpacked > most:
        told = (
            f"The workbook unpacks to {unpacked / 1e6:,.0f} MB, and the most for its size is {most / 1e6:,.0f} MB; "
            "leave out what is not the scorecard."
        )
        raise _FaultError("E_TOO_LARGE_UNZIPPED", told)


def _spans(data: bytes, parts: list[zipfile.ZipInfo], directory: int) -> list[tuple[int, int]]:
    """Where the packed content of each part begins and ends; refused where two of them share bytes."""
    spans: list[tuple[int, int]] = []
    for part in parts:
        head = part.header_offset
        if head < 0 or head + _LOCAL.size > len(data):
            raise _FaultError("E_DAMAGED", _DAMAGED.format(f"the part {quoted(part.filename)} is cut off"))
        mark, *_, name, extra = _LOCAL.unpack_from(data, head)
        start = head + _LOCAL.size + name + extra
        if mark != b"PK\x03\x04" or start + part.compress_size > directory:
            raise _FaultError(
                "E_DAMAGED", _DAMAGED.format(f"the part {quoted(part.filename)} is not where it should be")
            )
        spans.append((start, start + part.compress_size))
    taken = sorted((part.header_offset, end) for part, (_, end) in zip(parts, spans, strict=True))
    if any(end > following for (_, end), (following, _) in pairwise(taken)):
        raise _FaultError("E_UNSAFE_ZIP", _UNSAFE.format("some of its parts overlap"))
    return spans


def _check_content(part: zipfile.ZipInfo, packed: memoryview) -> None:
    """Unpack a part once: refuse one that is not what its entry says, and XML that declares a type or entities."""
    name = quoted(part.filename)
    size = checksum = 0
    head, tail = b"", b""
    try:
        for chunk in _unpacked(part, packed):
            size += len(chunk)
            if size > part.file_size:
                told = f"{name} unpacks to more than the {part.file_size / 1e6:,.1f} MB that it says"
                raise _FaultError("E_DAMAGED", _UNSAFE.format(told))
            checksum = zlib.crc32(chunk, checksum)
            plain = chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk
            if len(head) < _HEAD:
                head = _BYTE_ORDER.sub(b"", head + plain, count=1).lstrip()[:_HEAD]
            if _hides(head, tail + plain):
                raise _FaultError("E_XML_DTD", _DTD.format(name))
            tail = plain[-_DECLARED_AT_MOST:]
    except zlib.error:
        raise _FaultError("E_DAMAGED", _DAMAGED.format(f"the part {name} cannot be unpacked")) from None
    if size != part.file_size or checksum != part.CRC:
        raise _FaultError("E_DAMAGED", _DAMAGED.format(f"the part {name} is not as it was written"))


def _unpacked(part: zipfile.ZipInfo, packed: memoryview) -> Iterator[bytes]:
    """The content of a part in pieces of at most 64 kB, however much it unpacks to."""
    chunks = (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
    if part.compress_type == zipfile.ZIP_STORED:
        yield from chunks
        return
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in chunks:
        pending = chunk
        while pending:
            yield unpack.decompress(pending, _CHUNK)
            pending = unpack.unconsumed_tail
    while rest := unpack.decompress(b"", _CHUNK):
        yield rest


def _hides(head: bytes, plain: bytes) -> bool:
    """Whether a part, which begins with `head`, is XML that declares something here, or may do so unseen."""
    if not head.startswith(b"<"):
        return False
    encoding = _ENCODING.match(head)
    return bool((encoding and encoding[1].lower() not in _PLAIN_ENCODINGS) or _DECLARED.search(plain))
