"""People: who they are, what they did, do and will do, what is in their name, and why they may see something."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.models import Gebiedsrol, Gebruiker, Vervanging
from gebieden.rechten import gebieden_met_recht
from gebieden.toegang import vereist
from gebiedswerk.bladeren import blader

from .bevoegd import Bevoegd
from .dossier import gebieden_van, is_houder, is_te_openen, vind
from .filters import PersoonFilter
from .forms import PersoonForm, PersoonWijzigForm, WaaromForm
from .forms_overdragen import OverdraagAllesForm
from .waarom import waarom
from .werk import op_naam, zonder_bevoegde


def _haal(request, pk, *, wijzigen=False):
    """Somebody this person manages, else 404; 403 for a change to who also works where they do not manage."""
    persoon = get_object_or_404(Gebruiker.objects.binnen_beheer_van(request.user).distinct(), pk=pk)
    if wijzigen and not Gebruiker.objects.geheel_binnen_beheer_van(request.user).filter(pk=pk).exists():
        raise PermissionDenied("Deze persoon werkt ook in een gebied dat u niet beheert.")
    return persoon


@require_safe
@vereist("beheren")
def mensen(request):
    rows = Gebruiker.objects.binnen_beheer_van(request.user).distinct()
    running = Prefetch("gebiedsrollen", Gebiedsrol.objects.lopend().voor_lijst(), to_attr="lopende_rollen")
    filter = PersoonFilter(request.GET, queryset=rows.order_by("naam", "pk").prefetch_related(running))
    context = {"filter": filter, "pagina": blader(filter.qs, request)}
    return render(request, "gebieden/persoon_lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def persoon_nieuw(request):
    form = PersoonForm(request.POST or None)
    if form.is_valid():
        persoon = form.bewaar(door=request.user)
        messages.success(request, f"{persoon} heeft een account. Geef nu een rol.")
        return redirect(f"{reverse('gebieden:rol_nieuw')}?persoon={persoon.pk}")
    return render(request, "gebieden/persoon_nieuw.html", {"form": form})


@require_safe
@vereist("beheren")
def persoon(request, pk):
    persoon = _haal(request, pk)
    absent = Prefetch("vervangingen", Vervanging.objects.niet_voorbij().voor_lijst(), to_attr="komende_vervangingen")
    rollen = persoon.gebiedsrollen.select_related("gebied", "afdeling").prefetch_related(absent).order_by("-van", "pk")
    beheerd = set(gebieden_met_recht(request.user, "beheren"))
    for rol in rollen:
        rol.mag_wijzigen = not rol.is_afgelopen and rol.gebied_id in beheerd
    context = {
        "persoon": persoon,
        "rollen": rollen,
        "vervangt": persoon.vervangt.niet_voorbij().voor_lijst(),
        "stapels": op_naam(persoon),
        "gebeurtenissen": persoon.tijdlijn[:30],
        "waarom_niet_uit": persoon.waarom_niet_uit() if persoon.is_active else [],
    }
    return render(request, "gebieden/persoon_persoon.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def persoon_wijzig(request, pk):
    persoon = _haal(request, pk, wijzigen=True)
    form = PersoonWijzigForm(request.POST or None, instance=persoon)
    if form.is_valid():
        form.bewaar(door=request.user)
        messages.success(request, "Bewaard.")
        return redirect(persoon)
    return render(request, "gebieden/persoon_wijzig.html", {"form": form, "persoon": persoon})


@require_POST
@vereist("beheren")
def persoon_account(request, pk):
    """Switch the account on or off; off only when nothing is left in this name."""
    persoon = _haal(request, pk, wijzigen=True)
    aan = request.POST.get("account") == "aan"
    try:
        persoon.zet_account(aan, door=request.user)
    except ValidationError as fout:
        for melding in fout.messages:
            messages.error(request, melding)
    else:
        messages.success(request, f"Het account van {persoon} staat {'aan' if aan else 'uit'}.")
    return redirect(persoon)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def persoon_overdragen(request, pk):
    """Hand over what is in this name: everything, or (``?welk=verweesd``) what they may not work on any more."""
    persoon = _haal(request, pk, wijzigen=True)
    verweesd = request.GET.get("welk") == "verweesd"
    stapels = dict(zonder_bevoegde()).get(persoon, []) if verweesd else op_naam(persoon)
    bevoegd = Bevoegd(met_vervangers=False)
    form = OverdraagAllesForm(request.POST or None, persoon=persoon, stapels=stapels, bevoegd=bevoegd)
    if stapels and form.is_bewaard(door=request.user):
        messages.success(request, "Overgedragen. De ontvanger krijgt een mail met de lijst.")
        return redirect("gebieden:verweesd") if verweesd else redirect(persoon)
    context = {"form": form, "persoon": persoon, "stapels": stapels, "verweesd": verweesd}
    return render(request, "gebieden/persoon_overdragen.html", context)


@require_safe
@vereist("beheren")
def verweesd(request):
    """Work in the name of who may not work on it any more."""
    mine = set(Gebruiker.objects.binnen_beheer_van(request.user).values_list("pk", flat=True))
    found = [(houder, stapels) for houder, stapels in zonder_bevoegde() if houder.pk in mine]
    return render(request, "gebieden/persoon_verweesd.html", {"gevonden": found})


@require_safe
@vereist("beheren")
def persoon_waarom(request, pk):
    """Why may this person see or do this, on that day? By area, or by what they have in hand of a dossier."""
    persoon = _haal(request, pk)
    data = request.GET.copy()
    data.setdefault("dag", timezone.localdate().isoformat())
    form = WaaromForm(data)
    context = {"form": form, "persoon": persoon, "dag": None}
    if form.is_valid():
        dag, gebied, tekst = (form.cleaned_data[naam] for naam in ("dag", "gebied", "dossier"))
        dossier = vind(tekst) if tekst else None
        if tekst and dossier is None:
            form.add_error("dossier", "Dit nummer of adres is niet gevonden.")
        gebieden = gebieden_van(dossier) if dossier else [gebied] if gebied and not tekst else []
        context |= {"dag": dag, "dossier": dossier, "gebieden": gebieden, "is_vandaag": dag == timezone.localdate()}
        context["antwoorden"] = waarom(persoon, dag, gebieden) if gebieden else []
        if dossier:
            context |= {"opent": is_te_openen(dossier, persoon), "is_houder": is_houder(dossier, persoon)}
    return render(request, "gebieden/persoon_waarom.html", context)
