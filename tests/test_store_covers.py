import keeping
import pytest

from store import RefusedError, StoreError

SCORECARD = keeping.name(1)
OPENED = "quarter-2"


@pytest.fixture
def store(place):
    """A store with one scorecard."""
    store = place.store()
    store.scorecards.keep(SCORECARD, "", 0, b"PAR1")
    return store


def test_what_was_typed_is_there_for_whoever_opens_the_store_next(place, store):
    store.covers.keep(OPENED, SCORECARD, {"author": " Ann  Other ", "purpose": "To note\r\nand to ask "})

    assert place.store().covers.of(OPENED) == {"author": "Ann Other", "purpose": "To note\nand to ask"}
    assert store.covers.of("elsewhere") == {}


def test_two_who_type_in_two_fields_both_keep_what_they_typed(store):
    store.covers.keep(OPENED, SCORECARD, {"author": "Ann"})
    store.covers.keep(OPENED, SCORECARD, {"committee": "Scrutiny"})
    store.covers.keep(OPENED, SCORECARD, {"author": "Ben"})

    assert store.covers.of(OPENED) == {"author": "Ben", "committee": "Scrutiny"}


def test_an_empty_text_takes_its_field_away(store):
    store.covers.keep(OPENED, SCORECARD, {"author": "Ann", "committee": "Scrutiny"})
    store.covers.keep(OPENED, SCORECARD, {"author": "  "})

    assert store.covers.of(OPENED) == {"committee": "Scrutiny"}


def test_it_goes_with_its_scorecard(store):
    store.covers.keep(OPENED, SCORECARD, {"author": "Ann"})
    store.scorecards.delete(SCORECARD)

    assert store.covers.of(OPENED) == {}


@pytest.mark.parametrize("scorecard", ["", "x", keeping.name(7), "' OR 1=1 --"])
def test_nothing_is_kept_for_a_scorecard_that_is_not_there(store, scorecard):
    with pytest.raises(StoreError, match="could not be kept: its scorecard was deleted"):
        store.covers.keep(OPENED, scorecard, {"author": "Ann"})
    assert store.covers.of(OPENED) == {}


def test_what_is_too_long_is_refused_and_nothing_is_kept(store):
    with pytest.raises(RefusedError, match=r"^What was typed has 10,001 characters, and 10,000 is the most"):
        store.covers.keep(OPENED, SCORECARD, {"author": "Ann", "purpose": "x" * 10_001})
    assert store.covers.of(OPENED) == {}


@pytest.mark.parametrize("text", ["'; DROP TABLE covers; --", "a\0b", "\ud800", "{{7*7}}", "م"])
def test_every_text_can_be_kept(store, text):
    store.covers.keep(OPENED, SCORECARD, {"author": text})

    assert store.covers.of(OPENED)["author"].replace("\ufffd", "") in (text, "a b", "ab", "")


def test_many_who_type_at_once_lose_nothing(place, store):
    fields = ("title", "committee", "author", "purpose")

    def types(number):
        own = place.store()
        for turn in range(5):
            own.covers.keep(OPENED, SCORECARD, {fields[number]: f"{number} {turn}", "dissent": f"{number} {turn}"})

    assert keeping.at_once(4, types) == []
    told = store.covers.of(OPENED)
    assert [told[field] for field in fields] == [f"{number} 4" for number in range(4)]
    assert told["dissent"] in [f"{number} 4" for number in range(4)]
