"""Every example of a route, a budget, a sweep and the like in docs/method.md, as the command line answers it."""

import re
import shlex
from pathlib import Path

import pytest

from ragcore.cli import DONE, main

PAGE = (Path(__file__).parent.parent / "docs" / "method.md").read_text(encoding="utf-8")
[TABLE] = re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = re.findall(r"^```console\n(routes.*?)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("asked", "told"), EXAMPLES, ids=[asked for asked, _ in EXAMPLES])
def test_an_example_is_answered_as_the_page_says(asked, told, tmp_path, capsys):
    path = tmp_path / "scorecard.csv"
    path.write_text(TABLE, encoding="utf-8")
    _, *options = shlex.split(asked)

    assert main(["routes", str(path), *options]) == DONE
    assert capsys.readouterr().out == told


def test_no_example_has_gone_missing():
    assert len(EXAMPLES) == PAGE.count("```console") >= 9
