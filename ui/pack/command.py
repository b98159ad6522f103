"""The command `report`: a scorecard, or scenarios on it, as a file for the committee."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from ragcore.cli_asked import DONE, REFUSED, WRONG_USAGE, Outcome, add_position_options, outcomes_of
from ragcore.problems import error
from ui.pack.formats import FORMATS, named
from ui.pack.pack import LABELS, Cover, Pack, Told
from ui.pack.titles import told_apart

_AS_IT_STANDS = "As it stands"


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `report` to the commands."""
    endings = ", ".join(f".{each.ending}" for each in FORMATS)
    parser = commands.add_parser("report", help="write the report for the committee")
    add_position_options(parser, scenarios=True)
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    parser.add_argument("--out", metavar="FILE", type=_out, required=True, help=f"what to write: {endings}")
    for name, label in LABELS.items():
        parser.add_argument(f"--{name}", metavar="TEXT", default="", help=f"for the cover: {label.lower()}")
    parser.set_defaults(run=_report)


def _out(text: str) -> Path:
    """Where to write, in a format that there is."""
    try:
        named(Path(text).suffix.removeprefix("."))
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault
    return Path(text)


def _report(asked: argparse.Namespace) -> int:
    if any(_is_same(asked.out, Path(given)) for given in [asked.file, *(asked.scenario or [])]):
        told = "The report would be written over the file that it is made from; give it another name."
        print(error("E_NOT_WRITTEN", asked.out.name, told), file=sys.stderr)
        return WRONG_USAGE
    outcomes, problems = outcomes_of(asked, asked.scenario or [], asked.sheet)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not outcomes:
        return REFUSED
    content = named(asked.out.suffix.removeprefix(".")).make(_pack(asked, outcomes))
    try:
        _write(asked.out, content)
    except OSError as fault:
        told = f"The report could not be written ({fault.strerror or 'for no reason given'}); check its folder."
        print(error("E_NOT_WRITTEN", asked.out.name, told), file=sys.stderr)
        return WRONG_USAGE
    return DONE


def _is_same(path: Path, other: Path) -> bool:
    """Whether two names are of one file."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):  # one of them is of none
        return False


def _pack(asked: argparse.Namespace, outcomes: list[Outcome]) -> Pack:
    """What was asked for."""
    # It is not light, and every other command would wait for it.
    from ui.scenario_sentences import moment  # noqa: PLC0415

    first = outcomes[0]
    scorecard, position = first.scorecard, first.before
    # A period may be spelt in several ways.
    periods = {scorecard.period_named(text) for text in position.figures.period}
    given = [(path, each) for path, each in zip(asked.scenario or [], outcomes, strict=False) if each.after]
    titles = told_apart([each.scenario.name or Path(path).stem for path, each in given], [_AS_IT_STANDS])
    told = [
        Told(title, each.scenario, each.after) for title, (_, each) in zip(titles, given, strict=True) if each.after
    ]
    typed = Cover(**{name: getattr(asked, name) for name in LABELS})
    called = Path(asked.file).stem
    return Pack(
        scorecard,
        position,
        typed.over(Cover.of(scorecard.about)),
        tuple(told),
        _only(set(position.figures.area)),
        _only(periods),
        called=called,
        made=moment(datetime.now(UTC)),
    )


def _only(found: set[str | None]) -> str | None:
    """What all of them are; None where they differ."""
    return next(iter(found)) if len(found) == 1 else None


def _write(path: Path, content: bytes) -> None:
    """Write all of it or nothing: until it is whole, what was there stays."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)  # as any other file that is written here
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
