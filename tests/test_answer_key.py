"""An outside answer key: every colour that the Sustainable Development Report 2019 published, from its thresholds.

Source: Sachs, J., Schmidt-Traub, G., Kroll, C., Lafortune, G., Fuller, G. (2019), Sustainable Development Report 2019.
"""

import numpy as np
import pandas as pd
import pytest

from ragcore.limits import Edges
from ragcore.rating import Rating, count, rate

# The report has two colours between green and red; here both are amber.
RATINGS = {"green": Rating.GREEN, "yellow": Rating.AMBER, "orange": Rating.AMBER, "red": Rating.RED}


@pytest.fixture(scope="module")
def key(shared):
    """The figures with a published colour: value, the two thresholds, and the rating that the colour is."""
    table = pd.read_csv(shared / "data" / "sdg" / "sdr2019_ratings_long.csv").dropna(subset="published_colour")
    return table.assign(published=table["published_colour"].map(RATINGS).astype(np.int8))


def ratings_of(key):
    green, red = key["green_threshold"].to_numpy(), key["red_threshold"].to_numpy()
    polarity = np.where(green > red, "higher", "lower")
    return rate(key["value"].to_numpy(), Edges.of(polarity.tolist(), amber_limit=red).at(green))


def test_every_published_colour_comes_out(key):
    ratings = ratings_of(key)

    assert len(key) == 15_305
    assert (ratings == key["published"]).all()
    assert count(ratings).tolist() == [0, 0, 4239, 5080, 5986]


def test_a_value_on_the_red_threshold_is_amber(key):
    on_the_threshold = (key["value"] == key["red_threshold"]).to_numpy()

    assert on_the_threshold.sum() == 132
    assert (ratings_of(key)[on_the_threshold] == Rating.AMBER).all()


def test_a_value_on_the_green_threshold_is_green(key):
    on_the_threshold = (key["value"] == key["green_threshold"]).to_numpy()

    assert on_the_threshold.any()
    assert (ratings_of(key)[on_the_threshold] == Rating.GREEN).all()
