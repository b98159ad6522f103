import keeping
import pytest

from store import RefusedError, StoreError

SCORECARD = keeping.name(1)
OPENED, PERIOD = "quarter-2", "2016/17 Q2"


@pytest.fixture
def store(place):
    """A store with one scorecard."""
    store = place.store()
    store.scorecards.keep(SCORECARD, "", 0, b"PAR1")
    return store


def test_what_was_typed_is_there_for_whoever_opens_the_store_next(place, store):
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": " Ann  Other ", "purpose": "To note\r\nand to ask "})

    assert place.store().covers.of(OPENED, PERIOD) == {"author": "Ann Other", "purpose": "To note\nand to ask"}
    assert store.covers.of("elsewhere", PERIOD) == {}


def test_two_who_type_in_two_fields_both_keep_what_they_typed(store):
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": "Ann"})
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"committee": "Scrutiny"})
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": "Ben"})

    assert store.covers.of(OPENED, PERIOD) == {"author": "Ben", "committee": "Scrutiny"}


def test_the_next_period_has_a_report_of_its_own(store):
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": "Ann", "date": "2016-12-06"})
    store.covers.keep(OPENED, "2016/17 Q3", SCORECARD, {"author": "Ben"})
    store.covers.keep(OPENED, "", SCORECARD, {"author": "Cy"})

    assert store.covers.of(OPENED, PERIOD) == {"author": "Ann", "date": "2016-12-06"}
    assert store.covers.of(OPENED, "2016/17 Q3") == {"author": "Ben"}
    assert store.covers.of(OPENED, "") == {"author": "Cy"}
    assert store.covers.of(OPENED, "2016/17 Q4") == {}


def test_an_empty_text_takes_its_field_away(store):
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": "Ann", "committee": "Scrutiny"})
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": "  "})

    assert store.covers.of(OPENED, PERIOD) == {"committee": "Scrutiny"}


def test_it_goes_with_its_scorecard(store):
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": "Ann"})
    store.scorecards.delete(SCORECARD)

    assert store.covers.of(OPENED, PERIOD) == {}


@pytest.mark.parametrize("scorecard", ["", "x", keeping.name(7), "' OR 1=1 --"])
def test_nothing_is_kept_for_a_scorecard_that_is_not_there(store, scorecard):
    with pytest.raises(StoreError, match="could not be kept: its scorecard was deleted"):
        store.covers.keep(OPENED, PERIOD, scorecard, {"author": "Ann"})
    assert store.covers.of(OPENED, PERIOD) == {}


def test_what_is_too_long_is_refused_and_nothing_is_kept(store):
    with pytest.raises(RefusedError, match=r"^What was typed has 10,001 characters, and 10,000 is the most"):
        store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": "Ann", "purpose": "x" * 10_001})
    assert store.covers.of(OPENED, PERIOD) == {}


@pytest.mark.parametrize("text", ["'; DROP TABLE covers; --", "a\0b", "\ud800", "{{7*7}}", "م"])
def test_every_text_can_be_kept(store, text):
    store.covers.keep(OPENED, PERIOD, SCORECARD, {"author": text})

    assert store.covers.of(OPENED, PERIOD)["author"].replace("\ufffd", "") in (text, "a b", "ab", "")


def test_many_who_type_at_once_lose_nothing(place, store):
    fields = ("title", "committee", "author", "purpose")

    def types(number):
        own = place.store()
        for turn in range(5):
            own.covers.keep(
                OPENED, PERIOD, SCORECARD, {fields[number]: f"{number} {turn}", "dissent": f"{number} {turn}"}
            )

    assert keeping.at_once(4, types) == []
    told = store.covers.of(OPENED, PERIOD)
    assert [told[field] for field in fields] == [f"{number} 4" for number in range(4)]
    assert told["dissent"] in [f"{number} 4" for number in range(4)]
