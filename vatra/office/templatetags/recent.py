"""What colleagues already did, said where the same is about to be done."""

from __future__ import annotations

from uuid import UUID

from django import template
from django.template.context import Context
from django.utils import timezone

from vatra.accounts.access import principal_of
from vatra.office.queries import recent
from vatra.office.queries.rows import Row

register = template.Library()


@register.simple_tag(takes_context=True)
def recent_of_colleagues(context: Context, form_id: str, group_id: str) -> list[Row]:
    """Entries of the form that colleagues wrote about the household in the last days."""
    principal = principal_of(context["request"])
    return recent.of_colleagues(form_id, UUID(group_id), principal.user_id, timezone.localdate())
