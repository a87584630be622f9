"""Days as people write them in an office: "21 nov. 2026"; moments with the hour."""

from datetime import date, datetime

from django import template
from django.utils import timezone

register = template.Library()
MONTHS = ("ian.", "feb.", "mar.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.", "nov.", "dec.")


@register.filter
def day(value: date | datetime | None) -> str:
    """Of a moment: its day here, in Romania."""
    if value is None:
        return ""
    here = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{here.day} {MONTHS[here.month - 1]} {here.year}"


@register.filter
def moment(value: datetime | None) -> str:
    return "" if value is None else f"{day(value)}, {timezone.localtime(value):%H:%M}"
