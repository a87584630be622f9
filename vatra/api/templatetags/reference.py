"""Words of the OpenAPI document on a page."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
BACKTICKS = re.compile(r"`([^`]+)`")


@register.filter
def code(text: str) -> SafeString:
    """Escaped text, what stands between backticks as code."""
    return mark_safe(BACKTICKS.sub(r"<code>\1</code>", escape(text)))  # noqa: S308  (escaped just before)
