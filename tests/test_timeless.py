from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ui.pack.timeless import timeless

PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>" * 100}


def zipped(when):
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_STORED) as file:
        for name, content in PARTS.items():
            file.writestr(ZipInfo(name, when), content)
    return kept.getvalue()


def test_when_a_file_was_made_makes_no_difference():
    one, other = zipped((2016, 12, 6, 9, 0, 0)), zipped((2026, 1, 5, 10, 0, 2))

    assert one != other
    assert timeless(one) == timeless(other)


def test_its_parts_stay_as_they_are_and_in_their_order():
    with ZipFile(BytesIO(timeless(zipped((2016, 12, 6, 9, 0, 0))))) as file:
        assert {name: file.read(name) for name in file.namelist()} == PARTS
        assert file.namelist() == list(PARTS)
