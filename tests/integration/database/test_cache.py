import pytest
from django.core.cache import cache
from django.db import connections

pytestmark = pytest.mark.django_db(transaction=True)


def test_cache_is_shared_by_processes() -> None:
    cache.set("tries", 1, timeout=60)
    cache.incr("tries")

    connections.close_all()

    assert cache.get("tries") == 2
    assert cache.add("tries", 9) is False


def test_expired_entry_is_gone() -> None:
    cache.set("code", "used", timeout=-1)

    assert cache.get("code") is None
