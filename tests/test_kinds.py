import gzip

import pytest

from ragcore.kinds import kind_of


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04rest", "a workbook or a zip file"),
        (gzip.compress(b"{}"), "a compressed file"),
        (b"PAR1", "a Parquet file"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html>", "a web page"),
        (b"<HTML>", "a web page"),
    ],
)
def test_a_file_is_what_it_begins_with(data, kind):
    assert kind_of(data) == kind


@pytest.mark.parametrize("data", [b"", b"\n", b"indicator,value", b'{"format": 1}', b"PK,value", b"<5,6"])
def test_what_may_be_text_is_no_other_kind(data):
    assert kind_of(data) == ""
