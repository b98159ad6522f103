import pytest

from ui import acronyms


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder for all that the app keeps."""
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path))
    return tmp_path


def own(folder, text):
    """A council's own list."""
    (folder / "acronyms.csv").write_text(text, encoding="utf-8")


def test_an_acronym_is_spelled_out_as_the_list_has_it():
    assert acronyms.in_words("% of CLA placed in county") == "CLA: Children looked after"


def test_the_name_of_a_ministry_keeps_its_capital():
    assert acronyms.in_words("Sent to the DfE") == "DfE: Department for Education"


def test_several_are_told_in_the_order_of_the_list():
    assert acronyms.in_words("ICPCs and an ICPC for CP") == (
        "CP: Child protection; ICPC: Initial child protection conference"
    )


@pytest.mark.parametrize("text", ["", "Calls answered", "cla", "CLAIMS", "XCLA"])
def test_text_without_a_listed_acronym_has_nothing_to_spell_out(text):
    assert acronyms.in_words(text) == ""


@pytest.mark.parametrize("text", ["CLA", "(CLA)", "CLA/CP", "non-CLA", "CLA's"])
def test_an_acronym_is_found_between_marks(text):
    assert ("CLA", "Children looked after") in acronyms.found_in([text])


def test_the_whole_of_a_scorecard_is_asked_at_once():
    found = acronyms.found_in(["KPI 1", "RAG", "KPI 2"])

    assert [short for short, _ in found] == ["KPI", "RAG"]


def test_without_a_folder_of_its_own_a_council_has_the_list_that_ships(monkeypatch):
    monkeypatch.delenv("RAG_DATA_DIR", raising=False)

    assert acronyms.listed(None)["CLA"] == "Children looked after"


def test_a_folder_without_a_list_adds_nothing(kept):
    assert acronyms.listed(kept) == acronyms.listed(None)


def test_a_councils_own_list_adds_to_the_one_that_ships_and_goes_before_it(kept):
    own(kept, "acronym,meaning\nSEND,Special educational needs and disabilities\nCP,Car park\n")

    assert acronyms.in_words("SEND, CP and CLA") == (
        "CLA: Children looked after; CP: Car park; SEND: Special educational needs and disabilities"
    )


def test_rows_that_say_nothing_are_left_out(kept):
    own(kept, "\ufeffacronym,meaning\n,Nothing\nXX,\n YY , Yes \n")

    assert acronyms.found_in(["XX YY"]) == [("YY", "Yes")]


@pytest.mark.parametrize("data", [b"acronym,meaning\nYY,caf\xe9\n", b"\xff\xfe\x00"])
def test_a_list_that_cannot_be_read_adds_nothing_and_the_log_is_told(kept, caplog, data):
    (kept / "acronyms.csv").write_bytes(data)

    assert acronyms.listed(kept) == acronyms.listed(None)
    assert "acronyms.csv could not be read" in caplog.text
