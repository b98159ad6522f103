import pytest

from ragcore.causes import Cause, causes
from ragcore.figures import Figures
from ragcore.flags import Flag, FlagKind, flags
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario
from ui import cause_sentences

BEFORE = Position(
    Figures.of(id=["calls"], indicator=["Calls"], unit=["%"], value=[82.0], decimals=[0], target=[85.0], amber=[2.0]),
    Rule(amber=Tolerance(2.0)),
)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"value": 85.0}, "The projected figure does it."),
        ({"target": 82.0}, "The moved target does it."),
        ({"amber": 3.0}, "The changed tolerance or rule does it."),
        (
            {"value": 85.0, "target": 82.0},
            "The projected figure or the moved target would do it alone.",
        ),
        (
            {"value": 83.0, "target": 83.0},
            "The projected figure and the moved target: only together.",
        ),
        (
            {"value": 83.0, "target": 84.0, "amber": 3.0},
            "The projected figure, the moved target or the changed tolerance or rule would do it alone.",
        ),
        (
            {"value": 82.6, "target": 84.6, "amber": 2.6},
            "The projected figure and the moved target; or the projected figure and the changed tolerance or rule; or "  # noqa: ISC004
            "the moved target and the changed tolerance or rule: only together.",
        ),
        (
            {"value": 82.4, "target": 84.7, "amber": 2.3},
            "The projected figure, the moved target and the changed tolerance or rule: only together.",
        ),
    ],
    ids=str,
)
def test_what_turned_a_rating_is_told(changes, told):
    scenario = Scenario(changes=tuple(Change("calls", *change) for change in changes.items()))

    assert cause_sentences.why(causes(scenario, BEFORE), 0) == told


def test_a_flip_is_told_with_the_measure_and_from_what_to_what():
    found = causes(Scenario().plus(Change("calls", "value", 85.0)), BEFORE)

    assert cause_sentences.flip(BEFORE, found, 0) == "Calls: red to green. The projected figure does it."


def test_every_cause_has_its_words():
    assert set(cause_sentences.CAUSES) == set(Cause)
    assert len(set(cause_sentences.CAUSES.values())) == len(Cause)


def position(polarity=Polarity.HIGHER, **columns):
    """One measure with all that a target can be held against."""
    told = {"value": [82.0], "previous": [80.0], "benchmark": [81.0], "benchmark_name": ["England"]}
    return Position(
        Figures.of(id=["calls"], indicator=["Calls"], unit=["%"], polarity=[polarity], **told | columns), Rule()
    )


def test_what_a_target_is_easier_than_is_told_with_the_figure():
    at = position(target=[85.0])
    found = flags(Scenario().plus(Change("calls", "target", 79.5)), at, {"target": at.figures.target - 1.5})

    assert [cause_sentences.flag(at, each) for each in found] == [
        "Calls: a target of 79.5% is easier than the latest figure, 82%.",
        "Calls: a target of 79.5% is easier than the target of the scorecard, 85%.",
        "Calls: a target of 79.5% is easier than the target of the period before, 83.5%.",
        "Calls: a target of 79.5% is worse than the published benchmark, 81% (England).",
    ]


@pytest.mark.parametrize(
    ("field", "begin"), [("target_low", "a lower target of 80%"), ("target_high", "an upper target of 80%")]
)
def test_an_edge_of_a_band_is_told_as_one(field, begin):
    told = cause_sentences.flag(position(Polarity.BAND), Flag(0, field, 80.0, FlagKind.AS_IT_STANDS, 85.0))

    assert told == f"Calls: {begin} is easier than the target of the scorecard, 85%."


def test_a_benchmark_without_a_name_has_none():
    told = cause_sentences.flag(position(benchmark_name=[""]), Flag(0, "target", 80.0, FlagKind.BENCHMARK, 81.0))

    assert told.endswith("is worse than the published benchmark, 81%.")


def test_a_difference_has_its_sign():
    assert [cause_sentences.signed(count) for count in (1200, 0, -1200)] == ["+1,200", "0", "\N{MINUS SIGN}1,200"]


def test_how_a_measure_stands_is_its_figure_its_target_and_its_rating():
    untargeted = Position(Figures.of(id=["calls"], unit=["%"], value=[82.0], decimals=[0]), Rule())

    assert cause_sentences.stands(BEFORE, 0) == "82%, target 85%: ◆ Red"
    assert cause_sentences.stands(untargeted, 0) == "82%, no target: □ Unrated"
