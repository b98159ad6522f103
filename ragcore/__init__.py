r"""Red, amber and green: rating figures against targets, and what if they were others. Knows no screen.

>>> import ragcore
>>> scorecard, problems = ragcore.read(b"indicator,value,target\nCalls answered,82.5,85\n")
>>> after = ragcore.apply(ragcore.Scenario().plus(ragcore.Change("calls-answered", "target", 80)), scorecard.position())
>>> after.counts[ragcore.Rating.GREEN]
1
"""

from ragcore.compare import Flip, flips
from ragcore.gap import Way, way_to
from ragcore.history import History
from ragcore.limits import Edges, Limits, Polarity
from ragcore.position import Position
from ragcore.problems import Problem
from ragcore.rating import RAG, Rating, count, rate
from ragcore.read import read
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply
from ragcore.scenario_file import read_scenario, write_scenario
from ragcore.scorecard import Scorecard
from ragcore.version import Version

__all__ = [
    "RAG",
    "Change",
    "Edges",
    "Flip",
    "History",
    "Limits",
    "Polarity",
    "Position",
    "Problem",
    "Rating",
    "Rule",
    "Scenario",
    "Scorecard",
    "Tolerance",
    "Version",
    "Way",
    "apply",
    "count",
    "flips",
    "rate",
    "read",
    "read_scenario",
    "way_to",
    "write_scenario",
]
