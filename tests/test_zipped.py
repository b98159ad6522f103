import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.zipped import faults


def zipped(parts=(("xl/workbook.xml", b"<workbook/>"),), compression=zipfile.ZIP_DEFLATED):
    """The bytes of a zip file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def the_fault(data):
    (problem,) = faults(data)
    return problem


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_workbook_as_it_should_be_has_no_fault(compression):
    parts = [("xl/workbook.xml", b"<workbook/>"), ("xl/a.bin", bytes(200_000)), ("empty", b"")]

    assert faults(zipped(parts, compression)) == []


def test_a_workbook_that_was_written_as_a_stream_has_no_fault():
    class Stream(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise OSError

    file = Stream()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/b.xml", "<b/>")

    assert faults(file.getvalue()) == []


@pytest.mark.parametrize("name", ["../x", "/x", "a/../b", "..\\x", "C:x", "a\\b", "\\x"])
def test_a_name_that_leads_out_is_refused(name):
    info = zipfile.ZipInfo()
    info.filename = name  # as it is: the constructor would tidy it

    problem = the_fault(zipped([(info, b"x")]))

    assert problem.code == "E_UNSAFE_ZIP"
    assert "unsafe" in problem.message


@pytest.mark.parametrize("second", ["xl/a.xml", "xl/A.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(second):
    assert the_fault(zipped([("xl/a.xml", b"<a/>"), (second, b"<b/>")])).code == "E_UNSAFE_ZIP"


def test_too_many_parts_are_refused():
    assert the_fault(zipped([(f"{n}", b"") for n in range(10_001)])).code == "E_UNSAFE_ZIP"


def test_parts_that_share_bytes_are_refused():
    data = zipped([("a.xml", b"<a/>"), ("b.xml", b"<b/>")], zipfile.ZIP_STORED)
    first, second = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    overlapping = bytearray(data)
    overlapping[second + 42 : second + 46] = overlapping[first + 42 : first + 46]

    problem = the_fault(bytes(overlapping))

    assert problem.code == "E_UNSAFE_ZIP"
    assert "overlap" in problem.message


def test_a_bomb_is_refused_by_what_it_says_and_takes_no_memory():
    pack = zlib.compressobj(9, wbits=-15)
    packed = b"".join(pack.compress(bytes(1_000_000)) for _ in range(300)) + pack.flush()
    data = zip_of(packed, 300_000_000, 0)
    tracemalloc.start()

    problem = the_fault(data)

    assert problem.code == "E_TOO_LARGE_UNZIPPED"
    assert "300 MB" in problem.message
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_stopped_as_soon_as_that_is_seen():
    pack = zlib.compressobj(9, wbits=-15)
    packed = b"".join(pack.compress(bytes(1_000_000)) for _ in range(300)) + pack.flush()
    data = zip_of(packed, 1000, zlib.crc32(bytes(1000)))
    tracemalloc.start()

    problem = the_fault(data)

    assert problem.code == "E_DAMAGED"
    assert "unsafe" in problem.message
    assert "MB" in problem.message
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def zip_of(packed, size, checksum, name=b"xl/workbook.xml"):
    """A zip file of one part, whose entries say what they are told to."""
    entry = struct.pack("<5H3L2H", 20, 0, 8, 0, 33, checksum, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + entry + name + packed
    listed = b"PK\x01\x02\x14\x00" + entry + struct.pack("<3H2L", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1, 1, len(listed), len(local), 0)
    return local + listed + end


def test_a_part_that_is_smaller_than_it_says_is_damaged():
    pack = zlib.compressobj(wbits=-15)
    packed = pack.compress(b"<a/>") + pack.flush()

    assert faults(zip_of(packed, 4, zlib.crc32(b"<a/>"))) == []
    assert the_fault(zip_of(packed, 5, zlib.crc32(b"<a/>"))).code == "E_DAMAGED"
    assert the_fault(zip_of(packed, 4, 1)).code == "E_DAMAGED"


def test_a_password_is_told_as_one():
    data = bytearray(zipped())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert the_fault(bytes(data)).code == "E_PASSWORD"


DECLARED = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'


@pytest.mark.parametrize(
    "content",
    [
        DECLARED.encode(),
        b'\xef\xbb\xbf<?xml version="1.0"?>\n' + DECLARED.encode(),
        DECLARED.encode("utf-16"),
        DECLARED.encode("utf-16-be"),
        f"<?xml version='1.0' encoding='UTF-16'?>{DECLARED}".encode("utf-16-le"),
        b" " * 200_000 + DECLARED.encode(),
        b"<!--" + b"-" * 65_525 + b"-->" + DECLARED.encode(),
        b"<?xml version='1.0' encoding='cp037'?>" + DECLARED.encode("cp037"),
    ],
)
@pytest.mark.parametrize("name", ["xl/a.xml", "xl/a.dat"])
def test_xml_that_declares_a_type_or_entities_is_refused_however_it_is_written(content, name):
    problem = the_fault(zipped([(name, content)]))

    assert problem.code == "E_XML_DTD"
    assert "damaged or unsafe" in problem.message


def test_what_only_looks_like_a_declaration_is_let_through():
    assert faults(zipped([("a.xml", b"<a>&lt;!DOCTYPE</a>"), ("a.bin", b"\x01<!DOCTYPE")])) == []


@given(st.data())
def test_no_flipped_byte_or_cut_gets_a_traceback_or_past_the_checksums(data):
    whole = zipped([("xl/workbook.xml", b"<workbook>" + bytes(range(32, 60)) * 9 + b"</workbook>"), ("b", b"x" * 99)])
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]

    for broken in (flipped, whole[:at]):
        assert len(faults(broken)) <= 1
    assert faults(whole[:at]) != []
