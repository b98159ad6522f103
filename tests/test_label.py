import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.label import label
from ui.literal import literal


@pytest.mark.parametrize(
    "name",
    [
        "Actual",
        "Bigger is better?",
        "% of children seen",
        "target_low",
        "2016/17 Q2",
        "Value (%)",
        "Môn",
        "£000",
        "a - b",
    ],
)
def test_a_name_that_is_no_markdown_stands_as_it_is(name):
    assert label(name) == name


MARKED = """\
*x*
_x_
x_
a__b
[x](y)
`x`
<b>
$x$
~x~
:red[x]
&amp;
a\\b
#1
a@b.uk
www.x.uk
a--b
a->b
"""


@pytest.mark.parametrize("name", MARKED.splitlines())
def test_a_name_that_could_be_markdown_is_shown_as_typed(name):
    assert label(name) == literal(name)


# No control characters: reading a file removes them.
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2060")))
def test_every_name_is_one_line_that_reads_as_typed(name):
    assert html.unescape(label(name)).replace("\u2060", "") == " ".join(name.split())
