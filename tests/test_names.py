import pytest
from trying import (
    CALLS,
    NASTY,
    SCORECARD,
    doing,
    held,
    keep_calls,
    kept_version,
    message,
    on,
    opened,
    plain,
    saved,
    saving,
    scenario,
    sending,
    session,
    telling,
    values,
)

from store import What
from ui import keeping, library, names


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    return keep_calls(folder, monkeypatch)


def every():
    """The saved scenarios by name, with the version that each points at."""
    return {one.name: one.version for one in library.store().scenarios.all()}


def told(at):
    """What is told of what was done last, and why it could not be."""
    return held(at, "names-done", ""), held(at, "names-fault", "")


def save(at, name, note="", reasons=None):
    """The same session after what is on screen was saved."""
    for which in ("names-done", "names-fault"):
        if which in at.session_state:
            del at.session_state[which]
    return doing(at, lambda chosen: names.save(chosen, name, note, reasons or {}))


def moved(number=1, at=None, **figures):
    return telling(at or session(scorecard="calls"), message(number, **figures))


def test_what_is_on_screen_is_saved_under_a_name_with_a_note_and_who():
    at = doing(moved(calls=90.0), lambda _: keeping.sign("Ann"))

    save(at, "  Winter \n plan ", "First\nsecond")

    assert told(at) == ("Saved as Winter plan.", "")
    (one,) = library.store().scenarios.all("calls")
    assert (one.name, one.note, one.author, one.version) == (
        "Winter plan",
        "First\nsecond",
        "Ann",
        on(at).history.current,
    )


def test_nothing_moved_is_nothing_to_save():
    save(session(scorecard="calls"), "Plan")

    assert every() == {}


@pytest.mark.parametrize(
    ("name", "note", "why"),
    [
        ("", "", "A scenario needs a name. Type one."),
        (" \u200b\x00 ", "", "A scenario needs a name. Type one."),
        ("a" * 201, "", "The name has 201 characters, and 200 is the most. Shorten it."),
        ("Plan", "a" * 10_001, "The note has 10,001 characters, and 10,000 is the most. Shorten it."),
    ],
    ids=["none", "hidden", "long", "long note"],
)
def test_a_name_that_the_store_refuses_is_told_in_a_sentence(name, note, why):
    at = save(moved(calls=90.0), name, note)

    assert told(at) == ("", why)
    assert every() == {}


def test_saving_the_same_again_changes_nothing():
    at = save(save(moved(calls=90.0), "Plan"), "Plan")

    assert told(at) == ("Saved as Plan.", "")
    (one,) = library.store().scenarios.all()
    assert [entry.what for entry in library.store().scenarios.record(one.id)] == [What.SAVED]


@pytest.mark.parametrize("name", ["Plan", " Plan ", "PLAN", "plan\u200b"])
def test_the_name_of_what_was_moved_on_stands_for_the_new_step(name):
    at = save(moved(calls=90.0), "Plan")
    first = on(at).history.current

    save(moved(2, at, calls=91.0), name)

    assert list(every().values()) == [on(at).history.current]
    (one,) = library.store().scenarios.all()
    assert [entry.what for entry in library.store().scenarios.record(one.id)] == [What.SAVED, What.REPOINTED]
    assert values(on(session(version=first))) == {"calls": 90.0}


def test_another_name_leaves_the_one_before_where_it_was():
    at = save(moved(calls=90.0), "Plan")
    first = on(at).history.current

    save(moved(2, at, calls=91.0), "Other plan")

    assert every() == {"Plan": first, "Other plan": on(at).history.current}


def test_two_people_under_one_name_both_keep_their_work_and_the_second_is_told():
    first, second = moved(calls=90.0), moved(calls=70.0)
    save(doing(first, lambda _: keeping.sign("Ann")), "Plan")

    save(second, "Plan")

    done, fault = told(second)
    assert done.startswith("Saved as Plan (2), because there is another scenario with that name, saved ")
    assert done.endswith(" by Ann. Both are kept.")
    assert fault == ""
    assert every() == {"Plan": on(first).history.current, "Plan (2)": on(second).history.current}


def test_two_people_who_move_on_from_one_scenario_both_keep_their_work_and_the_second_is_told():
    linked = saved(scenario(("calls", "value", 90.0)), "Plan").version
    first, second = (moved(at=session(version=linked), calls=value) for value in (91.0, 92.0))

    save(first, "Plan")
    save(second, "Plan")

    assert told(first)[0] == "Saved as Plan."
    assert told(second)[0].startswith("Saved as Plan (2), because there is another scenario with that name")
    assert every() == {"Plan": on(first).history.current, "Plan (2)": on(second).history.current}


def test_a_scenario_that_a_colleague_renamed_meanwhile_keeps_that_name():
    one = saved(scenario(("calls", "value", 90.0)), "Plan")
    at = moved(at=session(version=one.version), calls=91.0)
    library.store().scenarios.rename(one.id, "Winter plan")

    save(at, "Plan")

    assert every() == {"Winter plan": one.version, "Plan": on(at).history.current}


def test_a_scenario_that_a_colleague_deleted_meanwhile_is_saved_anew():
    one = saved(scenario(("calls", "value", 90.0)), "Plan")
    at = moved(at=session(version=one.version), calls=91.0)
    library.store().scenarios.delete(one.id)

    save(at, "Plan")

    assert told(at) == ("Saved as Plan.", "")
    assert every() == {"Plan": on(at).history.current}


@pytest.mark.parametrize("does", [names.rename, names.copy], ids=["rename", "copy"])
def test_what_a_colleague_deleted_meanwhile_cannot_be_renamed_or_copied_and_that_is_told(does):
    one = saved(scenario(("calls", "value", 90.0)), "Plan")
    library.store().scenarios.delete(one.id)

    at = doing(session(scorecard="calls"), lambda _: does(one, "Other"))

    assert told(at)[1].endswith("it was deleted. Save it again under a name. Nothing that is open is lost.")


@pytest.mark.parametrize(("does", "done", "left"), [(names.rename, "Renamed", 1), (names.copy, "Copied", 2)])
def test_renaming_and_copying_are_told_and_refused_names_too(does, done, left):
    one = saved(scenario(("calls", "value", 90.0)), "Plan")
    saved(scenario(("calls", "value", 91.0)), "Taken")

    at = doing(session(scorecard="calls"), lambda _: does(one, "Taken"))
    assert told(at)[0].startswith(f"{done} as Taken (2), because there is another scenario with that name")
    assert len(every()) == left + 1

    assert told(doing(session(scorecard="calls"), lambda _: does(one, "")))[1] == "A scenario needs a name. Type one."


def test_deleting_takes_the_name_away_and_leaves_the_link_and_once_more_does_no_harm():
    one = saved(scenario(("calls", "value", 90.0)), "Plan")

    at = doing(doing(session(scorecard="calls"), lambda _: names.delete(one)), lambda _: names.delete(one))

    assert told(at) == ("Plan was deleted. Links to it still show it.", "")
    assert every() == {}
    assert values(on(session(version=one.version))) == {"calls": 90.0}


# ---- reasons


def test_reasons_are_asked_for_of_targets_and_tolerances_only_and_go_with_the_scenario():
    linked = kept_version(
        scenario(
            ("calls", "value", 90.0),
            ("calls", "amber", 2.0),
            ("plans", "target", 80.0),
            ("gone", "amber", 1.0, "known"),
        )
    )
    at = opened("What-if", version=linked)

    at.session_state["save-0"] = True
    at.run()
    asked = [field.key for field in at.text_input if field.key.startswith("save-why")]
    assert asked == ["save-why:amber:calls", "save-why:target:plans"]

    saving(at, "Plan", author="Ann", reasons={"amber:calls": " agreed ", "target:plans": "as England"})
    (one,) = library.store().scenarios.all()
    stored = library.store().versions.get(one.version).version
    assert {(change.id, change.field): change.reason for change in stored.scenario.changes} == {
        ("calls", "value"): "",
        ("calls", "amber"): "agreed",
        ("plans", "target"): "as England",
        ("gone", "amber"): "known",
    }
    assert (stored.author, stored.parent) == ("Ann", linked)


def test_a_reason_that_was_given_before_stands_in_the_field_again():
    linked = kept_version(scenario(("plans", "target", 80.0, "as England")))
    at = opened("What-if", version=linked)
    sending(at, field="target", plans=81.0)

    at.session_state["save-0"] = True
    at.run()

    assert at.text_input(key="save-why:target:plans").value == "as England"


def test_no_reason_is_asked_for_in_the_middle_of_a_move():
    at = sending(opened("What-if", scorecard="calls"), field="target", plans=81.0)

    assert [field.key for field in at.text_input] == ["who"]


def test_of_very_many_changed_targets_the_others_have_one_reason(kept):
    rows = "".join(f"m{at},Measure {at},82,85\n" for at in range(20))
    (kept / "many.csv").write_text(f"id,indicator,value,target\n{rows}", encoding="utf-8")
    changes = [(f"m{at}", "target", 80.0) for at in range(20)]
    linked = kept_version(scenario(*changes, area=None, period=None), "many")

    at = opened("What-if", version=linked)
    at.session_state["save-0"] = True
    at.run()
    assert len([field for field in at.text_input if field.key.startswith("save-why")]) == 12
    saving(at, "Plan", reasons={"target:m0": "first"}, others="all agreed")

    (one,) = library.store().scenarios.all()
    reasons = [each.reason for each in library.store().versions.get(one.version).version.scenario.changes]
    assert sorted(reasons) == sorted(["first", *[""] * 11, *["all agreed"] * 8])


# ---- what is on screen


def test_the_nearest_named_scenario_is_what_is_on_screen_was_made_of():
    at = save(moved(calls=90.0), "Plan")
    save(moved(2, at, calls=91.0), "Other plan")
    moved(3, at, calls=92.0)
    named = library.store().scenarios.all()

    here = names.on_screen(on(at), named)

    assert here.name == "Other plan"
    assert not names.is_on(here, on(at))
    assert names.on_screen(on(telling(at, message(4, "undo", calls=91.0))), named) == here
    assert names.is_on(here, on(at))
    assert names.on_screen(on(telling(at, message(5, "undo", calls=90.0))), named).name == "Plan"
    assert names.on_screen(on(telling(at, message(6, "undo"))), named) is None


def test_the_scenario_on_screen_has_the_name_and_the_note_of_the_one_that_it_was_made_of():
    at = moved(at=session(version=saved(scenario(("calls", "value", 90.0)), "Plan", note="Why").version), calls=91.0)
    (named,) = library.store().scenarios.all()

    told = names.named_scenario(named, on(at))

    assert (told.name, told.note, told.created) == ("Plan", "Why", on(at).history.version.made)
    assert names.named_scenario(None, on(at)).name == ""


# ---- the list


def test_the_list_has_those_of_the_open_scorecard_and_those_of_others_the_newest_first():
    saved(scenario(("calls", "value", 90.0)), "First")
    saved(scenario(("calls", "value", 91.0), area="South"), "Second")
    saved(scenario(("x", "value", 1.0), area=None), "Elsewhere", library.FIRST)
    found = []

    doing(session(scorecard="calls"), lambda chosen: found.extend(names.listed(chosen)))

    here, elsewhere = found
    assert [one.named.name for one in here] == ["Second", "First"]
    assert [one.named.name for one in elsewhere] == ["Elsewhere"]
    assert here[0].after.figures.value.tolist() == [91.0]
    assert here[1].after.figures.value.tolist() == [90.0, 82.1]
    assert elsewhere[0].after is None


def test_a_scenario_of_an_area_without_a_name_leads_to_the_counts_of_that_area(kept):
    (kept / "calls.csv").write_bytes(CALLS.replace(b"South", b""))
    saved(scenario(("calls", "value", 90.0), area=None), "Nameless")
    found = []

    doing(session(scorecard="calls", area=""), lambda chosen: found.extend(names.listed(chosen)))

    assert found[0][0].after.figures.value.tolist() == [90.0]


def test_a_scenario_of_an_earlier_state_of_the_scorecard_is_one_of_another(kept):
    saved(scenario(("calls", "value", 90.0)), "Earlier")
    (kept / "calls.csv").write_bytes(CALLS.replace(b"82.5", b"84.5"))
    found = []

    doing(session(scorecard="calls"), lambda chosen: found.extend(names.listed(chosen)))

    assert [[one.named.name for one in part] for part in found] == [[], ["Earlier"]]


def test_while_the_store_is_gone_nothing_is_saved_and_that_is_told(kept):
    name = library.keep(SCORECARD, "Calls")
    at = moved(at=session(scorecard=name), calls=90.0)
    kept.parent.rename(kept.parent.with_name("away"))

    save(at, "Plan", reasons={("calls", "value"): "told"})

    assert told(at)[0] == ""
    assert "the store is gone" in told(at)[1]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_that_tries_to_be_more_is_shown_as_typed_wherever_the_page_tells_it(name):
    at = sending(opened("What-if", scorecard="calls"), calls=90.0)

    saving(at, name, note=name, author=name)

    assert plain(at.success) == [f"Saved as {name}."]
    assert f"**Scenario: {name}**" in plain(at.markdown)
    for text in [*at.markdown, *at.success, *at.caption]:
        assert name not in text.value
