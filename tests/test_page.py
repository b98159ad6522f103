"""The page of a pack: it runs nothing, fetches nothing, and what a text says is text."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import packs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.rating import Rating
from ui.pack.contents import document
from ui.pack.document import Document, Facts, Heading, PageBreak, Paragraph, Picture, Points, Table, Verdict, plain
from ui.pack.page import to_page

VOID = {"meta"}
# All that a page is made of; none of them runs or fetches anything.
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "footer", "h1", "h2", "h3", "p", "ul", "li", "dl"),
    *("div", "dt", "dd", "a", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "g", "path", "rect"),
    *("line", "text"),
}


class Read(HTMLParser):
    """A page as a parser has it: every tag with its attributes, and every text with the tag around it."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.texts = []
        self.open = []
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip() and self.open:
            self.texts.append((self.open[-1], data))

    def handle_comment(self, data):
        raise AssertionError(data)

    def of(self, *tags):
        """What is said by tags of a kind."""
        return [text for tag, text in self.texts if tag in tags]

    def attributes(self, name):
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def of(*blocks, **rest):
    about = {"title": "Title", "subtitle": "", "author": "", "footer": "", "blocks": blocks} | rest
    return Read(to_page(Document(**about)))


PACKS = (packs.stands, packs.one, packs.several, packs.by_year, packs.hostile)


@pytest.fixture(scope="module", params=PACKS, ids=lambda made: made.__name__)
def told(request):
    """A document, and its page as it is read."""
    made = document(request.param())
    return made, Read(to_page(made))


def test_it_says_its_language_its_title_and_its_author(told):
    made, read = told

    assert read.attributes("lang") == ["en-GB"]
    assert read.of("title") == [f"{made.title}, {made.subtitle}"]
    assert {"name": "author", "content": made.author} in [attrs for tag, attrs in read.tags if tag == "meta"]


def test_it_has_only_what_runs_and_fetches_nothing(told):
    made, read = told

    assert {tag for tag, _ in read.tags} <= TAGS
    assert [name for _, attrs in read.tags for name in attrs if name.startswith("on") or name in ("src", "style")] == []
    assert set(read.attributes("href")) <= set(made.links)
    assert all(link.startswith("https://") for link in made.links)
    style = re.sub(r"/\*.*?\*/", "", "".join(read.of("style")))
    assert "url(" not in style
    assert "@import" not in style


def test_its_policy_allows_its_own_style_and_nothing_else(told):
    _, read = told
    style = base64.b64encode(hashlib.sha256("".join(read.of("style")).encode()).digest()).decode()

    policies = [attrs["content"] for tag, attrs in read.tags if attrs.get("http-equiv") == "Content-Security-Policy"]

    assert policies == [f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"]


def test_its_headings_are_in_order_and_none_is_left_out(told):
    made, read = told
    levels = [int(tag[1]) for tag, _ in read.tags if tag in ("h1", "h2", "h3")]

    assert levels == [1, *(block.level + 1 for block in made.blocks if isinstance(block, Heading))]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert read.of("h1", "h2", "h3") == [
        plain(text) for text in [made.title, *(block.text for block in made.blocks if isinstance(block, Heading))]
    ]


def test_its_tables_say_what_they_are_and_what_each_row_and_column_is(told):
    made, read = told
    tables = [block for block in made.blocks if isinstance(block, Table)]
    scopes = [attrs.get("scope") for tag, attrs in read.tags if tag == "th"]

    assert read.of("caption") == [plain(table.caption) for table in tables]
    assert scopes.count("col") == sum(len(table.header) for table in tables)
    assert scopes.count("row") == sum(len(table.rows) for table in tables)
    assert None not in scopes


def test_its_charts_are_told_in_words(told):
    made, read = told
    alts = [plain(block.alt) for block in made.blocks if isinstance(block, Picture)]

    assert [attrs["aria-label"] for _, attrs in read.tags if attrs.get("role") == "img"] == alts
    assert [attrs["aria-hidden"] for tag, attrs in read.tags if tag == "svg"] == ["true"] * len(alts)


def test_every_text_is_in_it_as_text(told):
    made, read = told
    texts = {text for _, text in read.texts}

    for block in made.blocks:
        match block:
            case Paragraph():
                assert plain(block.text) in texts
            case Points():
                assert texts >= {plain(item) for item in block.items}
            case Facts():
                assert texts >= {plain(text) for row in block.rows for text in row}
            case Table():
                cells = [cell if isinstance(cell, str) else cell.text for row in block.rows for cell in row]
                assert texts >= {plain(text) for text in [*block.header, *cells] if text.strip()}


def test_it_ends_with_where_it_comes_from(told):
    made, read = told

    assert read.of("footer") == [plain(made.footer)]


def test_a_rating_is_a_symbol_and_a_word_and_says_that_it_was_another_one():
    cells = tuple(("A measure", Verdict(rating, flipped=True)) for rating in Rating)

    read = of(Table("Ratings", ("Measure", "Rating"), cells, (1.0, 1.0)))

    assert read.of("td") == [Verdict(rating, flipped=True).text for rating in Rating]


def test_a_caption_that_the_heading_has_said_is_there_for_who_does_not_see_it():
    table = Table("All", ("A", "B"), (("a", "b"),), (1.0, 1.0))

    looks = [of(*blocks).attributes("class") for blocks in ([Heading("Appendix: All"), table], [table])]

    assert ["said" in each for each in looks] == [True, False]


def test_what_follows_a_break_begins_a_page_on_paper():
    read = of(Heading("Before"), PageBreak(), Heading("After"))

    assert [attrs.get("class") for tag, attrs in read.tags if tag == "h2"] == [None, "page"]


def test_only_the_addresses_that_a_document_names_are_links():
    facts = Facts((("Link", packs.LINK), ("Source", "https://example.org/other"), ("Other", "javascript:alert(1)")))

    assert of(facts, links=(packs.LINK,)).attributes("href") == [packs.LINK]


def test_500_measures_are_all_in_it():
    read = Read(to_page(document(packs.of_500())))

    assert {f"Measure {at} of many" for at in range(500)} <= set(read.of("th"))


def test_the_same_document_gives_the_same_bytes():
    assert to_page(document(packs.several())) == to_page(document(packs.several()))


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_whatever_a_text_is_made_of_it_is_read_back(text):
    wanted = plain(text)
    table = Table(text, (text, "B"), ((text, text),), (1.0, 1.0))

    read = of(Heading(text), Paragraph(text), Points((text,)), Facts(((text, text),)), table, title=text, author=text)

    assert {tag for tag, _ in read.tags} <= TAGS
    if wanted.strip():
        found = read.of("h1", "h2", "p", "li", "dt", "dd", "caption", "th", "td")
        assert [each for each in found if each != "B"] == [wanted] * 10
