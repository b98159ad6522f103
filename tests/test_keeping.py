import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import SCORECARD, doing, keep_calls, message, on, session, telling, values

from ui import keeping, library, what_if


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    return keep_calls(folder, monkeypatch)


@pytest.fixture
def away(kept):
    """Takes the folder with the store away, and the next time puts it back."""
    here, there = kept.parent, kept.parent.with_name("away")

    def turn():
        (here if here.exists() else there).rename(there if here.exists() else here)

    return turn


def steps(name):
    """The values of one measure in each step up to a version, as the store has them."""
    behind = library.store().versions.behind(name, 1000)
    return [[change.value for change in stored.version.scenario.changes] for stored in behind]


def moving(at, *figures, first=1):
    """The same session after some values of one measure."""
    for number, value in enumerate(figures, first):
        telling(at, message(number, calls=float(value)))
    return at


@pytest.mark.usefixtures("kept")
def test_a_step_is_in_the_store_when_it_is_told_as_kept_and_the_address_names_it():
    at = session(scorecard="calls")

    for number, value in enumerate((83.0, 84.0), 1):
        telling(at, message(number, calls=value))
        name = on(at).history.current
        assert library.store().versions.get(name).version.content == on(at).history.version.content
        assert at.query_params["version"] == name
        assert on(at).fault == ""
    assert steps(name) == [[83.0], [84.0]]


@pytest.mark.usefixtures("kept")
def test_steps_that_had_no_answer_are_kept_each():
    at = session(scorecard="calls")

    telling(at, message(3, calls=84.0, earlier=[message(1, calls=82.0), message(2, calls=83.0)]))

    assert steps(on(at).history.current) == [[82.0], [83.0], [84.0]]


@pytest.mark.usefixtures("kept")
def test_undo_to_the_scorecard_as_it_stands_leaves_no_version_in_the_address():
    at = moving(session(scorecard="calls"), 83)

    telling(at, message(2, "undo"))

    assert "version" not in at.query_params
    assert "version" not in at.session_state["query"]


def test_while_the_store_is_gone_the_what_if_goes_on_and_the_address_names_the_last_step_that_is_kept(away):
    at = moving(session(scorecard=library.keep(SCORECARD, "Calls")), 83)
    last = on(at).history.current
    away()

    moving(at, 84, 85, first=2)

    assert values(on(at)) == {"calls": 85.0}
    assert "the store is gone" in on(at).fault
    assert at.query_params["version"] == last
    assert at.session_state["query"]["version"] == last


def test_the_next_step_that_can_be_kept_keeps_all_that_could_not(away):
    at = moving(session(scorecard=library.keep(SCORECARD, "Calls")), 83)
    away()
    moving(at, 84, 85, first=2)
    away()

    moving(at, 86, first=4)

    assert on(at).fault == ""
    assert steps(at.query_params["version"]) == [[83.0], [84.0], [85.0], [86.0]]


def test_what_was_undone_while_the_store_was_gone_is_not_lost_either(away):
    at = moving(session(scorecard=library.keep(SCORECARD, "Calls")), 83)
    away()
    moving(at, 84, first=2)
    telling(at, message(3, "undo", calls=83.0))
    assert on(at).fault == ""
    away()

    telling(at, message(4, "redo", calls=84.0))

    assert steps(at.query_params["version"]) == [[83.0], [84.0]]


@pytest.mark.usefixtures("kept")
def test_names_are_made_anew_once_the_store_can_be_asked_and_no_step_is_lost(monkeypatch):
    # A database that cannot be reached, with the council's own files all the same.
    monkeypatch.setenv("RAG_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/nothing?connect_timeout=1")
    at = moving(session(scorecard="calls"), 83, 84)
    assert on(at).history.secret == b""
    assert "the database cannot be reached" in on(at).fault
    assert "version" not in at.query_params
    monkeypatch.delenv("RAG_DATABASE_URL")

    moving(at, 85, first=3)

    assert on(at).fault == ""
    assert on(at).history.secret == library.store().versions.secret()
    assert steps(at.query_params["version"]) == [[83.0], [84.0], [85.0]]
    assert values(on(telling(at, message(4, "undo", calls=84.0)))) == {"calls": 84.0}


def test_a_store_with_another_secret_takes_all_steps_under_other_names(kept, tmp_path, monkeypatch):
    at = moving(session(scorecard="calls"), 83)
    before = on(at).history.current
    other = tmp_path / "other"
    kept.parent.rename(other)
    for file in other.glob("store*"):
        file.unlink()
    monkeypatch.setenv("RAG_DATA_DIR", str(other))

    moving(at, 84, first=2)

    assert on(at).fault == ""
    assert before not in on(at).history.versions
    assert steps(at.query_params["version"]) == [[83.0], [84.0]]


@pytest.mark.usefixtures("kept")
def test_a_kept_scorecard_that_is_deleted_while_somebody_moves_takes_no_more_steps_and_says_so():
    name = library.keep(SCORECARD, "Calls")
    at = moving(session(scorecard=name), 83)

    def move(chosen):
        library.delete(name)
        what_if.take(message(2, calls=84.0) | {"name": what_if.what_if(chosen).name}, chosen)

    doing(at, move)

    assert values(on(at)) == {"calls": 84.0}
    assert on(at).fault == (
        "The scenario could not be kept: the scorecard was deleted. Keep its file again, then the scenario. Nothing "
        "that is open is lost."
    )


@pytest.mark.usefixtures("kept")
def test_steps_on_a_file_are_kept_again_where_its_snapshot_was_deleted():
    at = moving(session(scorecard="calls"), 83, 84)
    library.delete(library.snapshot("calls", SCORECARD))
    assert library.store().versions.get(on(at).history.current) is None

    moving(at, 85, first=3)

    assert on(at).fault == ""
    assert steps(at.query_params["version"]) == [[83.0], [84.0], [85.0]]


@pytest.mark.usefixtures("kept")
def test_a_step_goes_where_the_one_is_that_it_came_from_whatever_its_scorecard_is_open_as():
    name = library.keep(SCORECARD, "Calls")
    linked = on(moving(session(scorecard=name), 83)).history.current

    at = moving(session(scorecard="calls", version=linked), 84)

    assert on(at).fault == ""
    assert steps(on(at).history.current) == [[83.0], [84.0]]
    assert library.store().versions.get(on(at).history.current).scorecard == name


@pytest.mark.usefixtures("kept")
def test_a_link_with_many_steps_behind_it_is_opened_with_the_latest_and_can_be_moved_on():
    most = keeping.MOST_STEPS
    at = session(scorecard="calls")
    earlier = [message(number, calls=50 + number / 10) for number in range(1, most + 5)]
    telling(at, message(most + 5, calls=40.0, earlier=earlier))
    linked = at.query_params["version"]
    assert len(steps(linked)) == most + 5

    other = session(version=linked)
    assert values(on(other)) == {"calls": 40.0}
    assert len(on(other).history.behind()) == most

    moving(other, 41)
    assert on(other).fault == ""
    assert len(steps(on(other).history.current)) == most + 6


def test_a_link_that_this_session_knows_is_opened_under_its_name_while_the_store_is_gone(away):
    at = moving(session(scorecard=library.keep(SCORECARD, "Calls")), 83)
    linked = on(at).history.current
    away()

    doing(at, lambda chosen: what_if.keep(what_if.what_if(chosen).at(chosen.linked), chosen))

    assert on(at).history.current == linked
    assert at.session_state["query"]["version"] == linked


def test_the_secret_is_the_one_that_the_store_told_last_and_none_before_it_was_ever_asked(away):
    at = session(scorecard=library.FIRST)
    known = on(at).history.secret
    away()

    seen = []
    doing(at, lambda _: seen.append(keeping.secret()))
    assert seen == [known]

    other = session()
    doing(other, lambda _: seen.append(keeping.secret()))
    assert seen[1:] == [b""]


@pytest.mark.parametrize(
    ("typed", "signed"),
    [("  Ann \n Lee ", "Ann Lee"), ("A\u202enn\x00", "Ann"), ("a" * 300, "a" * 200), ("\ud800", "\ufffd"), ("", "")],
    ids=repr,
)
def test_a_name_is_signed_as_it_can_be_seen_and_no_longer_than_the_store_takes(typed, signed):
    at = session()

    doing(at, lambda _: keeping.sign(typed))
    seen = []
    doing(at, lambda _: seen.append(keeping.author()))

    assert seen == [signed]


@pytest.mark.usefixtures("kept")
def test_a_step_carries_the_name_of_whoever_signed():
    at = doing(session(scorecard="calls"), lambda _: keeping.sign("Ann"))

    moving(at, 83)

    assert on(at).history.version.author == "Ann"
    assert library.store().versions.get(on(at).history.current).version.author == "Ann"


away_or_moved = st.lists(st.sampled_from(["away", "move", "undo", "redo"]), max_size=8)


@given(away_or_moved)
@settings(max_examples=15)
def test_whatever_happens_to_the_store_the_last_step_is_kept_once_it_is_back(tmp_path_factory, happens):
    folder = tmp_path_factory.mktemp("law") / "here"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        keep_calls(folder, patch)
        at = session(scorecard=library.keep(SCORECARD, "Calls"))
        gone = folder.with_name("away")
        for number, event in enumerate([*happens, "back", "move"], 1):
            if event == "away" and folder.exists():
                folder.rename(gone)
            elif event == "back" and gone.exists():
                gone.rename(folder)
            elif event not in ("away", "back"):
                telling(at, message(number, event, calls=50.0 + number))
        assert on(at).fault == ""
        assert len(steps(at.query_params["version"])) == len(on(at).history.behind())
