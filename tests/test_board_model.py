"""What is on the board and what moves it, in a browser and without a page."""

import json

from test_answer import moved, on

from ui.board.answer import answer, trail
from ui.board.source import BOARD

# Another handle is moved before the first answer has come; returns that step, and what is changed after the answer, and
# after the step was undone.
EARLY = """({ facts, trail, answer }) => {
  const sent = [], model = makeModel(facts, trail, (message) => sent.push(message));
  model.move(model.rows[1], "value", model.rows[1].value + 1);
  model.answer(answer);
  const after = model.settled().changes;
  model.undo();
  return [sent[0], after, model.settled().changes];
}"""


def in_a_browser(browser, function, told):
    """What a function returns for something, with the board's script within its reach."""
    page = browser.new_page()
    found = page.evaluate(f"told => {{ {BOARD.js}\n return ({function})(told); }}", told)
    page.close()
    return found


def test_a_step_before_the_first_answer_comes_after_those_that_python_has_and_keeps_what_they_changed(browser):
    after = on(moved(86.0), number=7)
    texts = {"facts": after.facts, "trail": trail(after), "answer": answer(after, "")}
    told = {name: json.loads(text) for name, text in texts.items()}

    found = in_a_browser(browser, EARLY, told)

    step, after, undone = found
    assert step["number"] == 8
    assert [change["id"] for change in step["changes"]] == [change["id"] for change in after] == ["calls", "plans"]
    assert undone == told["answer"]["changes"]
