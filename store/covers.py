"""What people typed for the cover of a report: of a scorecard at a period, for whoever opens that next."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, select

from ragcore.text import visible, whole
from store import words
from store.access import Access
from store.faults import StoreError
from store.schema import COVERS, SCORECARDS

_READ = "What was typed for the report could not be read"
_KEPT = "What was typed for the report could not be kept"
_GONE = "its scorecard was deleted."


class Covers:
    """The part of a store that keeps covers. Every method may raise StoreError."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def of(self, opened: str, period: str) -> dict[str, str]:
        """What was typed for the scorecard that people open under this name, by field; the others are left out.

        period : what the report is about; the next one is for another meeting
        """
        wanted = select(COVERS.c.field, COVERS.c.text).where(*_at(opened, period))
        with self._access.reading(_READ) as connection:
            return {row.field: row.text for row in connection.execute(wanted.order_by(COVERS.c.field))}

    def keep(self, opened: str, period: str, scorecard: str, texts: dict[str, str]) -> None:
        """Keep some fields, each in the place of what was typed before; the others stay. '' takes a field away.

        scorecard : the name of the kept scorecard, with which this goes

        What people type is cleaned; where it is too long, RefusedError says so before anything is done.
        """
        typed = {field: words.cover(text) for field, text in texts.items()}
        place = {"opened": _clean(opened), "period": _clean(period)}
        told = place | {"scorecard": scorecard, "saved": datetime.now(UTC)}
        with self._access.writing(_KEPT) as (database, connection):
            if connection.execute(select(SCORECARDS.c.name).where(SCORECARDS.c.name == scorecard)).first() is None:
                raise StoreError(_KEPT, _GONE)
            # In one order, so that of two who keep the same fields none waits for the other for ever.
            for field, text in sorted(typed.items()):
                if text:
                    row = database.insert(COVERS).values(told | {"field": field, "text": text})
                    new = {name: row.excluded[name] for name in ("text", "saved", "scorecard")}
                    connection.execute(row.on_conflict_do_update(index_elements=[*place, "field"], set_=new))
                else:
                    connection.execute(delete(COVERS).where(*_at(opened, period), COVERS.c.field == field))


def _at(opened: str, period: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What is true of the rows of one report."""
    return COVERS.c.opened == _clean(opened), COVERS.c.period == _clean(period)


def _clean(name: str) -> str:
    """A name as a database can hold it."""
    return visible(whole(name))
