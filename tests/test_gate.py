import tracemalloc
from pathlib import Path

import pytest
from test_kinds import compound

from ragcore.files.gate import enter
from ragcore.files.kinds import Kind
from ragcore.files.table import MOST_BYTES


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\x00\x00", b"\xef\xbb\xbf\n"])
def test_a_file_without_anything_is_empty(data):
    assert enter(data)[1][0].code == "E_EMPTY"


def test_a_file_that_is_too_large_is_refused_by_that_number():
    (problem,) = enter(bytes(MOST_BYTES + 1))[1]

    assert problem.code == "E_TOO_LARGE"
    assert "100 MB" in problem.message


@pytest.mark.parametrize(
    "data",
    [
        b"PAR1PAR1",
        b"PAR1" + b"x" * 20 + b"\xff\xff\xff\x7fPAR1",
        b"PAR1" + b"x" * 20 + b"\x04\x00\x00\x00PARX",
        b"PAR1" + b"x" * 20 + b"\x00\x00\x00\x00PAR1",
        compound("Workbook")[:30] + b"\x63" + compound("Workbook")[31:],
        b"PK\x03\x04",
    ],
)
def test_a_broken_container_is_damaged(data):
    (problem,) = enter(data)[1]

    assert problem.code == "E_DAMAGED"
    assert "damaged" in problem.message


def test_what_is_sound_passes():
    assert enter(b"indicator,value") == (Kind.TEXT, [])
    assert enter(compound("Workbook")) == (Kind.XLS, [])
    assert enter(b"PAR1" + b"x" * 20 + b"\x04\x00\x00\x00PAR1") == (Kind.PARQUET, [])


# The folder of hostile files says what must be in the sentence; these are settled by structure alone.
REFUSED = {
    "xlsx/billion_laughs.xlsx": "damaged or unsafe",
    "xlsx/xxe_file_read.xlsx": "damaged or unsafe",
    "xlsx/bomb_shared_string.xlsx": "MB",
    "xlsx/crc_wrong.xlsx": "damaged",
    "xlsx/member_path_traversal.xlsx": "unsafe",
    "xlsx/overlapping_entries.xlsx": "unsafe",
    "xlsx/word_document_renamed.xlsx": "Word",
    "parquet/arrow_ipc_renamed.parquet": "Arrow",
    "parquet/magic_only.parquet": "damaged",
    "parquet/footer_length_huge.parquet": "damaged",
    "csv/png_renamed.csv": "picture",
    "csv/html_saved_as.xls": "web page",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_its_words_and_takes_little_memory(shared, name):
    data = (shared / "hostile" / "files" / name).read_bytes()
    tracemalloc.start()

    (problem,) = enter(data)[1]

    assert REFUSED[name] in problem.message
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_no_other_file_is_refused_by_its_structure(shared):
    files = [*(shared / "hostile" / "files").glob("[cxp][sla]*/*"), *(shared / "data").rglob("*.*")]
    files = [file for file in files if file.suffix in (".csv", ".xlsx", ".ods", ".xlsb", ".parquet")]

    refused = {Path(file.parent.name, file.name).as_posix() for file in files if enter(file.read_bytes())[1]}

    assert len(files) > 100
    assert refused == REFUSED.keys() - {"csv/html_saved_as.xls"}
