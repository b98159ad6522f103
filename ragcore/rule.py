"""How a scorecard turns figures into ratings: tolerances and options, and what is assumed where it says nothing."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from ragcore.coded import Coded, coded
from ragcore.limits import FloatArray

IMPROVED = ("", "also", "instead")
_TOLERANCE = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(%?)\s*")


@dataclass(frozen=True)
class Tolerance:
    """How far short of the target is still within: in the indicator's own unit, or in per cent of the target."""

    size: float
    percent: bool = False

    @classmethod
    def parse(cls, text: str | float) -> Tolerance:
        """Read '5' or '5%'. Raises ValueError where it is neither, or negative, or not finite.

        >>> Tolerance.parse("5%")
        Tolerance(size=5.0, percent=True)
        """
        # A float has no exponent here: 1e-05 is 0.00001.
        plain = np.format_float_positional(text, trim="-") if isinstance(text, float) else str(text)
        found = _TOLERANCE.fullmatch(plain)
        if not found or not math.isfinite(float(found[1])):
            raise ValueError(f"a tolerance is a number such as 5, or a share of the target such as 5%, not '{text}'")
        return cls(float(found[1]), found[2] == "%")

    def __str__(self) -> str:
        """As files write it.

        >>> str(Tolerance(2.5)), str(Tolerance(5.0, percent=True))
        ('2.5', '5%')
        """
        return f"{np.format_float_positional(self.size, trim='-')}{'%' if self.percent else ''}"


@dataclass(frozen=True)
class Rule:
    """The rule of a scorecard. An indicator's own tolerance goes before `amber`.

    amber : the tolerance, or None where the scorecard says nothing and one is assumed by unit
    green_within : how far short of the target is still green
    improved : '' for no, 'also' or 'instead' (docs/method.md#improved)
    as_shown : whether the value is rounded to its decimals before it is rated
    """

    amber: Tolerance | None = None
    green_within: Tolerance = Tolerance(0.0)
    improved: str = ""
    as_shown: bool = False

    @classmethod
    def parse(cls, settings: Mapping[str, object]) -> Rule:
        """Read a rule from settings of files and of the command line.

        Raises ValueError with a sentence where a setting is unknown or its value is not one.

        >>> Rule.parse({"amber": "5%", "improved": "also"})
        Rule(amber=Tolerance(size=5.0, percent=True), green_within=Tolerance(size=0.0, percent=False), \
improved='also', as_shown=False)
        """
        return cls().changed(settings)

    def changed(self, settings: Mapping[str, object]) -> Rule:
        """The same rule with some settings changed; raises ValueError as `parse` does."""
        found: dict[str, object] = {}
        for name, value in settings.items():
            if name in ("amber", "green_within"):
                if isinstance(value, bool) or not isinstance(value, (int, float, str)):
                    raise ValueError(f"the rule's {name} must be a number such as 5 or a text such as '5%'")
                found[name] = Tolerance.parse(value)
            elif name == "improved":
                if value not in IMPROVED:
                    raise ValueError("the rule's improved must be 'also' or 'instead'")
                found[name] = value
            elif name == "as_shown":
                if not isinstance(value, bool):
                    raise ValueError("the rule's as_shown must be true or false")
                found[name] = value
            else:
                raise ValueError(f"the rule has no setting '{name}'; it has amber, green_within, improved and as_shown")
        return replace(self, **found)  # type: ignore[arg-type]  # each was checked above against its own type

    def as_settings(self) -> dict[str, object]:
        """The settings that differ from those of a rule that says nothing, as files write them."""
        settings: dict[str, object] = {}
        if self.amber is not None:
            settings["amber"] = str(self.amber)
        if self.green_within.size:
            settings["green_within"] = str(self.green_within)
        if self.improved:
            settings["improved"] = self.improved
        if self.as_shown:
            settings["as_shown"] = True
        return settings

    def tolerances(
        self, unit: NDArray[np.object_] | Coded, own: FloatArray, own_percent: NDArray[np.bool_]
    ) -> tuple[FloatArray, NDArray[np.bool_]]:
        """The amber tolerance of each indicator: its own, else the rule's, else the one assumed for its unit.

        unit : units of shape (n,), or coded
        own, own_percent : each indicator's own tolerance, NaN where it has none, and whether it is in per cent

        Returns sizes and whether they are in per cent of the target, both of shape (n,).
        """
        if self.amber is not None:
            size, percent = np.full(own.shape, self.amber.size), np.full(own.shape, self.amber.percent)
        else:
            codes, units = unit if isinstance(unit, Coded) else coded(unit)
            assumed = [assumed_tolerance(text) for text in units]
            size = np.array([tolerance.size for tolerance in assumed], dtype=np.float64)[codes]
            percent = np.array([tolerance.percent for tolerance in assumed], dtype=bool)[codes]
        has_own = ~np.isnan(own)
        return np.where(has_own, own, size), np.where(has_own, own_percent, percent)


@cache
def assumed_tolerance(unit: str) -> Tolerance:
    """The tolerance that is assumed for a unit where a scorecard states none.

    Source: ragcore/defaults.toml, docs/method.md#assumed

    unit : '% of visits' is a percentage too

    >>> assumed_tolerance("%"), assumed_tolerance("days")
    (Tolerance(size=5.0, percent=False), Tolerance(size=5.0, percent=True))
    """
    stated = tomllib.loads(resources.files("ragcore").joinpath("defaults.toml").read_text(encoding="utf-8"))
    return next(
        Tolerance.parse(entry["amber"])
        for entry in stated["tolerance"]
        if not entry["units"] or unit.strip().startswith(tuple(entry["units"]))
    )
