"""Documents that a page offers: of an entry, of a list, of a report."""

from __future__ import annotations

from typing import Any

from django import template

from vatra.accounts import access
from vatra.documents import offers
from vatra.documents.offers import Offer

register = template.Library()


@register.simple_tag(takes_context=True)
def documents_of_entry(context: template.Context, form_id: str, entry_id: Any) -> list[Offer]:
    return offers.for_record(access.principal_of(context["request"]), form_id, entry_id)


@register.simple_tag(takes_context=True)
def documents_of_report(context: template.Context, name: str) -> list[Offer]:
    return offers.for_report(access.principal_of(context["request"]), name)


@register.simple_tag(takes_context=True)
def documents_of_list(context: template.Context, name: str) -> list[Offer]:
    return offers.for_list(access.principal_of(context["request"]), name)
