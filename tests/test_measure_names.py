"""What the documents of a pack call a measure."""

import packs

from ui.pack.measure_names import in_area, measure, measure_in, said_of

LONG = "Percentage of children who became looked after in the year and had a health assessment in time"
AREAS = f"area,indicator,short_name,value,target\nNorth,{LONG},,80,85\nSouth,{LONG},,90,85\n,Calls answered,Calls,1,2\n"


def position():
    return packs.read(AREAS).position()


def test_a_measure_says_its_area_where_there_are_several():
    assert [in_area(position(), row) for row in range(3)] == [" (North)", " (South)", " (no area)"]
    assert in_area(packs.scorecard().position(), 0) == ""


def test_a_short_name_is_the_one_of_the_file_and_a_long_name_is_never_cut():
    told = [measure(position(), row) for row in range(3)]

    assert told == [f"{LONG} (North)", f"{LONG} (South)", "Calls (no area)"]


def test_a_measure_in_several_areas_is_told_without_any():
    assert measure_in(position(), [0, 1]) == LONG
    assert measure_in(position(), [1]) == f"{LONG} (South)"


def test_a_sentence_of_a_measure_whose_name_was_cut_has_it_in_full():
    assert said_of(position(), 1, "Percentage of children who became looked after…: gone.") == f"{LONG} (South): gone."
