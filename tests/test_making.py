import threading

import packs
import pytest

from ui.pack import making
from ui.pack.formats import named
from ui.pack.making import Maker, NotMadeError


@pytest.fixture
def maker():
    """A process that makes packs."""
    maker = Maker()
    yield maker
    maker.stop()


@pytest.mark.parametrize("ending", ["csv", "docx", "pdf"])
def test_what_another_process_makes_is_what_is_made_here(ending):
    assert making.made(ending, packs.several()) == named(ending).make(packs.several())


def test_several_at_once_each_get_their_own():
    asked = [packs.stands(), packs.one(), packs.several(), packs.by_year()]
    made = {}
    threads = [
        threading.Thread(target=lambda at=at, pack=pack: made.update({at: making.made("csv", pack)}))
        for at, pack in enumerate(asked)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [made[at] for at in range(len(asked))] == [named("csv").make(pack) for pack in asked]


def test_what_cannot_be_made_is_told_in_a_sentence_and_the_process_goes_on(maker):
    with pytest.raises(NotMadeError, match=r"^It could not be made in this format\. Try another one\.$"):
        maker.ask("doc", packs.stands())
    before = maker.process

    assert maker.ask("csv", packs.stands()) == named("csv").make(packs.stands())
    assert maker.process is before


def test_a_process_that_was_killed_is_told_or_replaced(maker):
    maker.start().kill()
    maker.process.wait()

    assert maker.ask("csv", packs.stands()) == named("csv").make(packs.stands())


def test_what_takes_too_long_is_given_up_and_the_next_is_made():
    maker = Maker(most_seconds=0.01)
    try:
        with pytest.raises(NotMadeError, match="has stopped, or took too long"):
            maker.ask("docx", packs.of_500())
        maker.most_seconds = making.MOST_SECONDS
        assert maker.ask("csv", packs.stands()) == named("csv").make(packs.stands())
    finally:
        maker.stop()
