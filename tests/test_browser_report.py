"""The report in a browser: what is typed for its cover, and what the buttons take away, opened with other programs."""

import io
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
import serving
from browsing import KEY_STANDS, STANDS, rest
from playwright.sync_api import expect

MADE = "The file is in your downloads: {}."


@pytest.fixture(scope="module")
def address():
    """The address of an app in which nobody has typed anything for a report."""
    with serving.served() as address:
        yield f"{address}/report"


@pytest.fixture
def report(visit, address):
    """The report page, drawn to its end."""
    page = visit(address)
    expect(button(page, "Parquet")).to_be_enabled()
    rest(page)
    return page


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def field(page, name):
    return page.get_by_role("textbox", name=name, exact=True)


def taken(page, name):
    """What a button downloads, once the page has said so."""
    with page.expect_download() as download:
        button(page, name).click()
    content = Path(download.value.path()).read_bytes()
    expect(page.get_by_role("status").filter(has_text=MADE.format(name))).to_be_visible()
    return download.value.suggested_filename, content


def test_the_page_rates_and_is_reached_by_its_link(visit, address):
    page = visit(address.removesuffix("/report"))
    page.get_by_role("link", name="Report").click()

    expect(page.get_by_role("heading", name="Take it away")).to_be_visible()
    expect(page.get_by_text(STANDS, exact=True)).to_be_visible()
    expect(page.get_by_text(KEY_STANDS, exact=True)).to_be_visible()


def test_what_is_typed_is_in_word_pdf_and_excel_and_lasts(report, visit, address):
    report.get_by_text("What the document holds").click()
    held = report.get_by_role("listitem").get_by_text("Purpose", exact=True)
    expect(report.get_by_role("listitem").get_by_text("Where it stands", exact=True)).to_be_visible()
    expect(held).to_have_count(0)
    field(report, "Author").fill("Ann Other")
    field(report, "Purpose").fill("To tell the committee where the plan stands.")
    field(report, "Dissent").click()
    # The page is drawn again once what was typed is kept.
    expect(held).to_be_visible()
    expect(field(report, "Author")).to_have_value("Ann Other")
    rest(report)

    name, word = taken(report, "Word")
    told = [line.text for line in docx.Document(io.BytesIO(word)).paragraphs]
    assert name == "committee-report-q2-2016-17-report.docx"
    assert "Author:\tAnn Other" in told
    assert "To tell the committee where the plan stands." in told
    _, pdf = taken(report, "PDF")
    assert "Ann Other" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    _, excel = taken(report, "Excel")
    assert openpyxl.load_workbook(io.BytesIO(excel)).sheetnames

    report.reload()
    expect(field(report, "Author")).to_have_value("Ann Other")
    other = visit(address, theme="dark")
    expect(field(other, "Author")).to_have_value("Ann Other")
    expect(field(other, "Purpose")).to_have_value("To tell the committee where the plan stands.")


def test_by_keyboard_alone_a_file_is_made_and_the_focus_stays(report):
    field(report, "Contact officer").focus()
    for _ in range(40):
        report.keyboard.press("Tab")
        if report.evaluate("document.activeElement.textContent") == "CSV":
            break
    expect(button(report, "CSV")).to_be_focused()
    with report.expect_download() as download:
        report.keyboard.press("Enter")

    assert Path(download.value.path()).read_bytes().startswith(b"\xef\xbb\xbfid,")
    expect(report.get_by_role("status").filter(has_text=MADE.format("CSV"))).to_be_visible()
    expect(button(report, "CSV")).to_be_focused()
