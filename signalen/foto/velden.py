"""The form field for photos of the public; never Django's ImageField, which opens every decoder there is."""

from django import forms
from django.core.exceptions import ValidationError

from .beeld import schoon


class FotosInvoer(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self):
        super().__init__(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else []


class FotosVeld(forms.Field):
    """Hands on the uploaded files as they are: one bad file must not cost the good ones beside it.

    The form itself takes them through ``schoongemaakt``.
    """

    widget = FotosInvoer

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, bestanden):
        return bestanden or []


def schoongemaakt(bestanden):
    """``([(name, picture), …], [message, …])``: what can be kept, and what is wrong with the rest."""
    good, errors = [], []
    for bestand in bestanden:
        try:
            good.append((bestand.name, schoon(bestand)))
        except ValidationError as fout:
            errors.extend(fout.messages)
    return good, errors
