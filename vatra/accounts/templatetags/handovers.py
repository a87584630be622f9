"""What a handover moved, in the words of those who registered it."""

from collections.abc import Mapping

from django import template

from vatra.accounts import handover

register = template.Library()


@register.filter
def told(moved: Mapping[str, int]) -> str:
    return " · ".join(handover.told(moved)) or "nimic nu era de mutat"
