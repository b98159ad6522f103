"""Scorecards of a council's own, made up: what the ones that ship do not have."""

from __future__ import annotations

import shutil

BAND = """\
indicator,service,period,value,unit,polarity,target,target_low,target_high,amber,decimals
Bed occupancy,Care homes,2024/25 Q1,88,%,band,,85,92,3,0
Spend against budget,Finance,2024/25 Q1,109,%,band,,95,105,5,0
Days to answer a letter,Customers,2024/25 Q1,12,days,lower,10,,,3,0
Visits to the website,Customers,2024/25 Q1,120000,number,none,,,,,0
"""
BROKEN = """\
indicator,period,value,target
Calls answered in time,2024/25 Q1,lots,90
Waste recycled,2024/25 Q1,45,fifty
"""
# Names that every JavaScript object has a meaning for; a target at the end of the scale; a tolerance of tenths.
AWKWARD = """\
indicator,period,value,unit,polarity,target,amber
constructor,2024/25 Q1,80,%,higher,85,5
toString,2024/25 Q1,90,%,higher,85,5
Seen in time,2024/25 Q1,97,%,higher,100,2
Homes missed,2024/25 Q1,0,number,lower,0,0
"""
FORMULA = "=1+1"
HOSTILE = (
    "html_in_names",
    "markdown_in_names",
    "unicode_in_names",
    "vega_field_names",
    "long_names",
    "formula_injection",
)
SERVICES = ("Waste", "", "Homes", "Libraries")
SCORECARDS = ("awkward", "band", "broken", "of_200", "of_600", "large", "largest")


def write(folder):
    """Write them all into a folder."""
    folder.mkdir(parents=True)
    texts = {"awkward": AWKWARD, "band": BAND, "broken": BROKEN, "of_200": many(200), "of_600": many(600)}
    texts |= {"large": table(large(500)), "largest": table(large(5000))}
    for name in SCORECARDS:
        (folder / f"{name}.csv").write_text(texts[name], encoding="utf-8")


def many(count):
    """A scorecard of so many indicators, a third of them green, amber and red each."""
    lines = [f"Indicator {at},2024/25 Q1,%,{(80, 78, 60)[at % 3]},80,5" for at in range(1, count + 1)]
    return "\n".join(["indicator,period,unit,value,target,amber", *lines]) + "\n"


def large(count):
    """So many indicators in the order of a report, which is none of names, as name, service and value, their target 80.

    A third of them are green, amber and red each, in each service.
    """
    at_once = range(1, count + 1)
    return [(f"Measure {at * 7 % count:04}", SERVICES[at // 3 % len(SERVICES)], (80, 78, 60)[at % 3]) for at in at_once]


def table(indicators):
    """A scorecard of indicators with their services."""
    lines = [f"{name},{service},2024/25 Q1,%,{value},80,5" for name, service, value in indicators]
    return "\n".join(["indicator,service,period,unit,value,target,amber", *lines]) + "\n"


def write_hostile(source, folder):
    """Copy scorecards whose names try to be more than names; and one more that is refused."""
    folder.mkdir(parents=True)
    for name in HOSTILE:
        shutil.copy(source / f"{name}.csv", folder)
    # And one that is refused for what is in its names.
    (folder / "formulas_twice.csv").write_text(
        f"indicator,value,target\n{FORMULA},1,2\n{FORMULA},3,4\n", encoding="utf-8"
    )
