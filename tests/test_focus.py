import json

from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st
from ui import focus
for key in st.session_state.pop("leads", []):
    focus.lead(key)
focus.follow()
"""


def told(at):
    """What the browser's side is told."""
    (component,) = at.get("bidi_component")
    return json.loads(component.proto.json)


def led(*keys, at=None):
    """A session in which the focus was led to some controls."""
    at = at or AppTest.from_string(SCRIPT)
    at.session_state["leads"] = keys
    return at.run()


def test_at_first_the_focus_is_led_nowhere():
    assert told(led()) == {"control": "", "times": 0}


def test_the_focus_is_led_to_the_last_control_that_was_asked_for():
    assert told(led("save-1", "save-2"))["control"] == "save-2"


def test_each_time_has_a_number_of_its_own_and_another_run_asks_for_nothing_new():
    at = led("save-1")
    first = told(at)

    assert told(led(at=at)) == first
    assert told(led("save-1", at=at)) == {"control": "save-1", "times": first["times"] + 1}
