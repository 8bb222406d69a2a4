"""One way to take a step of a state table from a web page, for every kind of dossier."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import DecimalField
from django.forms import modelform_factory
from django.shortcuts import redirect, render

from .statussen import GeenRecht, OvergangNietToegestaan


def stapformulier(dossier, overgang, data=None, begin=None):
    """The fields this step asks for, or None when it asks for nothing."""
    if not overgang.velden:
        return None
    model = type(dossier)
    # An amount is typed as people write it here: 2.500,00.
    amounts = [naam for naam in overgang.velden if isinstance(model._meta.get_field(naam), DecimalField)]
    form = modelform_factory(model, fields=overgang.velden, localized_fields=amounts)(data, initial=begin)
    for veld in form.fields.values():
        veld.required = True
    return form


def zet_stap(request, dossier, *, begin=None, erbij="", **velden):
    """Answer the POST of a step button: redirect to the dossier, or a page that asks what is still missing.

    A second click finds the dossier already there and changes nothing. What was typed stays. With ``begin`` the page
    asks once more, with these words in its fields; ``erbij`` is an include under them.
    """
    status, terug = request.POST.get("status", ""), redirect(dossier)
    if status == dossier.status:
        return terug
    try:
        overgang = dossier.tabel.overgang(dossier.status, status)
    except OvergangNietToegestaan as fout:
        messages.error(request, fout.messages[0])
        return terug
    if not dossier.heeft_recht(request.user, overgang.recht):
        raise GeenRecht(overgang.knop)
    is_answered = begin is None and any(veld in request.POST for veld in overgang.velden)
    form = stapformulier(dossier, overgang, request.POST if is_answered else None, begin)
    if form is not None and not form.is_valid():
        return _vraag(request, dossier, overgang, form, erbij)
    try:
        dossier.ga_naar(status, door=request.user, **(form.cleaned_data if form else {}), **velden)
    except OvergangNietToegestaan as fout:
        messages.error(request, fout.messages[0])
        return terug
    except ValidationError as fout:
        if form is not None:
            form.add_error(None, fout.messages)
            return _vraag(request, dossier, overgang, form, erbij)
        for melding in fout.messages:
            messages.error(request, melding)
        return terug
    messages.success(request, f"Gedaan: {dossier.status_naam}.")
    return terug


def _vraag(request, dossier, overgang, form, erbij=""):
    """The page that asks what the step needs, with what was typed and what is wrong with it."""
    context = {"dossier": dossier, "overgang": overgang, "form": form, "actie": request.path, "erbij": erbij}
    return render(request, "gebiedswerk/stap.html", context, status=422 if form.is_bound else 200)
