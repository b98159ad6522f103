"""Acronyms spelled out: one list in the data, which a council can extend."""

from __future__ import annotations

import csv
import logging
import re
from functools import lru_cache
from pathlib import Path

from ui.settings import kept_in

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).parent.parent / "data" / "acronyms.csv"


def in_words(text: str) -> str:
    """The acronyms of a text, spelled out; '' where it has none that is listed.

    >>> in_words("% of CLA placed in county")
    'CLA: Children looked after'
    """
    return "; ".join(f"{acronym}: {meaning}" for acronym, meaning in found_in([text]))


def found_in(texts: list[str]) -> list[tuple[str, str]]:
    """The listed acronyms that occur in some texts, with their meanings, in the order of the list."""
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    return [(acronym, meaning) for acronym, meaning in listed(kept_in()).items() if acronym in words]


@lru_cache(maxsize=4)
def listed(folder: Path | None) -> dict[str, str]:
    """Every acronym with its meaning: those that ship, and a council's own `acronyms.csv` before them."""
    return _read(SHIPPED) | (_read(folder / SHIPPED.name) if folder else {})


def _read(path: Path) -> dict[str, str]:
    """The acronyms of one list; none where there is no list, or where it is no CSV in UTF-8, which the log is told."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, csv.Error):
        log.warning("%s could not be read, so its acronyms are missing", path)
        return {}
    return {row["acronym"].strip(): row["meaning"].strip() for row in rows if row.get("acronym") and row.get("meaning")}
