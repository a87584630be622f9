"""`{% may "staff.manage" as can %}`: show a link only to who may follow it."""

from typing import Any

from django import template

from vatra.accounts import access

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], action: str) -> bool:
    request = context.get("request")
    return request is not None and access.may(access.principal_of(request), action)
