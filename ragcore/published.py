"""Ratings as published against the rule: a scorecard that contradicts itself is told so before a committee finds it."""

from __future__ import annotations

import numpy as np

from ragcore.figures import NOT_PUBLISHED
from ragcore.files.table import RowNumbers
from ragcore.position import Position
from ragcore.problems import Place, Problem, each, quoted, warning
from ragcore.rating import Rating
from ragcore.scorecard import Scorecard


def contradictions(scorecard: Scorecard, rows: RowNumbers) -> list[Problem]:
    """A problem for each row whose published rating is another than the one that the scorecard's own rule makes.

    rows : the number of each row in the file, of shape (n,)
    """
    published = np.flatnonzero(scorecard.figures.published != NOT_PUBLISHED)
    if not published.size:
        return []
    position = scorecard.rated(published)

    def told(at: int) -> Problem:
        place = Place([rows[published[at]]], "published")
        return warning("W_PUBLISHED_DIFFERS", place, f"{contradiction(position, at)}.")

    return each(np.flatnonzero(position.differs_from_published), told)


def contradiction(position: Position, row: int) -> str:
    """What a published rating and the computed one say of one indicator, as a sentence without its full stop.

    >>> from ragcore.figures import Figures
    >>> figures = Figures.of(id=["calls"], indicator=["Calls"], value=[82.1], target=[80.0], published=[2])
    >>> contradiction(Scorecard(figures).position(), 0)
    "'Calls': the report says red; 82.1 against 80 is green by its own rule"
    """
    figures = position.figures
    rating = Rating(position.ratings[row])
    published = Rating(figures.published[row]).word
    low, high = (targets[row] for targets in position.targets)
    against = f"{low:.10g}" if low == high else f"{low:.10g} to {high:.10g}"
    figure = f"{figures.value[row]:.10g}"
    computed = {
        Rating.UNAVAILABLE: "there is no figure, so the rule makes it unavailable",
        Rating.UNRATED: f"{figure} has no target, so the rule makes it unrated",
    }.get(rating, f"{figure} against {against} is {rating.word} by its own rule")
    return f"{quoted(figures.indicator[row])}: the report says {published}; {computed}"
