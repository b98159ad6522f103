import json

import pytest

from ragcore.scenario import Change, Scenario
from ragcore.version import Version

SECRET = bytes(range(32))


def moved(**values):
    """A scenario with the targets of some indicators."""
    scenario = Scenario()
    for key, value in values.items():
        scenario = scenario.plus(Change(key, "target", value))
    return scenario


def test_a_version_is_named_by_its_content():
    assert Version("hash", moved(calls=90)).named(SECRET) == Version("hash", moved(calls=90)).named(SECRET)


def test_a_name_has_128_bits_for_an_address():
    assert len(bytes.fromhex(Version("hash", Scenario()).named(SECRET))) == 16


def test_nobody_makes_a_name_without_the_secret():
    version = Version("hash", moved(calls=90))

    assert len({version.named(secret) for secret in (SECRET, SECRET[:-1] + b"!", b"")}) == 3


def test_a_whole_number_is_the_same_content_with_and_without_its_point():
    assert Version("hash", moved(calls=90)).content == Version("hash", moved(calls=90.0)).content


def test_the_order_of_changes_is_no_content():
    one, other = moved(calls=90, waste=50), moved(waste=50, calls=90)

    assert Version("hash", one).content == Version("hash", other).content
    assert Version("hash", one).says_what(other)


def test_what_a_scenario_is_called_is_no_content():
    called = Scenario(name="Winter plan", note="For the chair", created="2026-01-05T09:00:00Z")

    assert Version("hash", called).content == Version("hash", Scenario()).content


@pytest.mark.parametrize(
    "other",
    [
        Version("other", Scenario()),
        Version("hash", moved(calls=90)),
        Version("hash", Scenario(), "parent"),
        Version("hash", Scenario(), author="Ann"),
        Version("hash", Scenario(), made="2026-01-05T09:00:00Z"),
        Version("hash", Scenario(area="North")),
        Version("hash", Scenario(area="")),
        Version("hash", Scenario(period="2016/17")),
        Version("hash", Scenario(horizon="2016/17 Q4")),
        Version("hash", Scenario(rule={"amber": "5%"})),
        Version("hash", Scenario().plus(Change("calls", "amber", "5%"))),
        Version("hash", Scenario().plus(Change("calls", "amber", "5%", "a reason"))),
    ],
)
def test_other_content_has_another_name(other):
    assert other.named(SECRET) != Version("hash", Scenario()).named(SECRET)


def test_a_version_is_read_from_its_content():
    scenario = Scenario(area="North", period="2016/17 Q2", horizon="2016/17 Q4", rule={"amber": "5%"})
    scenario = scenario.plus(Change("waste", "value", 46.5)).plus(Change("calls", "amber", "5%", "as in 2015"))
    version = Version("hash", scenario, "parent", "Ann", "2026-01-05T09:00:00Z")

    again = Version.of(version.content)

    assert again.content == version.content
    assert again.says_what(scenario)
    assert (again.scenario.base_hash, again.scenario.created) == ("hash", "2026-01-05T09:00:00Z")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "null", '{"base":"hash"}', json.dumps({"changes": 1})])
def test_what_is_no_content_of_a_version_is_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011  # whatever a reader of JSON says of it
        Version.of(content)
