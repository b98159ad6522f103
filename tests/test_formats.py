import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.formats import Form, Look, decimals_of, form_of, look_of


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("General", Form.NUMBER),
        ("@", Form.NUMBER),
        ("0.00E+00", Form.NUMBER),
        ("[Red]-£#,##0;[$-809]#,##0", Form.NUMBER),
        ('0 "days"', Form.NUMBER),
        (r"0\d", Form.NUMBER),
        ("0%", Form.PERCENT),
        ("[Green]0.0%;[Red]-0.0%", Form.PERCENT),
        (r'0.0"%"', Form.NUMBER),
        (r"0.0\%", Form.NUMBER),
        ("dd/mm/yyyy", Form.DATE),
        ("[$-809]dd mmmm yyyy;@", Form.DATE),
        ("d-mmm", Form.DATE),
        ("mmm-yy", Form.MONTH),
        ("mmmm", Form.MONTH),
        ("yyyy", Form.YEAR),
        ("yyyy-mm-dd hh:mm:ss", Form.MOMENT),
        ("m/d/yy h:mm", Form.MOMENT),
        ("hh:mm", Form.TIME),
        ("h:mm AM/PM", Form.TIME),
        ("hh:mm:ss", Form.SECONDS),
        ("mm:ss.0", Form.SECONDS),
        ("[h]:mm:ss", Form.SPAN),
        ("", Form.NUMBER),
    ],
)
def test_a_number_format_is_understood(code, form):
    assert form_of(code) == form


@pytest.mark.parametrize(
    ("code", "decimals"),
    [("0.00", 2), ("#,##0.0;[Red]-#,##0.000", 1), ("0.0##", 1), ("[$-809.00]0", 0), (r"0\.0", 0), ("0." + "0" * 30, 9)],
)
def test_a_format_tells_how_many_decimals_it_always_shows(code, decimals):
    assert decimals_of(code) == decimals


def test_only_numbers_have_decimals_that_are_shown():
    assert look_of("0.00%") == Look(Form.PERCENT)
    assert look_of("mm:ss.00") == Look(Form.SECONDS)


@pytest.mark.parametrize(
    ("code", "scale"),
    [
        ("#,##0", 1), ("#,##0,", 1000), ('£#,##0.0,,"m"', 1_000_000), ('0"k,"', 1), ("0,;-0", 1000), ("0;-0,", 1),
        ("General", 1), ("0.0,", 1000), ("[Red]0,", 1000),
    ],
)  # fmt: skip
def test_commas_behind_the_last_digit_divide_by_thousands(code, scale):
    assert look_of(code).scale == scale


@pytest.mark.parametrize(
    ("code", "sign", "text"),
    [
        ('0;-0;"n/a"', 0, "n/a"), ('0;-0;"n/a"', 1, None), ('0%;-0%;"n/a"', 0, "n/a"), ('"tbc"', 1, "tbc"),
        (";;;", 1, ""),
        ("0;;", -1, ""), ("0;;", 0, ""), ("0;;", 1, None), (r'_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 0, "-"),
        ('_-* "-"??_-', 0, None), ('0;"a;b"', -1, "a;b"), (r"\c", 1, "c"), ("", 1, None), ("[Red]", 1, None),
        ("@", 0, None),
        ('[>=100]"lots";0', 1, None),
    ],
)  # fmt: skip
def test_a_format_may_show_a_text_or_nothing_instead_of_a_number(code, sign, text):
    assert look_of(code, sign).text == text


@pytest.mark.parametrize(("code", "digits"), [("000", 3), ("0", 0), ("000.0", 0), ("000%", 0), ('000"x"', 0), ("", 0)])
def test_a_format_of_zeros_alone_shows_so_many_digits(code, digits):
    assert look_of(code).digits == digits


@given(st.text(alphabet='0#?.,;%"\\_*[]Redn/a-£ ', max_size=20), st.sampled_from([-1, 0, 1]))
def test_any_code_has_a_look(code, sign):
    assert look_of(code, sign).scale >= 1
