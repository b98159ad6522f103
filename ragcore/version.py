"""One step of a what-if as an immutable version, named by its content."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from types import MappingProxyType

from ragcore.scenario import Change, Scenario

# Of 256: more than anybody can guess, and short enough for an address.
BITS_OF_A_NAME = 128


@dataclass(frozen=True)
class Version:
    """One step of a what-if: a scenario on a scorecard, the version that it came from, by whom and when.

    base : the hash of the scorecard
    parent : the name of the version that it came from; '' where it came from the scorecard as it stands
    author : who made it, where they said so; made : when, in UTC, as a scenario file writes it

    What a scenario is called and its note are no part of it: a name is given to a version, and may be given to another.
    """

    base: str
    scenario: Scenario
    parent: str = ""
    author: str = ""
    made: str = ""

    @property
    def content(self) -> str:
        """All that it is, as JSON in one form: the same in whatever order things were changed.

        >>> Version("hash", Scenario().plus(Change("calls", "target", 90))).content
        '{"area":null,"author":"","base":"hash","changes":[["calls","target",90.0,""]],"horizon":null,"made":"",\
"parent":"","period":null,"rule":{}}'
        """
        told = {"base": self.base, "parent": self.parent, "author": self.author, "made": self.made}
        return json.dumps(told | _said(self.scenario), sort_keys=True, separators=(",", ":"), allow_nan=False)

    def named(self, secret: bytes) -> str:
        """Its name: made of its content, and by nobody who does not know the secret. 32 of 0-9 and a-f."""
        return hmac.new(secret, self.content.encode(), hashlib.sha256).hexdigest()[: BITS_OF_A_NAME // 4]

    def says_what(self, scenario: Scenario) -> bool:
        """Whether its scenario is the same as another, in whatever order that was changed."""
        return _said(self.scenario) == _said(scenario)

    @classmethod
    def of(cls, content: str) -> Version:
        """The version of which `content` is the content.

        Raises ValueError where it is no content of a version.
        """
        try:
            told = json.loads(content)
            scenario = Scenario(
                area=told["area"],
                period=told["period"],
                horizon=told["horizon"],
                rule=MappingProxyType(told["rule"]),
                created=told["made"],
                base_hash=told["base"],
            )
            scenario = scenario.with_changes(Change(*change) for change in told["changes"])
            return cls(told["base"], scenario, told["parent"], told["author"], told["made"])
        except (KeyError, TypeError) as fault:
            raise ValueError("this is no content of a version") from fault


def _said(scenario: Scenario) -> dict[str, object]:
    """What a scenario says of a scorecard; 90 and 90.0 are the same."""
    changes = [
        [each.id, each.field, each.value if isinstance(each.value, str) else float(each.value), each.reason]
        for each in scenario.changes
    ]
    return {
        "area": scenario.area,
        "period": scenario.period,
        "horizon": scenario.horizon,
        "rule": dict(scenario.rule),
        "changes": sorted(changes, key=lambda change: change[:2]),
    }
