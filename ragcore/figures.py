"""The figures of a scorecard as columns: arrays of one length, an entry for each indicator, area and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragcore.coded import Coded, coded, recoded
from ragcore.limits import FloatArray, Polarity
from ragcore.rating import RatingArray
from ragcore.short_names import shortened
from ragcore.units import scale_of

TextArray = NDArray[np.object_]
Columns = dict[str, NDArray[Any]]

# Where `published` has no rating: no code of `Rating`.
NOT_PUBLISHED = -1

TEXTS = (
    "id", "indicator", "area", "period", "short_name", "service", "owner", "unit", "counts", "measured", "definition",
    "priority", "comment", "source", "benchmark_name",
)  # fmt: skip
NUMBERS = (
    "value", "target", "target_low", "target_high", "amber", "amber_limit", "numerator", "denominator", "previous",
    "forecast", "benchmark",
)  # fmt: skip


# What a column holds where a file says nothing.
_NOTHING: Columns = (
    {name: np.array("", dtype=object) for name in TEXTS}
    | {name: np.array(np.nan) for name in NUMBERS}
    | {name: np.array(False) for name in ("amber_percent", "key", "suppressed")}
    | {name: np.array(0, dtype=np.int8) for name in ("decimals", "typed")}
    | {
        "polarity": np.array(Polarity.HIGHER, dtype=np.int8),
        "published": np.array(NOT_PUBLISHED, dtype=np.int8),
    }
)


@dataclass(frozen=True, eq=False)
class Figures:
    """Columns of one length n; '' is no text, NaN no number.

    id, indicator, area, period, ... : texts
    value, target, target_low, target_high, amber_limit, previous, forecast, benchmark : in the indicator's unit
    amber : the indicator's own tolerance, in its unit or, where `amber_percent`, in per cent of the target
    numerator, denominator : the counts behind the value
    polarity : codes of `Polarity`
    decimals : how many the figure is shown with; typed : how many the value was typed with
    key : whether the indicator is a key one
    published : codes of `Rating`, NOT_PUBLISHED where none was
    suppressed : whether the value is unavailable because it was suppressed

    The arrays are read-only: what a scenario changes is a copy.
    """

    id: TextArray
    indicator: TextArray
    area: TextArray
    period: TextArray
    short_name: TextArray
    service: TextArray
    owner: TextArray
    unit: TextArray
    counts: TextArray
    measured: TextArray
    definition: TextArray
    priority: TextArray
    comment: TextArray
    source: TextArray
    benchmark_name: TextArray
    value: FloatArray
    target: FloatArray
    target_low: FloatArray
    target_high: FloatArray
    amber: FloatArray
    amber_percent: NDArray[np.bool_]
    amber_limit: FloatArray
    numerator: FloatArray
    denominator: FloatArray
    previous: FloatArray
    forecast: FloatArray
    benchmark: FloatArray
    polarity: NDArray[np.int8]
    decimals: NDArray[np.int8]
    typed: NDArray[np.int8]
    key: NDArray[np.bool_]
    published: RatingArray
    suppressed: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Make every column read-only, and see that all are as long as one another."""
        for column in fields(self):
            array = getattr(self, column.name)
            if array.shape != self.id.shape:
                raise ValueError(f"column {column.name} has shape {array.shape}, and id has {self.id.shape}")
            array.flags.writeable = False

    @classmethod
    def of(cls, **columns: Any) -> Figures:
        """Make figures of the columns that are there; the others hold nothing, polarity is higher.

        columns : for each name a sequence, or `Coded` texts

        >>> Figures.of(id=["calls"], value=[82.5], target=[85.0]).polarity
        array([1], dtype=int8)
        """
        count = len(columns["id"].codes if isinstance(columns["id"], Coded) else columns["id"])
        # What holds nothing takes no room: one entry that every row shows.
        empty: Columns = {name: np.broadcast_to(value, count) for name, value in _NOTHING.items()}
        texts = {name: values for name, values in columns.items() if isinstance(values, Coded)}
        given = {
            name: np.array(values, dtype=empty[name].dtype) for name, values in columns.items() if name not in texts
        }
        figures = cls(**(empty | given))
        figures.coded.update(texts)
        for name in texts:
            # Made when somebody asks for it: see __getattr__.
            del figures.__dict__[name]
        return figures

    def __getattr__(self, name: str) -> TextArray:
        """A column of texts that is known as codes so far."""
        # Asked of the dictionary itself: where there is none yet, the question would come here again.
        known: dict[str, Coded] = self.__dict__.get("coded", {})
        if name not in known:
            raise AttributeError(name)
        texts = known[name].as_texts()
        texts.flags.writeable = False
        self.__dict__[name] = texts
        return texts

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes as codes and numbers, which is much less than a text for each cell."""
        columns = {
            name: self.codes(name) if name in TEXTS else held
            for name, held in self._held.items()
            if name == "id" or isinstance(held, Coded) or held.strides != (0,)
        }
        return _restored, (columns,)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.value)

    def take(self, rows: NDArray[np.intp]) -> Figures:
        """The figures of some rows, in their order."""
        taken = {
            name: recoded(held.codes[rows], held.texts) if isinstance(held, Coded) else held[rows]
            for name, held in self._held.items()
        }
        return Figures.of(**taken)

    def codes(self, name: str) -> Coded:
        """A column of texts as codes: what groups and compares rows does so by them.

        >>> Figures.of(id=["calls", "calls"]).codes("id").codes
        array([0, 0], dtype=int32)
        """
        if name not in self.coded:
            array: TextArray = getattr(self, name)
            alike = len(array) and array.strides == (0,)
            self.coded[name] = Coded(np.zeros(len(array), dtype=np.int32), [array[0]]) if alike else coded(array)
        return self.coded[name]

    @cached_property
    def coded(self) -> dict[str, Coded]:
        """The columns that are known as codes."""
        return {}

    def changed(self, **columns: NDArray[Any]) -> Figures:
        """The same figures with other arrays for some columns."""
        return Figures.of(**(self._held | columns))

    @property
    def _held(self) -> dict[str, Any]:
        """Every column as it is held: as codes where it is known so, else as its array."""
        return {column.name: self.coded.get(column.name, self.__dict__.get(column.name)) for column in fields(self)}

    @cached_property
    def scale(self) -> FloatArray:
        """What a numerator over a denominator is multiplied by: 100 for a percentage, 10,000 for 'per 10,000'.

        Shape (n,); 1 for any other unit.
        """
        codes, units = self.codes("unit")
        return np.array([scale_of(unit) for unit in units], dtype=np.float64)[codes]

    @cached_property
    def counted(self) -> NDArray[np.bool_]:
        """Where the counts can be trusted to move the value: both are there, and the value agrees with them.

        The value agrees when it is the quotient rounded as the value was typed. Shape (n,).
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            quotient = self.scale * self.numerator / self.denominator
            # Half of the last digit typed, and the noise of a quotient of doubles.
            half = 0.5 * 10.0 ** -self.typed.astype(np.float64)
            agrees = np.abs(self.value - quotient) <= half * (1 + 1e-9) + 1e-12 * np.abs(quotient)
            whole = (self.numerator == np.floor(self.numerator)) & (self.denominator > 0)
        counted: NDArray[np.bool_] = agrees & whole
        return counted

    @cached_property
    def most(self) -> FloatArray:
        """The largest value that can be: the whole of the denominator for percentages and rates.

        Infinite for other units, and where a percentage is, was or is forecast to be above 100, because then it is
        no share of a whole. Shape (n,).
        """
        share = self.scale > 1
        with np.errstate(invalid="ignore"):
            beyond = (self.value > self.scale) | (self.previous > self.scale) | (self.forecast > self.scale)
        return np.where(share & ~beyond, self.scale, np.inf)

    @cached_property
    def shortened(self) -> dict[str, str]:
        """What a row calls each name that is too long for it; see `ragcore.short_names`."""
        return shortened({name for column in ("short_name", "indicator") for name in self.codes(column).texts})

    def row_of(self, indicator_id: str) -> int | None:
        """The first row of an indicator, or None where it has none."""
        return self._first_rows.get(indicator_id)

    @cached_property
    def _first_rows(self) -> dict[str, int]:
        codes, ids = self.codes("id")
        _, first = np.unique(codes, return_index=True)
        return dict(zip(ids, first.tolist(), strict=True))


def _restored(columns: Mapping[str, Any]) -> Figures:
    """Figures that came from another process."""
    return Figures.of(**columns)
