import threading
import time

import keeping
import lines
import postgres
import pytest
from sqlalchemy import create_engine, delete
from sqlalchemy.exc import IntegrityError

from store import Store, StoreError, postgresql
from store.postgresql import PostgreSQL
from store.schema import SCORECARDS

NAME, SECOND = keeping.name(1), keeping.name(2)
REFUSED = "The store of kept scorecards could not be opened: the setting RAG_DATABASE_URL is not the address of a"
UNREACHABLE = (
    "the database cannot be reached, does not let this app in, or cannot be written to. Ask whoever runs the app to "
    "look at it, and at the setting RAG_DATABASE_URL."
)
BUSY = "the database is busy. Try again in a moment."


@pytest.fixture
def place(server, tmp_path):
    return keeping.Place(tmp_path / "none", server.new())


def says(does, *arguments):
    """The reason with which a method refuses."""
    with pytest.raises(StoreError) as told:
        does(*arguments)
    return str(told.value).partition(": ")[2].removesuffix(" Nothing that is open is lost.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("synchronous_commit", "on"),
        ("lock_timeout", "10s"),
        ("statement_timeout", "1min"),
        ("idle_in_transaction_session_timeout", "1min"),
        ("fsync", "on"),
    ],
)
def test_every_connection_is_set_so_that_nothing_is_lost_or_waits_for_ever(place, name, value):
    with PostgreSQL(place.url).writing() as connection:
        assert connection.exec_driver_sql(f"SHOW {name}").scalar() == value


def test_who_reads_sees_one_state_and_cannot_write(place):
    with PostgreSQL(place.url).reading() as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
    with PostgreSQL(place.url).writing() as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "read committed"
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"


def test_nothing_is_written_into_the_folder(place):
    place.store().scorecards.keep(NAME, "", 0, b"PAR1")

    assert not place.folder.exists()


def test_both_ways_to_write_the_scheme_will_do(place):
    assert Store(place.folder, place.url.replace("postgresql://", "postgres://")).scorecards.all() == []


@pytest.mark.parametrize(
    "url",
    [
        "mysql://ann:secret@host/rag",
        "sqlite:///secret",
        "secret",
        "postgresql+asyncpg://ann:secret@host/rag",
        "postgresql://ann:secret@host:port/rag",
        "postgresql://ann:sec@ret@[host/rag:secret",
        "://secret",
    ],
)
def test_what_is_no_address_is_told_without_its_password_by_who_uses_it_first(tmp_path, caplog, url):
    store = Store(tmp_path, url)

    with pytest.raises(StoreError) as told:
        store.scorecards.all()
    assert str(told.value).startswith((REFUSED, "The kept scorecards could not be read: "))
    assert "secret" not in str(told.value) + caplog.text
    assert "sec@ret" not in str(told.value) + caplog.text


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.replace("/test_", "/nothing_"),
        lambda url: url.replace("rag@", "nobody:secret@"),
        lambda url: url.replace("?host=", "?host=/nowhere"),
        lambda url: f"{url}&nothing=1",
        lambda _: "postgresql://rag:secret@127.0.0.1:1/rag",
    ],
    ids=["no database", "no user", "no server", "no such option", "no port"],
)
def test_a_database_that_lets_nobody_in_is_told_without_a_password(place, caplog, change):
    store = Store(place.folder, change(place.url))

    assert says(store.open) == says(store.scorecards.all) == UNREACHABLE
    assert "secret" not in caplog.text


def test_a_database_that_only_lets_read_is_told_when_it_opens(server, place):
    place.store().scorecards.keep(NAME, "", 0, b"PAR1")
    name = place.url.partition("@/")[2].partition("?")[0]
    server.does(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    store = place.store()

    assert says(store.open) == UNREACHABLE
    assert says(store.scorecards.keep, SECOND, "", 0, b"") == UNREACHABLE
    assert store.scorecards.parquet(NAME) == b"PAR1"


def test_tables_that_are_gone_are_told(server, place):
    store = place.store()
    store.open()
    server.does("DROP TABLE scenarios", place.url)

    assert says(store.scenarios.all).startswith("the store is damaged")


def test_no_more_than_a_few_connections_are_open_whoever_asks(server, place):
    store = place.store()
    store.open()
    name = place.url.partition("@/")[2].partition("?")[0]
    counts = []

    def work(_):
        store.scorecards.all()
        counts.append(server.does("SELECT datname FROM pg_stat_activity").count((name,)))

    assert keeping.at_once(20, work) == []
    assert max(counts) <= postgresql.MOST_CONNECTIONS


def test_who_gets_no_connection_or_no_lock_is_told_to_try_again(place, monkeypatch):
    monkeypatch.setattr(postgresql.engine, "SECONDS_TO_WAIT", 0.1)
    monkeypatch.setattr(postgresql, "MOST_CONNECTIONS", 1)
    monkeypatch.setitem(postgresql._EACH_CONNECTION, "lock_timeout", "100ms")
    store, other = place.store(), place.store()
    store.scorecards.keep(NAME, "", 0, b"PAR1")
    [version] = store.versions.keep([keeping.version(90)], NAME, "")

    with other._access.writing("") as (database, connection):
        database.alone(connection, "names of ")
        assert says(store.scenarios.save, "Plan", version) == BUSY
        assert says(other.scorecards.all) == BUSY
    assert store.scenarios.save("Plan", version)


def test_a_lock_of_one_name_keeps_nobody_from_another(place):
    database, done = PostgreSQL(place.url), threading.Event()
    with database.writing() as first:
        database.alone(first, "names of a")
        with database.writing() as second:
            database.alone(second, "names of b")
            done.set()

    assert done.is_set()


def test_a_server_that_was_stopped_is_told_and_is_used_again_when_it_is_back(tmp_path):
    with postgres.served() as server:
        store = Store(tmp_path, server.new())
        for turn, (stop, why) in enumerate([(server.stop, UNREACHABLE), (server.kill, UNREACHABLE)]):
            store.scorecards.keep(keeping.name(turn), "", 0, b"PAR1")
            stop()
            assert says(store.scorecards.all) == says(store.open) == why
            server.start()
            assert len(store.scorecards.all()) == turn + 1
        store.checkpoint()


def used(store, at_once):
    """What goes wrong where so many use a store, each with a connection of their own."""
    together = threading.Barrier(at_once)

    def work(_):
        with store._access.reading("It could not be read") as connection:
            connection.exec_driver_sql("SELECT 1")
            together.wait(60)

    return keeping.at_once(at_once, work)


@pytest.mark.parametrize("stop", [postgres.Server.stop, postgres.Server.kill])
def test_a_server_that_was_started_anew_between_two_uses_is_noticed_by_nobody(tmp_path, stop):
    with postgres.served() as server:
        store = Store(tmp_path, server.new())
        assert used(store, 5) == []
        stop(server)
        server.start()
        store.scorecards.keep(NAME, "", 0, b"PAR1")
        assert used(store, 5) == []
        store.checkpoint()


def test_connections_that_the_server_ended_are_made_anew(server, place):
    store = place.store()
    assert used(store, 5) == []
    name = place.url.partition("@/")[2].partition("?")[0]
    ends = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = %s"

    assert server.does(ends, values=[name]) == [(True,)] * 5
    assert used(store, 5) == []


def test_a_connection_that_was_lost_in_silence_is_made_anew_once_it_has_lain_idle(place, monkeypatch):
    with lines.line(place.url) as line:
        store = Store(place.folder, line.url)
        assert used(store, 2) == []
        line.lose()
        monkeypatch.setattr(postgresql, "SECONDS_TO_TRUST", 0)
        store.scorecards.keep(NAME, "", 0, b"PAR1")

        assert used(store, 2) == []
        assert line.connections() == 4
        store.checkpoint()


@pytest.mark.parametrize("length", [1, 2])
@pytest.mark.parametrize("is_deleted", [True, False])
def test_versions_wait_for_who_deletes_their_scorecard_and_are_kept_only_where_it_stays(
    server, place, length, is_deleted
):
    store, told = place.store(), []
    store.scorecards.keep(NAME, "", 0, b"PAR1")
    chain = keeping.chain(length, store.versions.secret())
    keeps = threading.Thread(
        target=lambda: told.extend(keeping.at_once(1, lambda _: store.versions.keep(chain, NAME, "")))
    )
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

    with PostgreSQL(place.url).writing() as connection:
        connection.execute(delete(SCORECARDS))
        keeps.start()
        while server.does(waiting, place.url) != [(1,)]:
            time.sleep(0.01)
        if not is_deleted:
            connection.rollback()
    keeps.join()

    assert store.health().versions == (0 if is_deleted else length)
    assert [str(fault).partition(": ")[2].partition(".")[0] for fault in told] == [
        "the scorecard was deleted"
    ] * is_deleted


def test_a_server_that_stops_within_a_transaction_is_told_and_nothing_of_that_is_kept(tmp_path):
    with postgres.served() as server:
        store = Store(tmp_path, server.new())
        store.open()

        def half():
            with store._access.writing("It could not be done") as (_, connection):
                connection.exec_driver_sql("DELETE FROM secrets")
                server.stop()
                connection.exec_driver_sql("SELECT 1")

        assert says(half) == UNREACHABLE
        server.start()
        assert len(store.versions.secret()) == 32
        store.checkpoint()


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("53100", "the disk of the database is full. Ask whoever runs the app to make room on it."),
        ("53300", BUSY),
        ("40P01", BUSY),
        ("40001", BUSY),
        ("57014", BUSY),
        ("57P01", UNREACHABLE),
        ("28P01", UNREACHABLE),
        ("08006", UNREACHABLE),
        (
            "XX001",
            "the store is damaged, or is not one of this program. Ask whoever runs the app to put back a backup.",
        ),
        ("P0001", "the reason is in the log of the server. Try again; if it stays, tell whoever runs the app."),
    ],
)
def test_what_the_server_says_of_itself_is_told_in_words(place, state, why):
    store = place.store()
    store.open()
    raises = f"DO $$ BEGIN RAISE EXCEPTION 'it' USING ERRCODE = '{state}'; END $$"

    def fails():
        with store._access.writing("It could not be done") as (_, connection):
            connection.exec_driver_sql(raises)

    assert says(fails) == why


def test_the_tables_keep_what_refers_to_nothing_out(place):
    store = place.store()
    store.open()
    engine = create_engine(place.url.replace("postgresql:", "postgresql+psycopg:"))
    insert = "INSERT INTO versions VALUES ('a', '', 'nothing', '', '')"

    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql(insert)
    engine.dispose()
