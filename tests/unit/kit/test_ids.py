import threading
import time
import uuid

from vatra.kit import ids


def test_ids_grow_and_never_repeat():
    made = [ids.uuid7() for _ in range(5000)]

    assert made == sorted(made)
    assert len(set(made)) == 5000
    assert all(ids.is_uuid7(one) for one in made)


def test_ids_grow_when_the_clock_is_set_back(monkeypatch):
    before = ids.uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 0)

    assert ids.uuid7() > before


def test_threads_never_make_one_id_twice():
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.extend(ids.uuid7() for _ in range(500))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 2000


def test_the_moment_is_inside():
    assert abs(ids.millis(ids.uuid7()) - time.time() * 1000) < 60_000


def test_what_is_no_uuid7():
    assert not ids.is_uuid7(str(uuid.uuid4()))
    assert not ids.is_uuid7(ids.uuid7().upper())
    assert not ids.is_uuid7("x")
    assert not ids.is_uuid7(None)
