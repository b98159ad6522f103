"""What is kept, in the browser: it outlives the server, and nobody is shown what somebody else has only dropped."""

import re
from functools import partial

import serving
from browsing import rest
from playwright.sync_api import expect
from test_browser_data import data_page, drop, told


def scorecard(word):
    """A file whose every text has a word of its own."""
    return f"indicator,value,target,polarity\nCalls of {word},82,85,higher\nBins of {word},96,95,higher\n".encode()


def listen(frames, socket):
    """Remember all that a server says over a socket."""
    socket.on("framereceived", lambda frame: frames.append(frame if isinstance(frame, bytes) else frame.encode()))


def test_a_kept_scorecard_is_at_its_address_after_the_server_was_started_again(visit, tmp_path):
    with serving.served(RAG_DATA_DIR=str(tmp_path)) as address:
        page = visit(address)
        data_page(page)
        drop(page, scorecard("Easton"), "Easton.csv")
        expect(told(page, "Easton.csv: 2 measures.")).to_be_visible()
        rest(page)
        page.get_by_role("button", name="Use this scorecard").click()
        expect(told(page, "is open, and kept here for everyone.")).to_be_visible()
        # What is kept is named by its content.
        expect(page).to_have_url(re.compile(r"scorecard=[0-9a-f]{32}(&|$)"))
        asked = page.url.partition("?")[2]
        visit.lose(address)

    with serving.served(RAG_DATA_DIR=str(tmp_path)) as again:
        colleague = visit(f"{again}/?{asked}")

        expect(colleague.get_by_text("Green 1, Amber 1, Red 0, Unavailable 0", exact=True)).to_be_visible()
        expect(colleague.get_by_role("heading", level=1)).to_have_text("Easton")
        rest(colleague)
        visit.lose(again)


def test_two_people_who_drop_files_at_the_same_time_see_each_their_own(visit, tmp_path):
    words = ("Alder", "Birch", "Cedar")
    with serving.served(RAG_DATA_DIR=str(tmp_path)) as address:
        received = {word: [] for word in words}
        pages = {}
        for word in words:
            page = pages[word] = visit.new()
            page.on("websocket", partial(listen, received[word]))
            page.goto(f"{address}/data")
            expect(page.locator("input[type=file]")).to_have_count(1)

        for word, page in pages.items():
            drop(page, scorecard(word), f"{word}.csv")
        for word, page in pages.items():
            expect(told(page, f"{word}.csv: 2 measures.")).to_be_visible()

        for word, frames in received.items():
            whole = b"".join(frames)
            assert word.encode() in whole
            assert not [other for other in words if other != word and other.encode() in whole]
        visit.lose(address)
