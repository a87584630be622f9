"""What a coordinator tells: why a phone goes out of use; which file is the copy."""

from __future__ import annotations

from django import forms


class RevocationForm(forms.Form):
    """A reason is asked, because the phone's holder and the auditor will ask for it."""

    wipe = forms.BooleanField(required=False, initial=True)
    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Scrieți de ce scoateți telefonul din uz, de exemplu: pierdut, furat, stricat."
        },
    )


class CopyForm(forms.Form):
    """The file that the phone saved."""

    copy = forms.FileField(
        error_messages={
            "required": "Alegeți fișierul „vatra-copie-….json” salvat pe telefon.",
            "empty": "Fișierul este gol. Salvați pe telefon o copie nouă și încercați din nou.",
        }
    )
