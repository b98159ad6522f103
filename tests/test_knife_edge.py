import numpy as np
import pytest
from drawn import measures, position_of
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.knife_edge import KnifeEdge, count_ranges, ends, knife_edge, ranges_in_words
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ragcore.rule import Rule, Tolerance

FIVE = Rule(amber=Tolerance(5.0))
UNAVAILABLE, UNRATED, RED, AMBER, GREEN = Rating
COUNTED = {"value": 82.1, "typed": 1, "numerator": 985.0, "denominator": 1200.0}


def one(rule=FIVE, **columns):
    """The edge of one percentage with a target of 85 and one decimal: its worst and its best rating."""
    told = {"unit": "%", "decimals": 1, "target": 85.0} | columns
    edge = knife_edge(Position(Figures.of(id=["a"], **{name: [value] for name, value in told.items()}), rule))
    return Rating(edge.worse[0]), Rating(edge.better[0])


def of(*codes):
    """An edge of measures whose ratings below, as they are and above are given."""
    return KnifeEdge(*(np.array(side, dtype=np.int8) for side in zip(*codes, strict=True)))


@pytest.mark.parametrize(
    ("columns", "worse", "better"),
    [
        pytest.param({"value": 85.0}, AMBER, GREEN, id="on the target"),
        pytest.param({"value": 85.1}, GREEN, GREEN, id="a step inside green"),
        pytest.param({"value": 84.9}, AMBER, GREEN, id="a step short of the target"),
        pytest.param({"value": 84.8}, AMBER, AMBER, id="two steps short of it"),
        pytest.param({"value": 80.0}, RED, AMBER, id="on the end of the tolerance"),
        pytest.param({"value": 79.9}, RED, AMBER, id="a step beyond it"),
        pytest.param({"value": 79.8}, RED, RED, id="two steps beyond it"),
        pytest.param({"value": 85.0, "amber": 0.0}, RED, GREEN, id="no amber between red and green"),
        pytest.param({"value": 85.0, "amber": 0.1}, AMBER, GREEN, id="amber of a step"),
        pytest.param({"value": 84.9, "amber": 0.1}, RED, GREEN, id="amber of a step, in it"),
        pytest.param({"value": 85.0, "polarity": Polarity.LOWER}, AMBER, GREEN, id="lower is better"),
        pytest.param({"value": 0.7 + 0.1, "target": 0.9}, AMBER, GREEN, id="binary noise"),
        pytest.param({"value": 84.0, "decimals": 0}, AMBER, GREEN, id="a step of a whole point"),
        pytest.param({"value": np.nan}, UNAVAILABLE, UNAVAILABLE, id="no figure"),
        pytest.param({"value": 85.0, "target": np.nan}, UNRATED, UNRATED, id="no target"),
        pytest.param({"value": 85.0, "polarity": Polarity.NONE}, UNRATED, UNRATED, id="never rated"),
    ],
)
def test_without_counts_a_step_is_one_in_the_last_shown_decimal(columns, worse, better):
    assert one(**columns) == (worse, better)


@pytest.mark.parametrize(
    ("target", "worse", "better"),
    [
        pytest.param(82.0, AMBER, GREEN, id="984 of 1,200 is on the target, and 983 is short of it"),
        pytest.param(81.92, AMBER, GREEN, id="984 is enough, and 983 is too few"),
        pytest.param(82.17, AMBER, AMBER, id="986 is short of it"),
        pytest.param(82.16, AMBER, GREEN, id="986 is enough"),
    ],
)
def test_with_counts_a_step_is_one_case(target, worse, better):
    value = 82.0 if target < 82.1 else 82.1
    numerator = 984.0 if target < 82.1 else 985.0

    assert one(**COUNTED | {"value": value, "numerator": numerator, "target": target}) == (worse, better)


def test_of_twenty_one_case_is_five_points():
    counted = {"value": 85.0, "numerator": 17.0, "denominator": 20.0, "amber": 20.0}

    assert one(**counted, target=90.0) == (AMBER, GREEN)
    assert one(**counted, target=90.1) == (AMBER, AMBER)


def test_counts_that_do_not_agree_make_no_step():
    assert one(**COUNTED | {"value": 84.9}) == (AMBER, GREEN)


@pytest.mark.parametrize(
    ("columns", "target"),
    [
        pytest.param({"value": 100.0}, 100.05, id="a share"),
        pytest.param({"value": 100.0, "numerator": 20.0, "denominator": 20.0}, 104.0, id="all cases"),
        pytest.param({"value": 0.0, "polarity": Polarity.LOWER}, -0.05, id="nothing of a share"),
        pytest.param(
            {"value": 0.0, "numerator": 0.0, "denominator": 20.0, "polarity": Polarity.LOWER}, -4.0, id="no case"
        ),
    ],
)
def test_a_step_goes_no_further_than_a_figure_can_be(columns, target):
    assert one(**columns, amber=50.0, target=target) == (AMBER, AMBER)


def test_what_is_beyond_an_end_already_is_not_taken_back():
    below = {"value": -10.0, "numerator": -2.0, "denominator": 20.0, "polarity": Polarity.LOWER, "amber": 50.0}

    assert one(**below, target=-15.0) == (AMBER, AMBER)
    assert one(**below, target=-10.0) == (AMBER, GREEN)


def test_a_band_may_have_three_ratings_within_a_step():
    band = {"polarity": Polarity.BAND, "target_low": 84.0, "target_high": 85.0, "amber": 0.5, "decimals": 0}

    assert one(**band, value=85.0) == (RED, GREEN)
    assert one(**band | {"target_high": 88.0}, value=86.0) == (GREEN, GREEN)


def test_figures_that_are_rated_as_shown_are_so_a_step_on_too():
    shown = Rule(amber=Tolerance(5.0), as_shown=True)

    assert one(shown, value=84.86) == (AMBER, GREEN)
    assert one(shown, value=84.84) == (AMBER, AMBER)


def test_better_than_the_previous_figure_is_an_edge_too():
    improved = Rule(improved="instead")

    assert one(improved, value=80.0, previous=80.0) == (RED, AMBER)
    assert one(improved, value=80.1, previous=80.0) == (RED, AMBER)
    assert one(improved, value=80.2, previous=80.0) == (AMBER, AMBER)


def test_how_far_a_figure_can_be_is_told_in_its_cases_or_its_unit():
    figures = Figures.of(
        id=["share", "days", "cases"],
        unit=["%", "days", "%"],
        value=[82.0, 12.0, 85.0],
        numerator=[np.nan, np.nan, 17],
        denominator=[np.nan, np.nan, 20],
    )

    assert [end.tolist() for end in ends(Position(figures, FIVE))] == [[0.0, -np.inf, 0.0], [100.0, np.inf, 20.0]]


# ---- counts


def test_each_rating_has_the_fewest_and_the_most_that_there_could_be():
    edge = of((RED, AMBER, AMBER), (AMBER, AMBER, GREEN), (GREEN, GREEN, GREEN), (RED, RED, RED))

    assert count_ranges(edge) == {GREEN: (1, 2), AMBER: (0, 2), RED: (1, 2)}


def test_a_step_over_amber_makes_no_amber():
    assert count_ranges(of((RED, GREEN, GREEN))) == {GREEN: (0, 1), AMBER: (0, 0), RED: (0, 1)}


def test_a_measure_between_three_ratings_could_be_any_of_them():
    assert count_ranges(of((AMBER, GREEN, RED))) == dict.fromkeys(RAG, (0, 1))


def test_only_ratings_that_there_could_be_more_or_fewer_of_are_told():
    edge = of((AMBER, GREEN, GREEN), (AMBER, AMBER, GREEN), (GREEN, GREEN, GREEN), (RED, RED, RED))

    assert ranges_in_words(edge) == "2 green, 1 to 3 on a knife-edge; 1 amber, 0 to 2 on a knife-edge"


def test_where_nothing_is_on_a_knife_edge_nothing_is_told():
    assert ranges_in_words(of((GREEN, GREEN, GREEN), (UNAVAILABLE, UNAVAILABLE, UNAVAILABLE))) == ""
    assert ranges_in_words(knife_edge(Position(Figures.of(id=[]), FIVE))) == ""


# ---- laws


@given(measures())
def test_the_rating_is_between_the_worst_and_the_best_and_on_an_edge_where_they_differ(measure):
    position = position_of(measure)
    edge = knife_edge(position)

    assert edge.worse[0] <= position.ratings[0] <= edge.better[0]
    assert edge.on[0] == (edge.worse[0] != edge.better[0])
    if position.ratings[0] < Rating.RED:
        assert not edge.on[0]


@given(measures(polarities=("higher", "lower"), missing=False), st.integers(0, 400), st.integers(1, 400))
def test_a_counted_measure_one_case_on_has_the_rating_that_was_told(measure, numerator, denominator):
    told = {"numerator": [float(numerator)], "denominator": [float(denominator)]}
    bare = position_of(measure, **told)
    position = Position(bare.figures.changed(value=np.array([numerator / denominator])), bare.rule)
    on = Position(
        bare.figures.changed(value=np.array([(numerator + 1) / denominator]), numerator=np.array([numerator + 1.0])),
        bare.rule,
    )

    assert position.figures.counted[0]
    assert knife_edge(position).above.tolist() == on.ratings.tolist()
    assert knife_edge(on).below.tolist() == position.ratings.tolist()


@given(st.lists(st.tuples(*[st.sampled_from(Rating)] * 3), max_size=12))
def test_the_counts_as_they_are_lie_within_their_ranges(codes):
    edge = of(*codes) if codes else of((UNRATED,) * 3)

    for rating, (fewest, most) in count_ranges(edge).items():
        assert fewest <= np.count_nonzero(edge.rating == rating) <= most
    assert bool(ranges_in_words(edge)) == any(fewest < most for fewest, most in count_ranges(edge).values())
