import pytest
from streamlit.testing.v1 import AppTest
from trying import FILES, NASTY, ROOT, answer, asking, component, opened, plain, plain_cells, sending

from ui import library

BY_YEAR = "buckinghamshire_by_year"
# The page Data is about other files than the one that is open.
ABOUT_WHAT_IS_OPEN = [page for page in FILES if page != "Data"]
EVERY_PAGE = pytest.mark.parametrize("page", ABOUT_WHAT_IS_OPEN)
EVERY_SCORECARD = pytest.mark.parametrize("scorecard", library.NAMES)

OWN = """\
id,indicator,service,area,period,unit,value,target,amber,key
calls,Calls answered,Office,North,2016/17 Q1,%,80,85,5,yes
calls,Calls answered,Office,North,2016/17 Q2,%,82,85,5,yes
bins,Bins emptied,Street,North,Q1 2016-17,%,90,95,5,
bins,Bins emptied,Street,North,Quarter 2 2016-17,%,96,95,5,
calls,Calls answered,Office,South,2016/17 Q2,%,60,85,5,yes
"""


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards: empty."""
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path))
    folder = tmp_path / "scorecards"
    folder.mkdir()
    return folder


# ---- the status page


def test_the_status_page_counts_the_ratings_of_the_report():
    texts = plain(opened().markdown)

    assert "**Green 3, Amber 4, Red 10, Unavailable 2**" in texts
    assert "**Key: Green 1, Amber 3, Red 10**" in texts
    assert "17 measures with a RAG, 2 with data unavailable." in texts


def test_the_status_page_sets_out_the_key_indicators():
    headings = [heading.value for heading in opened().subheader]

    assert headings == ["● Green: 1", "▲ Amber: 3", "◆ Red: 10"]


def test_a_scorecard_without_key_indicators_has_no_key_line():
    at = opened(scorecard=BY_YEAR)

    assert not [text for text in plain(at.markdown) if text.startswith("**Key")]
    assert not at.subheader


def test_the_tiles_have_a_text_alternative_with_the_count_line():
    (chart,) = opened().get("vega_lite_chart")

    assert "Green 3, Amber 4, Red 10, Unavailable 2." in chart.proto.alt


def test_the_table_has_every_indicator():
    table = component(opened(), "table")

    assert len(table["facts"]["rows"]) == 19


# ---- the what-if page


def test_the_board_begins_with_every_indicator_and_without_changes():
    at = opened("What-if")
    board = component(at, "board")

    assert len(board["facts"]["rows"]) == 19
    assert board["facts"]["show"] == "key"
    assert board["facts"]["horizon"] == "2016/17 Q4"
    now = {"changes": [], "horizon": "2016/17 Q4"}
    assert board["trail"] == {"number": 0, "now": now, "past": [], "future": []}
    assert answer(at)["sentence"] == "No changes yet."
    assert component(at, "answers")["name"] == board["name"]


def test_a_move_is_answered_with_what_it_changes():
    at = sending(opened("What-if"), assessments_45_days=85.0)

    assert answer(at)["number"] == 1
    assert answer(at)["sentence"] == (
        "Reaching 85.0% on Assessments in 45 working days by 2016/17 Q4, 35 more assessments, "
        "turns one measure from amber to green: 4 green, 3 amber, 10 red."
    )
    assert answer(at)["sum"][-1] == "1,020 of 1,200 is 85.0%; 1,020 - 985 = 35."
    assert answer(at)["rows"] == {"assessments-45-days": {"rating": 4, "way": "Green now"}}


def test_a_figure_where_there_was_none_makes_one_more_measure_with_a_rag():
    at = opened("What-if")
    missing = next(row["id"] for row in component(at, "board")["facts"]["rows"] if row["value"] is None)

    sending(at, **{missing: 100.0})

    assert answer(at)["sentence"].endswith("; 18 measures now have a RAG.")


def test_a_move_draws_the_board_with_the_same_facts_and_the_steps_behind():
    at = opened("What-if")
    before = component(at, "board")

    after = component(sending(at, assessments_45_days=85.0), "board")

    assert after["facts"] == before["facts"]
    assert len(after["trail"]["past"]) == 1


def test_undo_is_answered_with_nothing_changed():
    at = sending(opened("What-if"), assessments_45_days=85.0)

    sending(at, 2, "undo")

    assert answer(at)["sentence"] == "No changes yet."
    assert len(component(at, "board")["trail"]["future"]) == 1


@pytest.mark.parametrize(
    "told", [None, 1, "x", [], {}, {"number": -1}, {"number": 1, "action": "move", "changes": 1}], ids=str
)
def test_a_message_that_is_none_changes_nothing(told):
    at = opened("What-if")
    named = told | {"name": component(at, "board")["name"]} if isinstance(told, dict) else told

    at.session_state["answers"] = {"message": named}
    at.run()

    assert not at.exception
    assert answer(at)["sentence"] == "No changes yet."


def test_what_was_moved_at_one_period_stays_there():
    at = opened("What-if", scorecard=BY_YEAR, period="2023/24")
    row = component(at, "board")["facts"]["rows"][0]["id"]
    sending(at, horizon="2024/25", **{row: 50.0})
    moved = answer(at)["changes"]

    assert moved
    assert answer(asking(at, scorecard=BY_YEAR, period="2022/23"))["changes"] == []
    assert answer(asking(at, scorecard=BY_YEAR, period="2023/24"))["changes"] == moved


def test_a_scenario_changes_nothing_on_the_status_page():
    at = sending(opened("What-if"), assessments_45_days=85.0)

    at.switch_page(str(ROOT / FILES["Status"])).run()

    assert "**Green 3, Amber 4, Red 10, Unavailable 2**" in plain(at.markdown)


def test_a_what_if_is_still_there_after_another_page():
    at = sending(opened("What-if"), assessments_45_days=85.0)
    at.switch_page(str(ROOT / FILES["Status"])).run()

    at.switch_page(str(ROOT / FILES["What-if"])).run()

    assert answer(at)["changes"] == [{"id": "assessments-45-days", "field": "value", "value": 85.0}]
    assert len(component(at, "board")["trail"]["past"]) == 1


# ---- what surrounds every page


@EVERY_PAGE
def test_a_page_runs_by_itself(page):
    assert not AppTest.from_file(ROOT / FILES[page], default_timeout=30).run().exception


@EVERY_PAGE
@EVERY_SCORECARD
def test_every_page_shows_every_scorecard_that_ships_at_every_period(page, scorecard):
    read, _ = library.load(scorecard)
    at = opened(page, scorecard=scorecard)

    for area in read.areas:
        for period in read.periods:
            asking(at, scorecard=scorecard, period=period, **({"area": area} if area else {}))
            assert not at.warning
            assert period in plain(at.markdown)[0]


@EVERY_PAGE
def test_the_legend_stands_on_every_page(page):
    (legend,) = [text for text in plain(opened(page).markdown) if text.startswith("**● Green**")]

    assert "within" not in legend
    assert "**▲ Amber**: short of it by no more than the tolerance: 5 points" in legend
    assert "**◆ Red**: further away." in legend


@EVERY_PAGE
def test_every_page_says_whose_report_it_is_and_that_figures_are_illustrative(page):
    at = opened(page)

    assert plain(at.markdown)[0] == (
        "Buckinghamshire County Council, Children's Social Care and Learning Select Committee, "
        "6 December 2016, 2016/17 Q2"
    )
    assert plain(at.caption)[0].startswith("Illustrative figures:")


def test_a_page_is_titled_by_what_it_shows():
    report = "Performance Monitoring Q2 2016/17, Children's Services Portfolio"

    assert plain(opened().title) == [report]
    assert plain(opened("What-if").title) == ["What-if: Committee report, Q2 2016/17"]


@EVERY_PAGE
def test_short_forms_and_sources_can_be_looked_up_on_every_page(page):
    at = opened(page)

    # What a page itself holds in store comes before.
    *_, short_forms, source = at.expander
    assert [short_forms.label, source.label] == ["What the short forms mean", "Source and licence"]
    assert "- **RAG**: Red, amber, green" in plain(short_forms.markdown)[0].splitlines()
    assert "Open Government Licence v3.0" in plain(source.markdown)


@EVERY_PAGE
def test_the_links_to_the_pages_keep_what_is_open(page):
    links = opened(page, scorecard=BY_YEAR, period="2016/17").get("page_link")

    assert [link.proto.label for link in links] == [
        "Status",
        "What-if",
        "Compare",
        "Scenarios",
        "Routes",
        "Report",
        "Data",
    ]
    assert all("scorecard=buckinghamshire_by_year" in link.proto.query_string for link in links)
    assert all("period=2016%2F17" in link.proto.query_string for link in links)


# ---- what the address asks for


@EVERY_PAGE
@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"scorecard": "nowhere"}, "There is no scorecard 'nowhere' here; choose another."),
        ({"scorecard": "../../etc/passwd"}, "There is no scorecard '../../etc/passwd' here; choose another."),
        ({"period": "2030/31"}, "This scorecard has no period '2030/31'; the latest is shown instead (2016/17 Q2)."),
        ({"area": "**East**"}, "This scorecard has no area '**East**'; the first one is shown instead."),
    ],
    ids=str,
)
def test_what_is_not_there_is_told_and_the_report_is_shown(page, asked, message):
    at = opened(page, **asked)

    assert plain(at.warning) == [message]
    assert "2016/17 Q2" in plain(at.markdown)[0]


def test_a_picker_opens_what_is_picked():
    at = opened()

    at.selectbox(key="pick-scorecard").select(BY_YEAR).run()
    assert plain(at.title) == ["Buckinghamshire by year, 2012/13 to 2024/25"]

    at.selectbox(key="pick-period").select("2016/17").run()
    assert at.query_params["period"] == "2016/17"
    assert at.query_params["scorecard"] == BY_YEAR


def test_there_is_a_picker_only_where_there_is_a_choice(kept):
    assert [picker.label for picker in opened().selectbox] == ["Scorecard"]

    (kept / "own.csv").write_text(OWN, encoding="utf-8")
    assert [picker.label for picker in opened(scorecard="own").selectbox] == ["Scorecard", "Area", "Period"]


@pytest.mark.parametrize("page", ["Status", "What-if"])
def test_what_was_moved_can_be_carried_over_to_the_scorecard_that_is_picked(page, kept):
    (kept / "own.csv").write_text("indicator,value,target\nRepeat,20,10\n", encoding="utf-8")
    (kept / "next.csv").write_text("indicator,value,target\nRepeat,18,10\n", encoding="utf-8")
    at = sending(opened("What-if", scorecard="own"), repeat=9.0)
    if page == "Status":
        at = at.switch_page(str(ROOT / FILES[page]))

    asking(at, scorecard="next")
    assert "**Carry the scenario over?** On own you made 1 change that fits this scorecard." in plain(at.markdown)

    at.button(key="carry").click().run()
    assert not at.exception
    assert not [button for button in at.button if button.key in ("carry", "leave")]
    if page == "Status":
        asking(at.switch_page(str(ROOT / FILES["What-if"])), scorecard="next")
    assert answer(at)["changes"] == [{"id": "repeat", "field": "value", "value": 9.0}]


# ---- one indicator


def test_an_indicator_that_the_address_names_is_open():
    texts = plain(opened(indicator="assessments-45-days").markdown)

    assert any(
        text.endswith("82.1% is 2.9 points short of the target of 85%; within the tolerance of 5 points: amber.")
        for text in texts
    )
    assert "Figure: 82.1%, 985 of 1,200. Target: 85%." in texts
    assert "To green: 2.9 points, 35 more assessments of 1,200, if numbers stay the same." in texts
    assert "Direction of travel: better (79.6% before)." in texts


def test_an_indicator_that_is_not_there_is_told():
    at = opened(indicator="**nowhere**")

    assert plain(at.warning) == ["The indicator that this address names is not in this scorecard at this period."]


@EVERY_SCORECARD
def test_every_indicator_of_a_scorecard_can_be_opened(scorecard):
    at = opened(scorecard=scorecard)

    for row in component(at, "table")["facts"]["rows"]:
        asking(at, scorecard=scorecard, indicator=row["id"])
        assert not at.warning
        assert any(text.startswith("Figure: ") for text in plain(at.markdown))


def test_a_history_stands_as_a_chart_with_a_text_and_as_a_table():
    at = opened(scorecard=BY_YEAR, indicator="child-protection-plans-reviewed-by-year")
    charts = at.get("vega_lite_chart")
    (table,) = at.table

    assert charts[-1].proto.alt.startswith(f"The figure over {len(table.value)} periods, from ")
    assert list(table.value.columns) == ["Period", "Figure", "Target", "Rating"]


def test_a_history_is_one_whatever_the_spelling_of_its_periods(kept):
    (kept / "own.csv").write_text(OWN, encoding="utf-8")

    at = opened(scorecard="own", area="North", indicator="bins")

    history = next(table for table in at.table if "Period" in table.value.columns)
    assert plain_cells(history.value["Period"]) == ["2016/17 Q1", "2016/17 Q2"]
    assert len(at.get("vega_lite_chart")) == 2


# ---- a council's own files


@EVERY_PAGE
def test_a_councils_own_scorecard_is_shown(page, kept):
    (kept / "own.csv").write_text(OWN, encoding="utf-8")

    at = opened(page, scorecard="own", area="South")

    assert plain(at.title)[0].endswith("own")
    assert plain(at.markdown)[0] == "South, 2016/17 Q2"
    assert not at.warning


@EVERY_PAGE
def test_a_refused_file_says_what_is_wrong_and_leaves_open_what_was(page, kept):
    (kept / "broken.csv").write_text("indicator,value,target\nCalls,lots,85\nBins,45,fifty\n", encoding="utf-8")
    at = opened(page, scorecard=BY_YEAR, period="2016/17")
    title = plain(at.title)

    asking(at, scorecard="broken")

    assert plain(at.title) == title
    assert plain(at.markdown)[0].endswith("2016/17")
    assert plain(at.warning) == ["'broken' could not be opened; what was open is still open."]
    wrong = at.table[0].value
    assert {"row 2, column value", "row 3, column target"} <= set(plain_cells(wrong["Where"]))


@EVERY_PAGE
def test_names_that_try_to_be_more_are_shown_as_typed(page, kept):
    rows = [f'"{name}","{name}",80,85,5,yes,"{name}"' for name in NASTY]
    (kept / "nasty.csv").write_text(
        "\n".join(["indicator,service,value,target,amber,key,definition", *rows]), encoding="utf-8"
    )
    (kept / "nasty.about.toml").write_text(
        f"title = '{NASTY[0]}'\nnote = '{NASTY[1]}'\nsource = '{NASTY[2]}'\nbody = '{NASTY[3]}'\n"
        f"illustrative = '{NASTY[4]}'\n",
        encoding="utf-8",
    )

    at = opened(page, scorecard="nasty")

    assert plain(at.title)[0].endswith(NASTY[0])
    assert plain(at.caption)[:2] == [NASTY[4], NASTY[1]]
    assert plain(at.markdown)[0].startswith(NASTY[3])
    for text in [*at.markdown, *at.title, *at.caption, *at.subheader]:
        assert not any(name in text.value for name in NASTY)


def test_an_open_indicator_shows_its_name_and_texts_as_typed(kept):
    rows = [f'row{at},"{name}",80,85,5,"{name}"' for at, name in enumerate(NASTY)]
    (kept / "nasty.csv").write_text("\n".join(["id,indicator,value,target,amber,definition", *rows]), encoding="utf-8")

    for at, name in enumerate(NASTY):
        assert f"**Definition**: {name}" in plain(opened(scorecard="nasty", indicator=f"row{at}").markdown)


def test_a_scorecard_of_one_measure_without_a_figure_is_shown_on_every_page(kept):
    (kept / "one.csv").write_text("indicator,value,target\nCalls,,\n", encoding="utf-8")

    assert "**Green 0, Amber 0, Red 0, Unavailable 1**" in plain(opened(scorecard="one", indicator="calls").markdown)
    assert component(opened("What-if", scorecard="one"), "board")["facts"]["horizons"] == ["the next period"]


def test_what_was_assumed_about_a_file_can_be_read_on_every_page(kept):
    (kept / "own.csv").write_text("indicator,value,target\nCalls,82,85\n", encoding="utf-8")

    for page in ("Status", "What-if"):
        at = opened(page, scorecard="own")
        (assumed,) = (table.value for table in at.table if "What was assumed or done" in table.value.columns)
        assert plain_cells(assumed["What was assumed or done"])[0] == (
            "There is no column polarity; higher is taken to be better."
        )
