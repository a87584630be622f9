"""Which written procedure a form or a dossier follows, and in which version."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils import timezone

from vatra.kit.procedures import Followed
from vatra.records.queries import library

register = template.Library()


@register.simple_tag
def procedure_of_form(form_id: str) -> Followed | None:
    """The version in force today, when the form is opened."""
    return library().procedure_of_form(form_id, timezone.localdate())


@register.simple_tag
def procedure_of_dossier(kind: str, opened_on: date) -> Followed | None:
    """The version in force when the dossier was opened."""
    return library().procedure_of_dossier(kind, opened_on)
