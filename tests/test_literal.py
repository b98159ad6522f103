import html
import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ui.literal import literal

JOINER = "\u2060"
ENTITY = re.compile(r"&#\d+;")
NAMES = [
    "**bold**",
    "__bold__ and _slanted_",
    "*",
    "~~gone~~",
    "`code`",
    "# Heading",
    "> quote",
    "- list",
    "+ list",
    "1. list",
    "1) list",
    "---",
    "===",
    "a | b",
    "| - |",
    "[^1]",
    "[click](javascript:alert(1))",
    "[click][1]",
    "![x](http://127.0.0.1:9/x.png)",
    "<https://example.invalid>",
    "https://example.invalid/x?y=1",
    "HTTP://example.invalid",
    "www.example.invalid",
    "_WWW.example.invalid",
    "me@example.invalid",
    "me@-example.invalid",
    "mailto:me@example.invalid",
    "<br>",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "&copy; &#169; &#xA9;",
    "$\\frac{1}{0}$",
    "$5 to $10 per visit",
    "$$x$$",
    ":red[Fail]",
    ":blue-badge[x]",
    ":green-background[:red[x]]",
    ":small[x]",
    ":smile:",
    ":+1: and :-1:",
    ":material/home: home",
    ":streamlit:",
    "a -> b <- c <-> d",
    "a >= b <= c ~= d -- e",
    "\\*not bold\\*",
    "\\\\server\\share",
    "{{7*7}} ${x} %(y)s {0}",
    "50% of £1,234.50 (2016/17)",
]
# What Streamlit makes of text after its Markdown was read: links, symbols, emoji, icons.
MADE = {
    "a link": r"(?i)(?:https?://|www(?=\.))[-.\w]+",
    "an address": r"[-.\w+]+@[-\w]+(?:\.[-\w]+)+",
    "an arrow": r"(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?:\s|$)",
    "an emoji": r":\+1:|:-1:|:[\w-]+:",
    "an icon": r":material[/_]\w+:|:streamlit:",
}
# No control characters: reading a file removes them.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=JOINER))
marked = st.lists(st.sampled_from([*":@.-<>=~/+[](){}*_`#&;$|! \n", "www", "http", "a", "1", "é"])).map("".join)


def shown(text):
    """What people read in the end: entities as characters, and nothing of what cannot be seen."""
    return html.unescape(literal(text)).replace(JOINER, "")


def made_of(text):
    """What is made of it, after Markdown, that nobody typed."""
    return [what for what, pattern in MADE.items() if re.search(pattern, html.unescape(literal(text)), re.ASCII)]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_as_it_was_typed(name):
    assert shown(name) == name


@pytest.mark.parametrize("name", NAMES)
def test_a_name_means_nothing_to_markdown(name):
    assert not set(ENTITY.sub("", literal(name))) & set(string.punctuation)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_made_of_a_name_after_markdown_either(name):
    assert made_of(name) == []


@given(texts | marked)
@example("<->")
@example("-->")
@example("\t a \n\n b ")
def test_any_text_is_shown_as_typed_with_its_spaces_folded(text):
    assert shown(text) == " ".join(text.split())


@given(texts | marked)
def test_no_mark_of_ascii_is_left_outside_entities(text):
    assert not set(ENTITY.sub("", literal(text))) & set(string.punctuation + "\n\r\t")


@given(marked)
@example("_www.a.a")
@example("a@-.a")
def test_nothing_is_made_of_any_text_after_markdown(text):
    assert made_of(text) == []


def test_ordinary_words_are_left_as_they_are():
    assert literal("Ysgolion Cymru é 漢字 85") == "Ysgolion Cymru é 漢字 85"


def test_nothing_stays_nothing():
    assert literal("") == literal(" \n") == ""
