"""Which way is better: as a cell says, as a yes under 'Higher is better' says, and as the sign of a target says."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ragcore.cells import CellError, plain_text
from ragcore.coded import Coded, recoded
from ragcore.files.table import RowNumbers
from ragcore.limits import Polarity
from ragcore.numbers import Numbers
from ragcore.problems import Place, Problem, quoted, warning
from ragcore.text import same_name
from ragcore.vocabulary import vocabulary

_OPPOSITE = {Polarity.HIGHER: Polarity.LOWER, Polarity.LOWER: Polarity.HIGHER}


def polarity(text: str, assumed: Polarity, header: str = "") -> Polarity:
    """Read a polarity. Raises CellError where it is none.

    assumed : what an empty cell is; header : the name of the column, which may be what a yes or a no answers

    >>> polarity("Smaller is better", Polarity.HIGHER), polarity("No", Polarity.HIGHER, "Higher is better")
    (<Polarity.LOWER: 2>, <Polarity.LOWER: 2>)
    """
    words = vocabulary()
    plain = plain_text(text).lower()
    if not plain:
        return assumed
    if plain in words.polarity:
        return words.polarity[plain]
    if plain in words.yes | words.no:
        asked = words.polarity.get(same_name(header).replace("_", " ").rstrip("?"))
        if asked in _OPPOSITE:
            return asked if plain in words.yes else _OPPOSITE[asked]
    raise CellError("E_POLARITY", "is no polarity; write higher, lower, band or none")


def by_signs(
    stated: NDArray[np.int8], unstated: NDArray[np.bool_], targets: Numbers, names: Coded, rows: RowNumbers
) -> tuple[NDArray[np.int8], list[Problem]]:
    """The polarity of each row, where none is stated by the sign of a target of the indicator: '≤5' is lower.

    stated : the polarities as stated or assumed, of shape (n,); unstated : where they are assumed, of shape (n,)

    Returns the polarities, and a problem where a sign was taken or contradicts what is stated.
    """
    signs = targets.said(lambda read: read.better or 0)
    if not signs.any():
        return stated, []
    name = recoded(names.codes, list(map(same_name, names.texts)))
    signed = np.flatnonzero(signs)
    by_name = np.zeros(len(name.texts), dtype=np.int32)
    # Of several signs of one indicator the last one that is written stays: the first of the file.
    by_name[name.codes[signed[::-1]]] = signs[signed[::-1]]
    said = np.where(signs > 0, signs, by_name[name.codes])
    problems: list[Problem] = []
    for better, worse in _OPPOSITE.items():
        text = next((targets.text_of(row) for row in signed if signs[row] == better), "")
        says = f"{quoted(text)} says that {better.word} is better"
        taken = unstated & (said == better) & (stated != better)
        if taken.any():
            told = f"{says}, so it was taken to be; to say otherwise, fill in the column polarity."
            problems.append(warning("W_POLARITY_SEEN", Place(rows[taken], "target"), told))
        against = ~unstated & (signs == better) & (stated == worse)
        if against.any():
            text = targets.text_of(np.flatnonzero(against)[0])
            told = (
                f"{quoted(text)} says that {better.word} is better, and the column polarity says {worse.word}; "
                "the column counts, so put one of the two right."
            )
            problems.append(warning("W_POLARITY_SIGN", Place(rows[against], "target"), told))
    return np.where(unstated & (said > 0), said, stated).astype(np.int8), problems
