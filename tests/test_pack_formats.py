import io
import subprocess
import sys
import zipfile
from pathlib import Path

import packs
import pytest

from ui.pack.formats import FORMATS, named

ROOT = Path(__file__).parent.parent
BEGINS = {
    "docx": b"PK",
    "pptx": b"PK",
    "xlsx": b"PK",
    "pdf": b"%PDF",
    "html": b"<!DOCTYPE html>",
    "csv": b"\xef\xbb\xbfid,",
    "parquet": b"PAR1",
    "zip": b"PK",
}


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.ending)
def test_a_pack_becomes_a_file_of_its_kind_and_twice_the_same_bytes(each):
    made = each.make(packs.one())

    assert made.startswith(BEGINS[each.ending])
    assert each.make(packs.one()) == made


def test_the_zip_holds_one_of_each_other_format():
    with zipfile.ZipFile(io.BytesIO(named("zip").make(packs.stands()))) as file:
        names = [part.filename for part in file.infolist()]
        pdf = file.read("report.pdf")

    assert names == [f"report.{each.ending}" for each in FORMATS if each.ending != "zip"]
    assert pdf == named("pdf").make(packs.stands())


def test_no_two_formats_have_one_name_or_one_ending():
    assert len({each.name for each in FORMATS}) == len({each.ending for each in FORMATS}) == len(FORMATS)


def test_an_ending_is_known_in_capitals_too():
    assert named("DOCX") is named("docx")


@pytest.mark.parametrize(("ending", "told"), [("doc", "ends with .doc,"), ("", "has no ending,")])
def test_an_unknown_ending_is_refused_by_a_sentence_that_lists_the_known(ending, told):
    with pytest.raises(
        ValueError, match=r"no format of a report; use one of \.docx, \.pptx, \.xlsx, \.pdf, \.html"
    ) as fault:
        named(ending)
    assert told in str(fault.value)


def test_the_formats_load_none_of_the_large_libraries_before_one_is_made():
    script = (
        "import ui.pack.formats, sys; "
        "print(sorted({'docx', 'pptx', 'typst', 'vl_convert', 'altair', 'streamlit'} & sys.modules.keys()))"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_document_tells_every_format():
    told = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")

    assert [each.name for each in FORMATS if each.name.split()[0] not in told and each.ending != "zip"] == []
    assert [each.ending for each in FORMATS if f"`.{each.ending}`" not in told] == []
