"""What goes to the committee: a scorecard as it stands, or scenarios on it, with what was typed for its cover."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ragcore.about import About
from ragcore.position import Position
from ragcore.scenario import Scenario, apply
from ragcore.scorecard import Scorecard

# What a cover says that a person may type, each with its label, in the order of the founding report.
LABELS = {
    "title": "Title",
    "committee": "Committee",
    "date": "Date",
    "author": "Author",
    "contact": "Contact officer",
    "purpose": "Purpose",
    "recommendation": "Recommendation",
    "dissent": "Dissent",
}


@dataclass(frozen=True)
class Cover:
    """What stands on the cover; '' where nothing is said.

    contact : the contact officer; dissent : what somebody wants minuted against it
    """

    title: str = ""
    committee: str = ""
    date: str = ""
    author: str = ""
    contact: str = ""
    purpose: str = ""
    recommendation: str = ""
    dissent: str = ""

    @classmethod
    def of(cls, about: About) -> Cover:
        """The cover that a scorecard states itself.

        >>> Cover.of(About(title="Quarter 2", date="2016-12-06")).date
        '2016-12-06'
        """
        return cls(**{name: getattr(about, name, "") for name in LABELS})

    def over(self, other: Cover) -> Cover:
        """What is said here, else what the other says.

        >>> Cover(author="Ann").over(Cover(author="Ben", purpose="To note")).purpose
        'To note'
        """
        return Cover(**{each.name: getattr(self, each.name) or getattr(other, each.name) for each in fields(self)})


@dataclass(frozen=True)
class Told:
    """A scenario in a pack; title : its name, or what tells it from the others; no two have the same.

    after : where it would have the scorecard stand
    version : the name of its version, '' where none is kept; author : who made it; link : where it can be opened
    """

    title: str
    scenario: Scenario
    after: Position
    version: str = ""
    author: str = ""
    link: str = ""

    @classmethod
    def of(cls, title: str, scenario: Scenario, position: Position) -> Told:
        """A scenario that is in a file and nowhere else."""
        return cls(title, scenario, apply(scenario, position))


@dataclass(frozen=True)
class Pack:
    """All that goes into the documents of one pack.

    position : where the scorecard stands, at the area and the period that the pack is about
    told : the scenarios in it, in their order; none for the scorecard alone
    area, period : those of the position; None for every one and for each measure's latest, as `Scorecard.position` has
    called : what the scorecard is called where it has no title; link : where it can be opened, '' where nowhere
    made : when the pack was made, in words
    """

    scorecard: Scorecard
    position: Position
    cover: Cover
    told: tuple[Told, ...] = ()
    area: str | None = None
    period: str | None = None
    called: str = ""
    link: str = ""
    made: str = ""

    @property
    def title(self) -> str:
        """The title of its documents."""
        return self.cover.title or self.scorecard.about.title or self.called or "Scorecard"

    @property
    def place(self) -> str:
        """The area and the period that it is about, in one line."""
        return ", ".join(filter(None, [self.area, self.period]))
