"""Which encoding a text file is in: found from its bytes, and told where it is not UTF-8."""

from __future__ import annotations

import re

import numpy as np

from ragcore.problems import Place, Problem, error, quoted, warning

# Looked at to see whether every second byte is zero, as in UTF-16.
_SAMPLE = 2_000
_STEP = 1_000_000
_QUOTE = ord('"')
# Letters as UTF-8 writes them, where Windows-1252 has no likely pair of letters: a capital 'É' before a dash is a pair
# of the other lead bytes by chance; two such pairs on end are a word in another script.
_UTF_8 = re.compile(
    rb"[\xc2-\xc5][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|(?:[\xc6-\xdf][\x80-\xbf]){2}"
)
_SAVE = "save it as 'CSV UTF-8'"
# The signs that Windows-1252 or Latin-1 have for the bytes that follow the first one of a letter in UTF-8.
_FOLLOWING = "".join(map(chr, range(0x80, 0xC0))) + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_GARBLED = re.compile(f"\ufffd|[\u00c2\u00c3][{_FOLLOWING}]|\u00e2[{_FOLLOWING}]{{2}}")


def encoding_of(data: bytes) -> tuple[str, list[Problem]]:
    r"""The name of the encoding that Python reads the text with, '' where none will do, and what there is to tell.

    >>> encoding_of("Ynys Môn".encode()), encoding_of(b"Ynys M\xf4n")[0]
    (('utf-8-sig', []), 'cp1252')
    """
    wide = _utf_16(data)
    if wide:
        return _read_as_utf_16(data, wide)
    if b"\x00" in data:
        row = row_at(data, data.index(b"\x00"))
        told = "The text holds a NUL character here, which no text has; export the file again."
        return "", [error("E_CONTROL_CHAR", Place([row]), told)]
    at = _not_utf_8(data)
    return _other(data, at) if at >= 0 else ("utf-8-sig", [])


def is_garbled(text: str) -> bool:
    r"""Whether a text has lost letters, or was read in another encoding than it was written in.

    >>> is_garbled("Ynys M\u00c3\u00b4n"), is_garbled("Ynys M\ufffdn"), is_garbled("Ynys Môn"), is_garbled("ÂGE")
    (True, True, False, False)
    """
    return not text.isascii() and bool(_GARBLED.search(text))


def row_at(data: bytes, at: int) -> int:
    r"""The number of the row that a byte belongs to; a line break in quotation marks ends no row.

    >>> row_at(b'name\n"Calls\nanswered"\nWaste', 23)
    3
    """
    end = ord("\n") if b"\n" in data else ord("\r")
    row, inside = 1, 0
    for start in range(0, at, _STEP):
        piece = np.frombuffer(data[start : min(start + _STEP, at)], dtype=np.uint8)
        within = np.bitwise_xor.accumulate((piece == _QUOTE).astype(np.uint8)) ^ inside
        row += int(np.count_nonzero((piece == end) & (within == 0)))
        inside = int(within[-1])
    return row


def _utf_16(data: bytes) -> str:
    """Which UTF-16 a file is in, by its mark or because every second byte is zero; '' where it is in neither."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:_SAMPLE]
    first, second = sample[::2].count(0), sample[1::2].count(0)
    most = len(sample) * 0.4
    if second > most and not first:
        return "utf-16-le"
    return "utf-16-be" if first > most and not second else ""


def _read_as_utf_16(data: bytes, encoding: str) -> tuple[str, list[Problem]]:
    """What there is to tell of a file in UTF-16."""
    try:
        broken = "\x00" in data.decode(encoding)  # as in UTF-32, every second character of which would be zero
    except UnicodeDecodeError:
        broken = True
    if broken:
        return "", [error("E_ENCODING", "file", f"The file is not UTF-8, nor whole UTF-16; {_SAVE}.")]
    told = f"The file is in UTF-16 ('Unicode text') and was read as such; {_SAVE} where other programs must read it."
    return encoding, [warning("W_ENCODING", "file", told)]


def _not_utf_8(data: bytes) -> int:
    """Where the first byte is that UTF-8 does not have, -1 where there is none."""
    if data.isascii():
        return -1
    start = 0
    while start < len(data):
        # To the end of a line, so that no character is cut; and piece by piece, so that no second copy is made.
        end = (data.find(b"\n", start + _STEP) + 1) or len(data)
        try:
            data[start:end].decode()
        except UnicodeDecodeError as fault:
            return start + fault.start
        start = end
    return -1


def _other(data: bytes, at: int) -> tuple[str, list[Problem]]:
    """What a file is in that is not UTF-8 from some byte on."""
    row = row_at(data, at)
    utf_8 = _UTF_8.search(data)
    if utf_8:
        other = row_at(data, utf_8.start())
        told = f"The file is in two encodings: row {row} is not UTF-8, and row {other} is; {_SAVE} from one program."
        return "", [error("E_ENCODING_MIXED", Place([row]), told)]
    try:
        for start in range(0, len(data), _STEP):
            data[start : start + _STEP].decode("cp1252")
    except UnicodeDecodeError as fault:
        row = row_at(data, start + fault.start)
        return "", [error("E_ENCODING", Place([row]), f"The file is neither UTF-8 nor Windows-1252 here; {_SAVE}.")]
    letter = data[at : at + 1].decode("cp1252")
    shown = quoted(letter) if letter.strip() else "a no-break space"
    told = (
        f"The file is not UTF-8 and was read as Windows-1252, the first such character being {shown} in row {row}; "
        f"look whether letters and signs are right, or {_SAVE}."
    )
    return "cp1252", [warning("W_ENCODING", "file", told)]
