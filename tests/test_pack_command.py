import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import packs
import pypdf
import pytest

from ragcore.cli import DONE, REFUSED, WRONG_USAGE, main
from ragcore.scenario import Change, Scenario
from ragcore.scenario_file import write_scenario
from ui.pack.command import add_command
from ui.pack.formats import FORMATS

ROOT = Path(__file__).parent.parent
REPORT = str(packs.DATA / f"{packs.REPORT}.csv")


@pytest.fixture
def run(capsys):
    """Runs `report` and returns the exit code and the lines of errors."""

    def ran(*arguments):
        code = main(["report", *map(str, arguments)], also=[add_command])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert out == ""
        return code, err

    return ran


@pytest.fixture
def scenario(tmp_path):
    """Writes a scenario to a file and returns its path."""

    def written(one, name):
        path = tmp_path / f"{name}.json"
        path.write_bytes(write_scenario(one))
        return path

    return written


def text(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [each.ending for each in FORMATS])
def test_the_ending_says_the_format(run, tmp_path, ending):
    out = tmp_path / f"pack.{ending}"

    assert run(REPORT, "--out", out)[0] == DONE
    assert out.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [out]


def test_a_scenario_is_in_it_with_its_name_its_reason_and_the_suggested_wording(run, tmp_path, scenario):
    out = tmp_path / "pack.html"

    assert run(REPORT, "--scenario", scenario(packs.winter_plan(), "plan"), "--out", out)[0] == DONE
    assert "What if: Winter plan" in text(out)
    assert "Two more social workers from January." in text(out)
    assert "The Committee are asked to consider the scenario “Winter plan”" in text(out)


def test_several_scenarios_are_compared_and_told_apart(run, tmp_path, scenario):
    out, plan = tmp_path / "pack.html", scenario(packs.winter_plan(), "plan")
    other = scenario(packs.lower_targets(), "other")

    assert run(REPORT, "--scenario", plan, "--scenario", other, "--scenario", plan, "--out", out)[0] == DONE
    assert "The scenarios beside each other" in text(out)
    assert all(f"What if: {name}" in text(out) for name in ("Winter plan", "Lower targets", "Winter plan (2)"))


def test_the_cover_says_what_is_typed_and_else_what_the_scorecard_says(run, tmp_path):
    out = tmp_path / "pack.pdf"
    typed = ["--author", "Ann Other", "--recommendation", "The Committee are asked to note it.", "--title", "A title"]

    assert run(REPORT, *typed, "--out", out)[0] == DONE
    told = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()
    assert all(each in told for each in ("Ann Other", "The Committee are asked to note it.", "A title"))
    assert "6 December 2016" in told


def test_an_unknown_ending_is_wrong_usage_and_those_known_are_listed(run, tmp_path):
    code, err = run(REPORT, "--out", tmp_path / "pack.doc")

    assert code == WRONG_USAGE
    assert "use one of .docx, .pptx, .xlsx, .pdf, .html, .csv, .parquet, .zip." in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.csv"], "There is no such file"),
        ([REPORT, "--scenario", "nowhere.json"], "There is no such scenario file"),
        ([REPORT, "--period", "1999"], "has no period '1999'"),
        ([REPORT, "--area", "Nowhere"], "has no area 'Nowhere'"),
    ],
)
def test_what_rate_refuses_is_refused_and_nothing_is_written(run, tmp_path, arguments, told):
    out = tmp_path / "pack.csv"
    out.write_text("as it was", encoding="utf-8")

    code, err = run(*arguments, "--out", out)

    assert code == REFUSED
    assert told in err
    assert text(out) == "as it was"


def test_a_folder_that_is_not_there_is_told_and_nothing_is_written(run, tmp_path):
    code, err = run(REPORT, "--out", tmp_path / "none" / "pack.csv")

    assert code == WRONG_USAGE
    assert "The report could not be written" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["card.csv", "plan.zip"])
def test_what_the_report_is_made_from_is_never_written_over(run, tmp_path, name):
    (tmp_path / "card.csv").write_text("indicator,value,target\nCalls,80,85\n", encoding="utf-8")
    (tmp_path / "plan.zip").write_bytes(write_scenario(packs.winter_plan()))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    code, err = run(tmp_path / "card.csv", "--scenario", tmp_path / "plan.zip", "--out", tmp_path / "." / name)

    assert code == WRONG_USAGE
    assert "written over the file that it is made from" in err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("place", [[], ["--period", "2023-24"]])
def test_a_moved_target_is_told_in_every_area_and_however_a_period_is_spelt(run, tmp_path, scenario, place):
    lines = ["area,indicator,period,value,target", "North,Calls,2023/24,70,75", "South,Calls,2023-24,70,75"]
    lines += ["North,Calls,2024/25,80,85"]
    one = Scenario("Lower", (Change("calls", "target", 72),), created="2024-12-01T10:00:00Z")
    (tmp_path / "card.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan, out = scenario(one, "plan"), tmp_path / "pack.html"

    assert run(tmp_path / "card.csv", "--scenario", plan, *place, "--out", out)[0] == DONE
    assert "Calls (North): a target of 72 is easier than the target of the scorecard" in text(out)
    assert "Calls (South): a target of 72 is easier than the target of the scorecard" in text(out)
    assert ("the target of the period before, 75" in text(out)) == (not place)


def test_what_was_there_is_replaced_and_may_be_read_as_any_other_file(run, tmp_path):
    out, beside = tmp_path / "pack.csv", tmp_path / "beside"
    out.write_text("as it was", encoding="utf-8")
    beside.touch()

    assert run(REPORT, "--out", out)[0] == DONE
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid,")
    out.unlink()
    assert run(REPORT, "--out", out)[0] == DONE
    assert out.stat().st_mode == beside.stat().st_mode


def test_one_period_of_many_can_be_asked_for(run, tmp_path):
    out, card = tmp_path / "pack.csv", packs.DATA / f"{packs.BY_YEAR}.csv"

    assert run(card, "--period", "2019/20", "--out", out)[0] == DONE
    assert "2019/20" in text(out)
    assert "2020/21" not in text(out)


def test_the_program_has_the_command_and_the_others_as_before(tmp_path):
    out = tmp_path / "pack.zip"
    command = [sys.executable, "-m", "ragcore"]
    done = subprocess.run([*command, "report", REPORT, "--out", str(out)], cwd=ROOT, capture_output=True, check=False)
    rated = subprocess.run([*command, "rate", REPORT, "--format", "json"], cwd=ROOT, capture_output=True, check=True)

    assert done.returncode == DONE, done.stderr
    assert zipfile.is_zipfile(out)
    assert json.loads(rated.stdout)["counts"]["red"] == 10
