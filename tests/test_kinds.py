import bz2
import gzip
import io
import zipfile

import pytest

from ragcore.files.kinds import Kind, kind_of, unreadable, wrong_ending


def zipped(*names, mimetype=None):
    """The bytes of a zip file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


def compound(*streams):
    """The bytes of a compound (OLE) file whose directory lists these streams."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30] = 9
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *streams))
    return bytes(header) + entries.ljust(512, b"\x00")


ODS = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped("xl/workbook.xml"), Kind.XLSX),
        (zipped("xl/workbook.bin"), Kind.XLSB),
        (zipped("content.xml", mimetype=ODS), Kind.ODS),
        (compound("Workbook"), Kind.XLS),
        (compound("Book"), Kind.XLS),
        (b"PAR1....PAR1", Kind.PARQUET),
        (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
        (b"BM\x0a\x00\x00\x00....", Kind.PICTURE),
        (b"%PDF-1.7", Kind.PDF),
        (zipped("word/document.xml"), Kind.WORD),
        (compound("WordDocument", "Workbook"), Kind.WORD),
        (zipped("ppt/presentation.xml"), Kind.POWERPOINT),
        (zipped("content.xml", mimetype=ODS.replace("spreadsheet", "text")), Kind.OPENDOCUMENT),
        (zipped("Index/Document.iwa"), Kind.NUMBERS),
        (zipped("figures.csv"), Kind.ZIP),
        (zipped("xl/workbook.xml")[:40], Kind.DAMAGED),
        (compound("EncryptionInfo", "EncryptedPackage"), Kind.PASSWORD),
        (compound("Stranger"), Kind.OFFICE),
        (b"PARE....PARE", Kind.PASSWORD),
        (b"ARROW1\x00\x00", Kind.ARROW),
        (gzip.compress(b"{}"), Kind.COMPRESSED),
        (bz2.compress(b"{}"), Kind.COMPRESSED),
        (b"MZ\x90\x00\x03", Kind.PROGRAM),
        (b"\xef\xbb\xbf\n <!DOCTYPE html>", Kind.WEB_PAGE),
        (b"<HTML>", Kind.WEB_PAGE),
        (b"<!-- made by a system --><table border=1>", Kind.WEB_PAGE),
        ("\ufeff<html>".encode("utf-16-le"), Kind.WEB_PAGE),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related", Kind.WEB_PAGE),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', Kind.XML_2003),
        (b'<?xml version="1.0"?><report/>', Kind.XML),
        (b"SQLite format 3\x00", Kind.DATABASE),
    ],
)
def test_a_file_is_what_it_holds(data, kind):
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"indicator,value", b'{"format": 1}', b"PK,value", b"<5,6", b"BM,1", b"MZ,1"]
)
def test_what_may_be_text_is_no_other_kind(data):
    assert kind_of(data) == Kind.TEXT
    assert not kind_of(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"ORC\x08\x01 stripes and footer ORC\x17", Kind.ORC),
        (b"\x89HDF\r\n\x1a\n" + bytes(88), Kind.HDF5),
        (b"\x93NUMPY\x01\x00v\x00{'descr'}", Kind.NUMPY),
        (b"\x80\x04\x95\x05\x00]\x94K\x01a.", Kind.PICKLE),
        (b"\x03" + bytes(7) + (65).to_bytes(2, "little") + bytes(54) + b"\r rows", Kind.DBASE),
        (b"HTTP/1.1 200 OK\r\n\r\n" + zipped("xl/workbook.xml"), Kind.DAMAGED),
        (b"\x01\x02\x00\x00\x00" * 100, Kind.UNKNOWN),
        (b"ORCHARD,value,target\nApples,1,2\n", Kind.TEXT),
        (b"\x80uros,value\nA,1.", Kind.TEXT),
        (b"0,1,2,3,4,5,6,7", Kind.TEXT),
        (b"indicator,value\nCalls,8" + bytes(500), Kind.TEXT),
        ("indicator,value\nCalls\x07,8".encode("utf-16"), Kind.TEXT),
    ],
)
def test_other_kinds_of_data_are_told_from_text(data, kind):
    assert kind_of(data) is kind


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind])
def test_every_kind_is_named_in_words(kind):
    assert kind.split()[0] in ("a", "an")


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"\x89PNG", "E_NOT_A_TABLE", "picture"),
        (b"<html>", "E_HTML_AS_EXCEL", "web page"),
        (zipped("word/document.xml"), "E_FORMAT", "Word"),
        (compound("EncryptedPackage"), "E_PASSWORD", "password"),
        (b"ARROW1", "E_FORMAT", "Arrow"),
        (b"PK\x03\x04 and no more", "E_DAMAGED", "damaged"),
        (b'{"format": "scorecard-scenario"}', "E_FORMAT", "JSON"),
        (b'[\n  {"indicator": "Calls"}]', "E_FORMAT", "JSON"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(data, code, said):
    problem = unreadable(data)

    assert problem.code == code
    assert said in problem.message
    assert ";" in problem.message


@pytest.mark.parametrize(
    "data", [b"indicator,value", zipped("xl/workbook.xml"), b"PAR1", b"[c] suppressed\n", b"{x},1"]
)
def test_what_may_be_a_table_is_not_refused(data):
    assert unreadable(data) is None


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("x.csv", Kind.XLSX, "an Excel workbook"),
        ("X.XLSX", Kind.TEXT, "text"),
        ("x.parquet", Kind.TEXT, "text"),
        ("x.xls", Kind.XLSX, "an Excel workbook"),
        ("x.csv ", Kind.PARQUET, "a Parquet file"),
    ],
)
def test_an_ending_that_does_not_fit_is_told(name, kind, said):
    assert said in wrong_ending(name, kind)[0].message


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("x.csv", Kind.TEXT),
        ("x.xlsm", Kind.XLSX),
        ("x", Kind.XLSX),
        ("x.csv.exe", Kind.TEXT),
        (".csv", Kind.XLSX),
        ("", Kind.ODS),
    ],
)
def test_an_ending_that_fits_or_says_nothing_is_not_told(name, kind):
    assert wrong_ending(name, kind) == []
