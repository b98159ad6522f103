"""LibreOffice, which opens what was written with other programs than those that wrote it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdf
import pytest

MISSING = (
    "There is no LibreOffice here: install it (on Debian and Ubuntu: apt-get install libreoffice-calc "
    "libreoffice-impress libreoffice-writer), or name its program in the environment variable SOFFICE."
)
NAMES = ("soffice", "libreoffice")
USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/opt/libreoffice/program/soffice",
)
SECONDS_TO_WAIT = 180


def find():
    """The program of a LibreOffice: the one that SOFFICE names, else one on the path, else one in a usual place."""
    named = os.environ.get("SOFFICE")
    names = (named,) if named else (*NAMES, *USUAL_PLACES)
    return next((found for found in map(shutil.which, names) if found), None)


@cache
def office():
    """That program; where there is none, the test fails and says what to install."""
    found = find()
    if not found:
        pytest.fail(MISSING, pytrace=False)
    return found


def converted(content, ending, wanted):
    """What a file with this ending holds, as LibreOffice writes it with another ending."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"given.{ending}").write_bytes(content)
        # A profile of its own, so that tests beside each other do not wait for one another.
        command = [office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
        command += [wanted, "--outdir", str(folder / "made"), str(folder / f"given.{ending}")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS_TO_WAIT)
        made = folder / "made" / f"given.{wanted}"
        assert made.is_file(), done.stdout + done.stderr
        return made.read_bytes()


def to_pdf(content, ending):
    """A file with this ending as the PDF that LibreOffice prints of it."""
    return converted(content, ending, "pdf")


def pages(pdf):
    """The text of each page of a PDF."""
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def recalculated(content):
    """A workbook, read with openpyxl, after LibreOffice has worked out every formula of it anew.

    openpyxl keeps formulas and drops what they came to, so that nothing is left of what was written beside them.
    """
    kept = BytesIO()
    openpyxl.load_workbook(BytesIO(content)).save(kept)
    return openpyxl.load_workbook(BytesIO(converted(kept.getvalue(), "xlsx", "xlsx")), data_only=True)
