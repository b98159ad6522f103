"""Nothing that was acknowledged is lost, whatever is killed: the program, or the server of the database."""

import random
import time

import keeping
import postgres

KILLS = 100
SERVER_KILLS = 5


def test_nothing_acknowledged_is_lost_however_often_the_program_is_killed(place):
    chance, every = random.Random(7), []  # noqa: S311  # a moment, not a secret

    for kill in range(KILLS):
        with keeping.writing(place, kill * 1_000_000) as (process, pipe):
            # Some are killed while they start or open the store, the others while all their writers write.
            if kill % 4:
                assert pipe.poll(60)
            time.sleep(chance.uniform(0, 0.06))
            process.kill()
            process.join()
            every.append(keeping.Told.by(pipe))
        store = place.store()
        assert every[-1].lost(store) == []
        store.checkpoint()

    store = place.store()
    assert sum(told.count() > 0 for told in every) >= KILLS * 3 // 4
    assert [told.lost(store) for told in every] == [[]] * KILLS
    health = store.health()
    assert health.versions >= sum(len(told.versions) for told in every)
    # Each writer may have kept one that it could no longer acknowledge.
    assert health.scorecards <= sum(len(told.scorecards) for told in every) + KILLS * keeping.WRITERS
    assert all(store.scorecards.parquet(name) == keeping.content(name) for name in every[-1].scorecards)


def test_nothing_acknowledged_is_lost_when_the_server_is_killed_while_writers_write():
    with postgres.served() as server:
        place = keeping.Place(server.folder / "none", server.new())
        for kill in range(SERVER_KILLS):
            with keeping.writing(place, kill * 1_000_000) as (process, pipe):
                assert pipe.poll(60)
                time.sleep(0.2)
                server.kill()
                server.start()
                # The writers go on by themselves.
                time.sleep(0.3)
                process.kill()
                process.join()
                told = keeping.Told.by(pipe)
            store = place.store()
            assert told.count() > keeping.WRITERS
            assert told.lost(store) == []
            assert store.health().versions >= len(told.versions)
            store.checkpoint()


def test_a_program_may_start_while_the_one_before_it_still_writes(place):
    with keeping.writing(place, 0) as (first, one), keeping.writing(place, 1_000_000) as (second, another):
        for pipe in (one, another):
            assert pipe.poll(30)
        time.sleep(0.3)
        for process in (first, second):
            assert process.is_alive()
            process.kill()
            process.join()
        told = [keeping.Told.by(one), keeping.Told.by(another)]
    store = place.store()

    assert [each.lost(store) for each in told] == [[], []]
    assert store.health()
