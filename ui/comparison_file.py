"""A comparison as files to take along: what differs and what does not, why, and the reasons that were given."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
import streamlit as st

from ragcore import sentences, wording
from ragcore.causes import Cause, causes, won_by_target
from ragcore.files.formula import safe_text
from ragcore.flags import flags
from ragcore.write import file_name
from ragcore.write_workbook import Figure, Sheet, workbook
from ui import cause_sentences, scenario_sentences, words
from ui.compared import AS_IT_STANDS, Compared
from ui.downloads import EXCEL
from ui.label import label
from ui.share import download
from ui.state import Chosen


def downloads(chosen: Chosen, compared: list[Compared]) -> None:
    """Draw a button for each kind of file; each is made when it is asked for."""
    title = f"{chosen.title} compared"
    with st.container(horizontal=True):
        csv_name, excel_name = (file_name(title, ending) for ending in ("csv", "xlsx"))
        st.download_button(
            "Download as CSV", lambda: to_csv(chosen, compared), csv_name, "text/csv", key="csv", on_click="ignore"
        )
        st.download_button(
            "Download as Excel", lambda: to_workbook(chosen, compared), excel_name, EXCEL, key="xlsx", on_click="ignore"
        )
        for one in compared:
            download(one.scenario, label(f"Scenario file: {one.title}"), f"scenario-file-{one.version}")


def to_csv(chosen: Chosen, compared: list[Compared]) -> bytes:
    """Every measure as it stands and in each scenario, as CSV; texts that a spreadsheet would run are marked."""
    sheet = _measures(chosen, compared)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in (sheet.header, *sheet.rows):
        writer.writerow([text if isinstance(text, Figure) else safe_text(text) for text in row])
    return file.getvalue().encode("utf-8-sig")


def to_workbook(chosen: Chosen, compared: list[Compared]) -> bytes:
    """The same as a workbook, with the counts, what turned what, and every change with its reason."""
    return workbook(
        [
            _counts(chosen, compared),
            _measures(chosen, compared),
            _flips(chosen, compared),
            _changes(chosen, compared),
        ]
    )


def _counts(chosen: Chosen, compared: list[Compared]) -> Sheet:
    """The counts of each, what made them others, and how many greens moved targets won."""
    position = chosen.position
    header = ["", *(words.badge(rating) for rating in wording.ORDER), "greens by a moved target"]
    rows: list[list[str]] = [[AS_IT_STANDS, *(Figure(position.counts[rating]) for rating in wording.ORDER), ""]]
    for one in compared:
        won = int(won_by_target(one.scenario, position, one.after).sum())
        rows.append([one.title, *(Figure(one.after.counts[rating]) for rating in wording.ORDER), Figure(won)])
        net = causes(one.scenario, position).net
        for cause in Cause:
            if any(net[cause].values()):
                told = f"{one.title}: {cause_sentences.CAUSES[cause]}"
                rows.append([told, *(Figure(net[cause][rating]) for rating in wording.ORDER), ""])
    return Sheet("Counts", header, rows)


def _measures(chosen: Chosen, compared: list[Compared]) -> Sheet:
    """A row for each measure: figure, target and rating as it stands, and the same in each scenario."""
    position = chosen.position
    figures = position.figures
    shown = {AS_IT_STANDS: position} | {one.title: one.after for one in compared}
    header = ["id", "indicator", "service"]
    for title in shown:
        header += [f"{title}: value", f"{title}: target", f"{title}: rating"]
    rows = []
    for row in range(len(position)):
        cells: list[str] = [figures.id[row], figures.indicator[row], figures.service[row]]
        for stands in shown.values():
            aim = sentences.target_in_words(stands, row)
            cells += [_figure(stands.figures.value[row]), aim, words.badge(stands.ratings[row])]
        rows.append(cells)
    return Sheet("Measures", header, rows)


def _flips(chosen: Chosen, compared: list[Compared]) -> Sheet:
    """A row for each rating that is another one, with what made it so."""
    position = chosen.position
    rows: list[Sequence[str]] = []
    for one in compared:
        found = causes(one.scenario, position)
        for at, flip in enumerate(found.flips):
            name = position.figures.indicator[flip.row]
            turned = [words.badge(flip.before), words.badge(flip.after), cause_sentences.why(found, at)]
            rows.append([one.title, name, *turned])
    return Sheet("What turned it", ["scenario", "indicator", "from", "to", "because"], rows)


def _changes(chosen: Chosen, compared: list[Compared]) -> Sheet:
    """A row for each change of each scenario, with its reason and what has to be known of it."""
    figures = chosen.position.figures
    earlier = chosen.scorecard.earlier_targets(chosen.area, chosen.period)
    rows: list[Sequence[str]] = []
    for one in compared:
        marked = flags(one.scenario, chosen.position, earlier)
        for change in one.scenario.changes:
            row = figures.row_of(change.id)
            name = change.id if row is None else figures.indicator[row]
            told = [
                cause_sentences.flag(chosen.position, flag)
                for flag in marked
                if (flag.row, flag.field) == (row, change.field)
            ]
            what = [scenario_sentences.field(change.field), scenario_sentences.set_to(figures, change), change.reason]
            rows.append([one.title, name, *what, " ".join(told)])
        for setting, value in one.scenario.rule.items():
            what = [scenario_sentences.setting(setting), scenario_sentences.amount(figures, "", setting, value)]
            rows.append([one.title, "the scorecard", *what, "", ""])
    header = ["scenario", "indicator", "what is changed", "to", "reason", "to know"]
    return Sheet("Changes", header, rows)


def _figure(value: float) -> str:
    """A figure in full, as a number; nothing where there is none."""
    return "" if np.isnan(value) else Figure(np.format_float_positional(value, trim="-"))
