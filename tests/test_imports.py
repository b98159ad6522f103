"""Imports point one way, and modules stay small: app.py, pages/ to ui/ to store/ and ragcore/ to numpy and the like."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("pages", "ui", "store", "ragcore")
MODULES = sorted([*ROOT.glob("app.py"), *(path for part in PARTS for path in (ROOT / part).rglob("*.py"))])
OURS = {"app", "pages", "ui", "store", "ragcore", "tests", "benchmarks"}
# What of our own a part may import, and what of others'; None where any will do.
BELOW = {
    "app": {"ui", "ragcore"},
    "pages": {"ui", "ragcore"},
    "ui": {"ui", "store", "ragcore"},
    "store": {"store", "ragcore"},
    "ragcore": {"ragcore"},
}
# `python -m ragcore` is the one way in from the command line, for the report too, which is written above the core. No
# other module of the core knows of it.
COMMAND = "ragcore.__main__"
REPORT = "ui.pack.command.add_command"
OTHERS = {
    "app": None,
    "pages": None,
    "ui": None,
    "store": {"sqlalchemy", "alembic"},
    "ragcore": {"numpy", "pandas", "pyarrow", "openpyxl", "python_calamine", "scipy"},
}


def named(path):
    """A module's name with dots."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path):
    """The full names of all that a module imports, wherever in it."""
    package = named(path).split(".") if path.name == "__init__.py" else named(path).split(".")[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            within = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*within, *([node.module] if node.module else [])])
            names |= {f"{source}.{alias.name}" for alias in node.names}
    return names


def tops(path):
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_imports_of_our_own_only_what_lies_below_it(path):
    part = named(path).split(".")[0]
    allowed = {REPORT} if named(path) == COMMAND else set()
    ours = {name for name in imported(path) - allowed if name.split(".")[0] in OURS}

    assert {name.split(".")[0] for name in ours} <= BELOW[part]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_imports_of_others_only_what_its_part_may(path):
    allowed = OTHERS[named(path).split(".")[0]]

    assert allowed is None or tops(path) - OURS <= allowed | sys.stdlib_module_names


@pytest.mark.parametrize("path", [path for path in MODULES if named(path).split(".")[-1] == "charts"], ids=named)
def test_charts_are_drawn_without_streamlit(path):
    assert "streamlit" not in tops(path)


def test_the_pack_loads_no_streamlit():
    modules = [named(path) for path in MODULES if named(path).startswith("ui.pack")]
    script = (
        f"import importlib, sys; [importlib.import_module(m) for m in {modules}]; print('streamlit' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert modules
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_is_named_utils(path):
    assert not {"utils", "util", "helpers", "misc", "common"} & set(named(path).split("."))


def test_no_two_modules_of_the_core_import_each_other():
    core = {named(path): path for path in MODULES if named(path).startswith("ragcore.")}
    below = {
        name: {inner for inner in core if any(told == inner or told.startswith(f"{inner}.") for told in at_start(path))}
        for name, path in core.items()
    }

    while leaves := {name for name, inner in below.items() if not inner & below.keys()}:
        below = {name: inner for name, inner in below.items() if name not in leaves}

    assert below == {}


def at_start(path):
    """What a module imports when it is loaded: not what only a type checker reads."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_is_long(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= (120 if named(path).startswith("pages.") else 300)


def test_the_core_loads_no_screen_no_frames_and_no_solver():
    script = "import ragcore, sys; print(sorted({'streamlit', 'altair', 'pandas', 'scipy'} & sys.modules.keys()))"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", [path for path in MODULES if named(path).startswith("ragcore.")], ids=named)
def test_every_module_of_the_core_has_a_test_file_of_its_name(path):
    assert path.stem.startswith("__") or (ROOT / "tests" / f"test_{path.stem}.py").is_file()
