from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import (
    CALLS,
    SCORECARD,
    asking,
    component,
    doing,
    keep_calls,
    kept_version,
    message,
    on,
    opened,
    plain,
    scenario,
    session,
    telling,
    turned,
    values,
)

from ui import library, links

NORTH = scenario(("calls", "value", 90.0))
# A file of the same name, a quarter later.
LATER = CALLS.replace(b"82.5", b"84.5")


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    return keep_calls(folder, monkeypatch)


def told(at):
    """What is open, what is moved on it, and what is told of the address."""
    chosen = at.session_state["open-now"]
    return (chosen.name, chosen.area, chosen.period), values(on(at)), at.session_state["told"]


def as_it_stands(sentence, place=("calls", "North", "2016/17 Q2")):
    return place, {}, [sentence]


# ---- what is there


def test_the_name_of_a_version_alone_is_enough_to_find_what_it_was_made_for():
    linked = kept_version(scenario(("calls", "value", 90.0), area="South"))

    assert told(session(version=linked)) == (("calls", "South", "2016/17 Q2"), {"calls": 90.0}, [])


@pytest.mark.parametrize(
    "place", [{"area": "North"}, {"period": "Q2 2016-17"}, {"area": "North", "period": "2016/17 Q2"}]
)
def test_a_link_with_the_place_that_it_was_made_for_shows_its_version(place):
    at = session(scorecard="calls", version=kept_version(NORTH), **place)

    assert told(at) == (("calls", "North", "2016/17 Q2"), {"calls": 90.0}, [])


def test_a_link_shows_what_it_showed_when_it_was_sent_though_somebody_moved_on_from_there():
    linked = kept_version(NORTH)
    telling(session(version=linked), message(1, calls=50.0))

    assert values(on(session(version=linked))) == {"calls": 90.0}


def test_an_area_without_a_name_is_found_among_others(kept):
    (kept / "calls.csv").write_bytes(CALLS.replace(b"South", b""))
    linked = kept_version(scenario(("calls", "value", 90.0), area=None))

    assert told(session(version=linked)) == (("calls", "", "2016/17 Q2"), {"calls": 90.0}, [])


def test_a_scorecard_without_areas_and_periods_is_found(kept):
    (kept / "calls.csv").write_text("id,indicator,value,target\ncalls,Calls,82,85\n", encoding="utf-8")
    linked = kept_version(scenario(("calls", "value", 90.0), area=None, period=None))

    assert told(session(version=linked)) == (("calls", "", ""), {"calls": 90.0}, [])


def test_what_else_is_in_an_address_changes_nothing():
    at = session(version=kept_version(NORTH), utm_source="mail", __proto__="1", embed="true", constructor="x")

    assert told(at)[1:] == ({"calls": 90.0}, [])


# ---- what is not there


@pytest.mark.parametrize("name", ["0f" * 16, "0" * 32])
def test_a_name_that_no_version_has_is_told(name):
    assert told(session(scorecard="calls", version=name)) == as_it_stands(links.UNKNOWN)


@pytest.mark.parametrize(
    "name",
    [
        "1",
        "0f" * 15,
        "0F" * 16,
        "0f" * 16 + "\n",
        " " + "0f" * 16,
        "../../etc/passwd",
        "1' or '1'='1",
        "<script>x</script>",
        "[a](javascript:x)",
        "\x00",
        "a\x00b",
        "%00",
        "\ufffd",
        "\r\nSet-Cookie: a=b",
        "\u0660" * 32,
        "None",
    ],
    ids=ascii,
)
def test_a_damaged_name_is_told_and_not_repeated(name):
    assert told(session(scorecard="calls", version=name)) == as_it_stands(links.DAMAGED)


@pytest.mark.parametrize("length", [links.MOST_CHARACTERS + 1, 8_000, 60_000])
def test_an_over_long_name_is_told(length):
    assert told(session(scorecard="calls", version="0" * length)) == as_it_stands(links.TOO_LONG)


def test_an_empty_name_asks_for_nothing():
    assert told(session(scorecard="calls", version="")) == (("calls", "North", "2016/17 Q2"), {}, [])


def test_half_a_character_is_a_damaged_name():
    assert links.find("\ud800") == links.Link(told=links.DAMAGED)


@given(st.text(max_size=70))
@settings(max_examples=60)
def test_no_name_is_an_exception_and_what_is_no_name_finds_nothing(name):
    found = links.find(name)

    assert found.stored is None
    assert found.told.endswith(links._INSTEAD) == bool(name)


def test_a_version_of_another_scorecard_is_told_and_not_shown():
    linked = kept_version(NORTH)
    stands = (library.FIRST, "", "2016/17 Q2")

    assert told(session(scorecard=library.FIRST, version=linked)) == as_it_stands(links.OTHER_SCORECARD, stands)


@pytest.mark.parametrize("place", [{"area": "South"}, {"period": "2016/17 Q1"}])
def test_a_version_of_another_place_is_told_and_not_shown(place):
    at = session(scorecard="calls", version=kept_version(NORTH), **place)

    _, moved, sentences = told(at)
    assert (moved, sentences) == ({}, [links.OTHER_PLACE])


def test_where_the_scorecard_itself_cannot_be_had_that_is_what_is_told():
    linked = kept_version(NORTH)

    _, moved, sentences = told(session(scorecard="nowhere", version=linked))
    assert moved == {}
    assert sentences == ["There is no scorecard 'nowhere' here; choose another."]


def test_a_kept_scorecard_that_was_deleted_takes_its_links_along():
    name = library.keep(SCORECARD, "Calls")
    linked = kept_version(NORTH, name)
    library.delete(name)

    assert told(session(version=linked)) == as_it_stands(links.UNKNOWN, (library.FIRST, "", "2016/17 Q2"))


def test_a_session_that_knows_a_link_of_a_deleted_scorecard_says_that_it_is_gone():
    name = library.keep(SCORECARD, "Calls")
    linked = kept_version(NORTH, name)
    at = session(version=linked)
    library.delete(name)

    where, moved, (sentence,) = told(asking(at, version=linked))
    assert (where, moved) == ((library.FIRST, "", "2016/17 Q2"), {})
    assert sentence.startswith("The scorecard that this address names is not kept here (any more)")


def test_a_store_that_cannot_be_asked_is_told_and_what_a_session_knows_is_shown_all_the_same(kept):
    name = library.keep(SCORECARD, "Calls")
    known, other = kept_version(NORTH, name), kept_version(scenario(("calls", "value", 80.0)), name)
    at = session(version=known)
    kept.parent.rename(kept.parent.with_name("away"))

    assert told(asking(at, scorecard=name, version=known))[1] == {"calls": 90.0}
    _, _, sentences = told(asking(at, scorecard=name, version=other))
    assert sentences[-1].startswith("The scenario could not be read: the store is gone")
    assert sentences[-1].endswith(links._INSTEAD)


# ---- an earlier state of the scorecard


def test_a_link_shows_for_ever_what_it_showed_though_the_file_is_another_by_now(kept):
    linked = kept_version(NORTH)
    snapshot = library.snapshot("calls", SCORECARD)
    (kept / "calls.csv").write_bytes(LATER)

    for asked in ({}, {"scorecard": "calls"}, {"scorecard": "calls", "area": "North", "period": "2016/17 Q2"}):
        at = session(version=linked, **asked)
        assert told(at) == ((snapshot, "North", "2016/17 Q2"), {"calls": 90.0}, [links.EARLIER])
        assert at.session_state["open-now"].position.figures.value.tolist() == [82.5, 82.1]


def test_that_it_is_an_earlier_state_is_told_on_every_page(kept):
    linked = kept_version(NORTH)
    (kept / "calls.csv").write_bytes(LATER)
    at = opened("What-if", version=linked)
    assert plain(at.warning) == [links.EARLIER]

    for page in ("Status", "Compare", "Scenarios", "Record"):
        asking(at, **component(at, "keeper")["query"])
        assert plain(turned(at, page).warning) == [links.EARLIER]


def test_what_is_moved_on_an_earlier_state_is_kept_on_that(kept):
    linked = kept_version(NORTH)
    (kept / "calls.csv").write_bytes(LATER)
    at = telling(session(version=linked), message(1, calls=91.0))

    assert on(at).fault == ""
    other = session(**at.session_state["query"])
    assert values(on(other)) == {"calls": 91.0}
    assert other.session_state["open-now"].scorecard.hash == SCORECARD.hash


@pytest.mark.parametrize("becomes", [None, b"indicator,value,target\nCalls,lots,85\n"], ids=["taken away", "refused"])
def test_a_link_outlives_the_file_that_it_was_made_on(kept, becomes):
    linked = kept_version(NORTH)
    snapshot = library.snapshot("calls", SCORECARD)
    (kept / "calls.csv").unlink()
    if becomes:
        (kept / "calls.csv").write_bytes(becomes)

    for asked in ({}, {"scorecard": "calls", "area": "North"}, {"scorecard": snapshot}):
        at = session(version=linked, **asked)
        assert told(at) == ((snapshot, "North", "2016/17 Q2"), {"calls": 90.0}, [links.EARLIER])


def test_the_address_without_a_version_shows_the_file_as_it_is_by_now(kept):
    kept_version(NORTH)
    (kept / "calls.csv").write_bytes(LATER)

    at = session(scorecard="calls")
    assert told(at) == (("calls", "North", "2016/17 Q2"), {}, [])
    assert at.session_state["open-now"].position.figures.value[0] == 84.5


# ---- what a session knows


def test_a_session_knows_the_latest_versions_and_forgets_the_others():
    found = library.store().versions.get(kept_version(NORTH))
    many = [replace(found, name=f"{number:032x}") for number in range(links.MOST_KNOWN + 10)]
    seen = {}

    def remember(_):
        links.remember(many)
        seen.update({"first": links.find(many[0].name), "last": links.find(many[-1].name)})

    doing(session(), remember)

    assert seen["first"].told == links.UNKNOWN
    assert seen["last"].stored == many[-1]
