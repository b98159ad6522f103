"""Ids of indicators: as a file gives them, else made of names, so that the same name always has the same one."""

from __future__ import annotations

import hashlib
from collections import Counter

import numpy as np

from ragcore.coded import Coded, grouped, recoded
from ragcore.text import same_name, slug


def ids_of(names: Coded, given: Coded | None) -> Coded:
    """The id of each row: as given, else that of another row of the same name, else made of the name.

    It is made of the name's letters and digits; names that have the same ones are told apart by their hash.

    >>> from ragcore.coded import coded
    >>> ids_of(coded(["Calls answered", "CALLS  answered", "Waste"]), coded(["", "7", ""])).texts
    ['7', 'waste']
    """
    if given is None:
        return recoded(names.codes, _made([(name, "") for name in names.texts]))
    group, _ = grouped((names.codes, len(names.texts)), (given.codes, len(given.texts)))
    _, first, pair = np.unique(group, return_index=True, return_inverse=True)
    # Pairs of a name and an id in the order of the file, so that the first id of a name is its own.
    in_order = np.argsort(first)
    place = np.empty_like(in_order)
    place[in_order] = np.arange(len(in_order))
    pairs = [(names.texts[names.codes[row]], given.texts[given.codes[row]]) for row in first[in_order]]
    return recoded(place[pair], _made(pairs))


def _made(pairs: list[tuple[str, str]]) -> list[str]:
    """The id for each pair of a name and the id given with it."""
    plain = {name: same_name(name) for name, _ in pairs}
    ids: dict[str, str] = {}
    for name, own in pairs:
        if own:
            ids.setdefault(plain[name], own)
    made = {name: slug(name) for name in set(plain.values()) - ids.keys()}
    same = Counter([*made.values(), *set(ids.values())])
    for name, own in made.items():
        ids[name] = own if same[own] == 1 else f"{own}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return [own or ids[plain[name]] for name, own in pairs]
