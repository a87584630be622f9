"""What a colleague who leaves still has on the phone: said in the preview of the handover.

Nothing is moved here. On the day after the last one the phone loses the places by itself; what it
then still sends is held. So whoever hands over is told to have it sent before.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

from vatra.accounts.handover import Draft, Line

UNSENT: Final = """
SELECT name, unsent FROM records_device WHERE user_id = %s AND revoked_at IS NULL AND unsent > 0 ORDER BY name
"""


def preview(draft: Draft) -> list[Line]:
    """One line where the leaver's phones told of unsent entries at their latest contact."""
    with connection.cursor() as cursor:
        cursor.execute(UNSENT, [draft.leaver.pk])
        phones = cursor.fetchall()
    if not phones:
        return []
    names = ", ".join(name for name, _ in phones)
    advice = f"Pe {names}: cereți să le trimită până în ultima zi; cele sosite după ea sunt reținute"
    return [Line("Intrări netrimise la ultima legătură", sum(count for _, count in phones), (advice,))]


def move(draft: Draft) -> int:
    """Nothing: entries stay their author's, the phone lets go of the people by itself."""
    return 0
