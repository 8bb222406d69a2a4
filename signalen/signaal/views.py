"""One signal on the officials' side: the dossier, and every act on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.scope import haal
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht
from signalen.deel.models import TE_VERDELEN, Verdeling
from signalen.standaardtekst.invoegen import ingevoegd
from signalen.wachten.forms import GehoordForm, VerderForm, VraagForm

from .forms import AntwoordForm, BundelForm, DoorzetForm, GesprekForm, NotitieForm, SignaalForm
from .models import Signaal

MOST_ALIKE = 6
# These steps ask for a choice, which has a page of its own.
# What stands in front; answering and closing is the form of the answer itself.
VOORAAN = {
    "nieuw": ["in_beoordeling"],
    "heropend": ["in_beoordeling"],
    "in_beoordeling": ["in_behandeling"],
    "gebundeld": [],
    "niet_opgepakt": ["teruggekoppeld"],
}
MET_EIGEN_PAGINA = {"doorgezet": "signalen:doorzetten", "gebundeld": "signalen:bundelen"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nieuw(request):
    if not request.user.is_ambtenaar:
        raise GeenRecht("Signaal opschrijven")
    form = GesprekForm(request.POST or None, initial={"gebied": request.GET.get("gebied")})
    if request.method == "POST" and form.is_valid():
        signaal = form.leg_vast(door=request.user)
        messages.success(request, f"Opgeschreven als {signaal.nummer}. Eigenaar: {signaal.eigenaar}.")
        return redirect(signaal)
    return render(request, "signalen/signaal_nieuw.html", {"form": form}, status=422 if form.errors else 200)


# One signal ---------------------------------------------------------------


def haal_signaal(request, pk, recht=None):
    return haal(Signaal.objects.voor_dossier().prefetch_related("gebieden"), request.user, pk, recht)


def toon(request, signaal, status=200, **forms):
    """The dossier; a member of a platform sees what the reporter sees."""
    is_ambtenaar = request.user.is_ambtenaar
    mag_behandelen = signaal.heeft_recht(request.user, "behandelen")
    overgangen = signaal.overgangen_voor(request.user)
    context = {
        "signaal": signaal,
        "is_ambtenaar": is_ambtenaar,
        "mag_behandelen": mag_behandelen,
        "mag_overdragen": is_ambtenaar and signaal.is_open and signaal.mag_overdragen(request.user),
        "fotos": signaal.fotos.all(),
        "gebeurtenissen": signaal.tijdlijn if is_ambtenaar else signaal.tijdlijn.openbaar(),
        "overgangen": [o for o in overgangen if o.naar not in MET_EIGEN_PAGINA],
        **_knoppen(signaal, overgangen),
        "moet_eerst_beoordeeld": any(o.naar == "in_beoordeling" for o in overgangen),
        "mag_afsluiten": any(o.naar == "teruggekoppeld" for o in overgangen),
        "keuzestappen": [(o, MET_EIGEN_PAGINA[o.naar]) for o in overgangen if o.naar in MET_EIGEN_PAGINA],
    }
    if is_ambtenaar:
        delen = list(signaal.delen.voor_lijst())
        verdeling = Verdeling.objects.stand_van(signaal, delen)
        antwoord = signaal.antwoord or (verdeling.concept if verdeling else "")
        overdracht = signaal.lopende_overdracht
        gebundeld = list(signaal.gebundelde_signalen.voor_lijst())
        gelijkend = Signaal.objects.zichtbaar_voor(request.user).lijkt_op(signaal).voor_lijst()
        context |= {
            "overdracht": overdracht,
            "overdrachtstappen": overdracht.overgangen_voor(request.user) if overdracht else [],
            "gelijkend": gelijkend[:MOST_ALIKE],
            "gebundeld": gebundeld,
            "aantal_melders": 1 + len(gebundeld),
            "aantal_heropend": signaal.aantal_heropend,
            "antwoordform": AntwoordForm(initial={"antwoord": antwoord}, **_antwoordvelden(signaal)),
            "notitieform": NotitieForm(auto_id="notitie_%s"),
            "delen": delen,
            "verdeling": verdeling,
            "mag_verdelen": mag_behandelen and signaal.status in TE_VERDELEN and not signaal.is_verdacht,
            "vraagform": VraagForm(auto_id="vraag_%s"),
            "gehoordform": GehoordForm(auto_id="gehoord_%s"),
            "verderform": VerderForm(auto_id="verder_%s"),
        }
    return render(request, "signalen/signaal.html", {**context, **forms}, status=status)


def _knoppen(signaal, overgangen):
    """The steps people take most stand in front; the others fold away, so that a phone shows what matters."""
    here = [o for o in overgangen if o.naar not in MET_EIGEN_PAGINA]
    front = [o for o in here if o.naar in VOORAAN.get(signaal.status, ())]
    return {
        "hoofdstappen": front,
        "overige_stappen": [o for o in here if o not in front],
        "nadruk": front[0].naar if front else "",
    }


def _antwoordvelden(signaal):
    """Only where closing asks what came of it, the form asks it too."""
    velden = {veld for o in signaal.tabel.vanuit(signaal.status) if o.naar == "teruggekoppeld" for veld in o.velden}
    return {"auto_id": "antwoord_%s", "met_uitkomst": "uitkomst" in velden}


@require_safe
@login_required
def signaal(request, pk):
    return toon(request, haal_signaal(request, pk))


@require_POST
@login_required
def stap(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    if pagina := MET_EIGEN_PAGINA.get(request.POST.get("status")):
        return redirect(pagina, pk)
    # Every step can be read by the reporter, with the reason if there is one.
    reden = ingevoegd(request, signaal, "reden")
    begin = None if reden is None else {"reden": reden}
    return zet_stap(request, signaal, begin=begin, erbij="signalen/_standaardtekst_stap.html", is_openbaar=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def doorzetten(request, pk):
    form = DoorzetForm(request.POST or None)
    return _keuzestap(request, haal_signaal(request, pk, "behandelen"), "doorgezet", form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bundelen(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    zichtbaar = Signaal.objects.zichtbaar_voor(request.user)
    form = BundelForm(request.POST or None, signaal=signaal, zichtbaar=zichtbaar)
    return _keuzestap(request, signaal, "gebundeld", form)


def _keuzestap(request, signaal, status, form):
    """A step whose field is a choice; the state table still decides."""
    try:
        overgang = signaal.tabel.overgang(signaal.status, status)
        if request.method == "POST" and form.is_valid():
            velden = {naam: form.cleaned_data[naam] for naam in overgang.velden}
            signaal.ga_naar(status, door=request.user, is_openbaar=True, **velden)
            messages.success(request, f"Gedaan: {signaal.status_naam}.")
            return redirect(signaal)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return redirect(signaal)
    context = {"dossier": signaal, "overgang": overgang, "form": form, "actie": request.path}
    return render(request, "gebiedswerk/stap.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def antwoord(request, pk):
    """Answer, and with the second button also close."""
    signaal = haal_signaal(request, pk, "behandelen")
    sluit = "terugkoppelen" in request.POST
    if (tekst := ingevoegd(request, signaal, "antwoord")) is not None:
        begin = {"antwoord": tekst, "uitkomst": request.POST.get("uitkomst")}
        return toon(request, signaal, antwoordform=AntwoordForm(initial=begin, **_antwoordvelden(signaal)))
    form = AntwoordForm(request.POST, sluit=sluit, **_antwoordvelden(signaal))
    if not form.is_valid():
        return toon(request, signaal, 422, antwoordform=form)
    try:
        with transaction.atomic():
            signaal.beantwoord(form.cleaned_data["antwoord"], door=request.user)
            if sluit:
                signaal.ga_naar("teruggekoppeld", door=request.user, is_openbaar=True, **form.velden)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return toon(request, haal_signaal(request, pk), 422, antwoordform=form)
    messages.success(request, "Uw antwoord staat op de pagina van de melder.")
    return redirect(signaal)


@require_POST
@login_required
def notitie(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    form = NotitieForm(request.POST, auto_id="notitie_%s")
    if not form.is_valid():
        return toon(request, signaal, 422, notitieform=form)
    signaal.noteer(form.cleaned_data["tekst"], door=request.user)
    messages.success(request, "De notitie staat in de tijdlijn.")
    return redirect(signaal)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def wijzig(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    form = SignaalForm(request.POST or None, instance=signaal)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(signaal)
    context = {"form": form, "signaal": signaal}
    return render(request, "signalen/signaal_wijzig.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def vrijgeven(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    signaal.geef_vrij(door=request.user)
    messages.success(request, "Het signaal telt mee. De melder krijgt de bevestiging.")
    return redirect(signaal)
