"""The board to take along: one HTML file that needs no server, no network and nothing installed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from itertools import pairwise, takewhile
from typing import Any

from ragcore import sentences
from ragcore.gap import way_to
from ragcore.history import AS_IT_STANDS
from ragcore.scenario import Scenario, apply
from ragcore.scenario_file import write_scenario
from ragcore.wording import day
from ragcore.write import file_name
from store import Named
from ui import scenario_sentences, words
from ui.board import ways
from ui.board.answer import step
from ui.board.source import BOARD, HERE
from ui.board.what_if import WhatIf
from ui.component.source import joined
from ui.names import is_on, named_scenario
from ui.state import Chosen

# Steps behind and undone that go along; each holds all that was moved by then.
MOST_STEPS = 20
# Of the 64 characters of a hash: enough to tell one state of a scorecard from another.
HASH_SHOWN = 12
SCRIPT = "\n".join([BOARD.js, joined(HERE, "ways.js", "answering.js", "taken.js")])
STYLE = "\n".join([BOARD.css, joined(HERE, "taken.css")])

_PLACE = re.compile(r"\{\{(\w+)\}\}")
# What HTML or JavaScript could take for its own, as JSON may write it too.
_MARKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def page(chosen: Chosen, on: WhatIf, named: Named | None) -> str:
    """The board with the scenario that is on, as HTML; the same for the same.

    named : the scenario that it is or was made of
    """
    about, position = chosen.scorecard.about, chosen.position
    scenario = named_scenario(named, on)
    whose = [about.body, about.committee, day(about.date), chosen.area, chosen.period]
    told = [", ".join(text for text in whose if text), about.illustrative, about.note]
    parts = {
        "policy": _policy(),
        "short_title": escape(chosen.title),
        "style": STYLE,
        "title": escape(about.title or chosen.title),
        "about": _paragraphs(told),
        "legend": "\n".join(
            f'<p><span class="badge" data-rating="{rating.word}">{words.badge(rating)}</span> {escape(means)}</p>'
            for rating, means in sentences.legend(position).items()
        ),
        "scenario": escape(_heading(scenario, on)),
        "made": "\n".join(filter(None, [_paragraphs([scenario.note], "note"), _paragraphs(_made(named, on), "small")])),
        "board": BOARD.html,
        "source": _source(chosen, on),
        "data": _data(on, scenario),
        "script": SCRIPT,
    }
    # At once, so that what is put in has no places of its own.
    return _PLACE.sub(lambda place: parts[place[1]], joined(HERE, "taken.html"))


def name_of(chosen: Chosen, on: WhatIf, named: Named | None) -> str:
    """What the file is called."""
    return file_name(named_scenario(named, on).name or chosen.title, "html")


def as_data(told: Any) -> str:
    r"""JSON that is safe within a script element of HTML.

    >>> as_data({"name": "</script>"})
    '{"name": "\\u003c/script\\u003e"}'
    """
    return json.dumps(told, allow_nan=False, ensure_ascii=False).translate(_MARKS)


def _policy() -> str:
    """What the page may do: run its one script, have its one style, and nothing else."""
    return f"default-src 'none'; script-src {_hash(SCRIPT)}; style-src {_hash(STYLE)}; base-uri 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _paragraphs(texts: Iterable[str], kind: str = "") -> str:
    """A paragraph for each text that says anything."""
    begin = f'<p class="{kind}">' if kind else "<p>"
    return "\n".join(f"{begin}{escape(text)}</p>" for text in texts if text)


def _heading(scenario: Scenario, on: WhatIf) -> str:
    if not on.is_moved:
        return "As it stands"
    return f"Scenario: {scenario.name}" if scenario.name else "A scenario without a name"


def _made(named: Named | None, on: WhatIf) -> list[str]:
    """Who made it and when, and whether it is still what was saved."""
    if not on.is_moved:
        return ["Nothing had been moved when this file was made."]
    version = on.history.version
    told = f"Made {scenario_sentences.made(version.made)}{scenario_sentences.by(version.author)}."
    return [told, f"Changed since it was saved as {named.name}." if named and not is_on(named, on) else ""]


def _source(chosen: Chosen, on: WhatIf) -> str:
    """What the file was made from, and where the figures come from, as terms with what each is."""
    about = chosen.scorecard.about
    told = {
        "Scorecard": f"{chosen.scorecard.hash[:HASH_SHOWN]} (the beginning of its hash)",
        "Version of the scenario": "" if on.history.current == AS_IT_STANDS else on.history.current,
        "Source": about.source,
        "Licence": about.licence,
        "Attribution": about.attribution,
    }
    return "\n".join(f"<dt>{term}</dt><dd>{escape(text)}</dd>" for term, text in told.items() if text)


def _data(on: WhatIf, scenario: Scenario) -> str:
    """All that the script needs, as JSON."""
    others = scenario_sentences.others(on.others, "That stays as it is.")
    file = file_name(scenario.name or "Scenario", "json")
    told = {
        "facts": _facts(on),
        "begin": {"trail": _trail(on), "step": step(on, on.scenario)},
        "words": ways.WORDS,
        "others": others,
        "scenario": json.loads(write_scenario(scenario)),
        "file": file,
        "given": f"Your browser was given {file}.",
    }
    # What a browser keeps of this file goes to no other.
    return as_data({"name": hashlib.sha256(as_data(told).encode()).hexdigest(), **told})


def _facts(on: WhatIf) -> dict[str, Any]:
    """The facts of the board, with what else the browser must know; targets that no handle moves are where they are."""
    facts: dict[str, Any] = json.loads(on.facts)
    beside = [change for change in on.scenario.changes if not on.is_movable(change)]
    fixed = apply(replace(on.scenario, changes=tuple(beside)), on.position)
    way = way_to(fixed)
    for row, told in enumerate(facts["rows"]):
        low, high = (ways.number(side[row]) for side in fixed.targets)
        told.update(ways.known(on.position, row), way=sentences.way_in_words(fixed, row, way))
        told.update({"target_low": low, "target_high": high} if told["band"] else {"target": low})
    return facts


def _trail(on: WhatIf) -> dict[str, list[dict[str, Any]]]:
    """The steps behind and those undone, as far as they differ only in what has a handle."""
    behind, undone = on.history.trail(MOST_STEPS)
    now, beside = step(on, on.scenario), _beside(on, on.scenario)

    def unlike(steps: Iterable[Scenario]) -> list[dict[str, Any]]:
        """The steps, the furthest first; those that look the same, as where a reason was given, once."""
        near = takewhile(lambda scenario: _beside(on, scenario) == beside, steps)
        told = [now, *(step(on, scenario) for scenario in near)]
        return [after for before, after in pairwise(told) if before != after][::-1]

    return {"past": unlike(reversed(behind)), "future": unlike(undone)}


def _beside(on: WhatIf, scenario: Scenario) -> tuple[set[tuple[str, str, float | str]], dict[str, object]]:
    """What a scenario sets that has no handle."""
    others = {(each.id, each.field, each.value) for each in scenario.changes if not on.is_movable(each)}
    return others, dict(scenario.rule)
