"""What is on the board and what moves it, in a browser and without a page."""

import json

from test_answer import moved, on

from ui.board.answer import answer, trail
from ui.board.source import BOARD

# A handle is moved before the first answer has come; returns the number of that step, and where the handle is after it.
EARLY = """({ facts, trail, answer }) => {
  const sent = [], model = makeModel(facts, trail, (message) => sent.push(message));
  model.move(model.rows[0], "value", 90);
  model.answer(answer);
  return [sent[0].number, model.now(model.rows[0], "value")];
}"""


def in_a_browser(browser, function, told):
    """What a function returns for something, with the board's script within its reach."""
    page = browser.new_page()
    found = page.evaluate(f"told => {{ {BOARD.js}\n return ({function})(told); }}", told)
    page.close()
    return found


def test_a_step_before_the_first_answer_is_a_later_one_than_those_that_python_has(browser):
    after = on(moved(86.0), number=7)
    told = {"facts": after.facts, "trail": trail(after), "answer": answer(after, "")}

    found = in_a_browser(browser, EARLY, {name: json.loads(text) for name, text in told.items()})

    assert found == [8, 90]
