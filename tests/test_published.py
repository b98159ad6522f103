import numpy as np
import pytest

from ragcore.figures import Figures
from ragcore.published import contradiction, contradictions
from ragcore.rating import Rating
from ragcore.scorecard import Scorecard


def told(**columns):
    """The problems of a scorecard whose rows begin at row 2."""
    count = len(columns["published"])
    ids = [f"m{row}" for row in range(count)]
    figures = Figures.of(**{"id": ids, "indicator": ids, **columns})
    return contradictions(Scorecard(figures), np.arange(2, count + 2, dtype=np.int32))


def test_a_scorecard_without_published_ratings_contradicts_nothing():
    assert told(value=[1.0], target=[2.0], published=[-1]) == []


def test_a_rating_as_the_rule_makes_it_is_not_told():
    assert told(value=[85.0, 10.0], target=[85.0, 85.0], published=[Rating.GREEN, Rating.RED]) == []


def test_a_contradiction_is_told_with_its_row_and_both_ratings():
    (problem,) = told(value=[1.0, 82.1], target=[1.0, 80.0], published=[Rating.GREEN, Rating.RED])

    assert (problem.code, problem.where) == ("W_PUBLISHED_DIFFERS", "row 3, column published")
    assert problem.message == "'m1': the report says red; 82.1 against 80 is green by its own rule."


def test_a_rating_that_depends_on_the_period_before_uses_it():
    figures = {"id": ["a", "a"], "indicator": ["a", "a"], "period": ["2015/16", "2016/17"], "value": [1.0, 2.0]}

    assert told(**figures, target=[9.0, 9.0], published=[Rating.RED, Rating.RED]) == []


@pytest.mark.parametrize(
    ("value", "target", "sentence"),
    [
        (np.nan, 80.0, "'A': the report says red; there is no figure, so the rule makes it unavailable"),
        (82.1, np.nan, "'A': the report says red; 82.1 has no target, so the rule makes it unrated"),
    ],
)
def test_a_published_rating_of_what_cannot_be_rated_is_told(value, target, sentence):
    figures = Figures.of(id=["a"], indicator=["A"], value=[value], target=[target], published=[Rating.RED])

    assert contradiction(Scorecard(figures).position(), 0) == sentence
