import pytest

from ui.component.source import joined, source


@pytest.fixture
def folder(tmp_path):
    """A component with one part."""
    made = tmp_path / "clock"
    made.mkdir()
    files = {
        "clock.html": "<div><!-- hands --></div>",
        "clock.css": ".clock { color: var(--text); }",
        "hands.html": "<hr>",
        "hands.css": "hr { border: 0; }",
        "turn.js": "const turn = 1;",
        "show.js": "show(turn);",
    }
    for name, text in files.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_scripts_are_joined_in_the_order_in_which_they_are_named(folder):
    assert joined(folder, "show.js", "turn.js") == "show(turn);\nconst turn = 1;"


def test_a_part_stands_where_the_whole_says_so_and_its_style_follows(folder):
    made = source(folder, "turn.js", "show.js", parts=("hands",))

    assert (made.name, made.html) == ("clock", "<div><hr></div>")
    assert made.css.endswith(".clock { color: var(--text); }\nhr { border: 0; }")
    assert made.js.endswith("const turn = 1;\nshow(turn);")


def test_every_component_is_given_the_colours_and_what_controls_need(folder):
    made = source(folder)

    assert "--green:" in made.css
    assert "function disable(" in made.js


def test_a_script_that_is_not_there_is_a_fault_and_not_left_out(folder):
    with pytest.raises(FileNotFoundError):
        source(folder, "gone.js")
