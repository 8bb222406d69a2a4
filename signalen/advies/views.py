"""Advice for who works with it: the board for college and griffie, the dossier, and every act on it."""

from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.models import Platform
from gebieden.rechten import gebieden_met_recht
from gebieden.scope import haal
from gebiedswerk.bijlage import ruim_op
from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.termijnen import uiterste_dag

from .bord import bord, cijfers
from .filters import AdviesFilter
from .forms import (
    AdviseerForm,
    OngevraagdForm,
    PlatformkeuzeForm,
    ReactieForm,
    StukForm,
    UitstelForm,
    VraagForm,
    VraagNieuwForm,
)
from .models import Advies, Adviesstuk, begin, mag_adviseren

# These steps ask for more than a few fields, which has a page of its own.
MET_EIGEN_PAGINA = {"uitgebracht": "signalen:advies_geven", "beantwoord": "signalen:advies_reactie"}
KOLOMMEN = [
    ("Onderwerp", attrgetter("onderwerp")),
    ("Soort", attrgetter("get_soort_display")),
    ("Platform", attrgetter("platform")),
    ("Gebied", attrgetter("trekkend_gebied")),
    ("Thema", attrgetter("thema_naam")),
    ("Status", attrgetter("status_naam")),
    ("Gevraagd op", attrgetter("gevraagd_datum")),
    ("Op tijd gevraagd", attrgetter("is_tijdig_gevraagd")),
    ("Advies uiterlijk", attrgetter("advies_uiterlijk")),
    ("Advies op", attrgetter("advies_datum")),
    ("Mensen gehoord", attrgetter("aantal_mensen")),
    ("Reactie uiterlijk", attrgetter("reactie_uiterlijk")),
    ("Reactie op", attrgetter("reactie_datum")),
    # What is only prepared is not a decision yet.
    ("Besluit", lambda advies: advies.get_besluit_display() if advies.is_beantwoord else ""),
    ("Argument", lambda advies: advies.argument if advies.is_beantwoord else ""),
    ("Eigenaar", attrgetter("eigenaar")),
]


def _haal(request, pk, recht=None):
    return haal(Advies.objects.voor_dossier(), request.user, pk, recht)


def _gevraagd_platform(request):
    """The platform that the address names, among those that work."""
    return Platform.objects.actief().prefetch_gebieden().filter(slug=request.GET.get("platform", "")).first()


# The board -----------------------------------------------------------------


def _filter(request):
    return AdviesFilter(request.GET, rijen=Advies.objects.zichtbaar_voor(request.user))


@require_safe
@login_required
def lijst(request):
    """What waits, for whom, and until when; what is late first."""
    filter = _filter(request)
    context = {
        "filter": filter,
        "kolommen": bord(filter.qs, is_ambtenaar=request.user.is_ambtenaar),
        "pagina": blader(filter.qs.exclude(status__in=("concept", "gevraagd", "uitgebracht")).voor_lijst(), request),
        "cijfers": cijfers(filter.qs, filter.gekozen_jaar, timezone.localdate()),
        "mag_vragen": request.user.is_ambtenaar and bool(gebieden_met_recht(request.user, "behandelen")),
        "eigen_platforms": _eigen_platforms(request.user),
        "is_ambtenaar": request.user.is_ambtenaar,
    }
    return render(request, "signalen/advies_lijst.html", context)


def _eigen_platforms(persoon):
    """For a member: the platforms in whose name this person may advise."""
    kept = persoon.platformlidmaatschappen.lopend().filter(mag_bijwerken=True)
    return [] if persoon.is_ambtenaar else list(Platform.objects.actief().filter(pk__in=kept.values("platform")))


@require_safe
@login_required
def export(request):
    rijen = _filter(request).qs.voor_lijst()
    kolommen = KOLOMMEN if request.user.is_ambtenaar else KOLOMMEN[:-1]
    cellen = ([_waarde(cel(advies)) for _kop, cel in kolommen] for advies in rijen.iterator(chunk_size=500))
    return schrijf_csv([kop for kop, _cel in kolommen], cellen, "adviezen.csv")


def _waarde(waarde):
    return waarde() if callable(waarde) else waarde


# One advice ------------------------------------------------------------------


@require_safe
@login_required
def advies(request, pk):
    return _toon(request, _haal(request, pk))


def _toon(request, advies, *, stukform=None, status=200):
    persoon, is_ambtenaar = request.user, request.user.is_ambtenaar
    delen = [deel for deel in ("vraag", "advies", "reactie") if advies.mag_stuk(persoon, deel)]
    overgangen = advies.overgangen_voor(persoon)
    context = {
        "advies": advies,
        "is_ambtenaar": is_ambtenaar,
        "mag_behandelen": advies.heeft_recht(persoon, "behandelen"),
        "mag_reageren": advies.status == "uitgebracht" and advies.heeft_recht(persoon, "voorbereiden"),
        "mag_vastleggen": advies.heeft_recht(persoon, "beantwoorden"),
        "toont_reactie": advies.is_beantwoord or (is_ambtenaar and advies.status == "uitgebracht"),
        "mag_adviseren": any(o.naar == "uitgebracht" for o in overgangen) and advies.status != "concept",
        "overgangen": [o for o in overgangen if o.naar not in MET_EIGEN_PAGINA],
        "stukken": advies.stukken_voor(persoon),
        "delen": delen,
        "stukform": stukform or (StukForm(delen=delen, auto_id="stuk_%s") if delen else None),
        "gebeurtenissen": advies.tijdlijn if is_ambtenaar else advies.tijdlijn.openbaar(),
        "adressen": advies.platform.adressen() if is_ambtenaar else [],
        "voor_de_raad": _voor_de_raad(request, advies),
    }
    return render(request, "signalen/advies.html", context, status=status)


def _voor_de_raad(request, advies):
    """The address to send to the raad, for whoever is not the raad."""
    is_raad = "raad" in request.user.soorten()
    return request.build_absolute_uri(advies.openbaar_url()) if advies.is_openbaar and not is_raad else ""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nieuw(request):
    """Ask a platform for advice: ``?platform=`` names it, ``?onderwerp=`` the agreed subject it is about."""
    if not gebieden_met_recht(request.user, "behandelen"):
        raise GeenRecht("Advies vragen")
    platform = _gevraagd_platform(request)
    if platform is None:
        return _kies_platform(request)
    if not platform.heeft_recht(request.user, "behandelen"):
        raise GeenRecht("Advies vragen")
    form = VraagNieuwForm(
        request.POST or None,
        request.FILES or None,
        instance=begin(platform, soort="gevraagd", eigenaar=request.user),
        initial=_begin(request, platform),
    )
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_valid()):
        advies = form.bewaar(door=request.user)
        messages.success(request, "Bewaard als concept. Kijk het na, en stel dan de vraag.")
        _waarschuw(request, advies)
        return redirect(advies)
    context = {"form": form, "platform": platform}
    return render(request, "signalen/advies_nieuw.html", context, status=422 if form.errors else 200)


def _kies_platform(request):
    here = Platform.objects.actief().in_gebieden(gebieden_met_recht(request.user, "behandelen"))
    data = request.GET if "platform" in request.GET else None
    form = PlatformkeuzeForm(data, platforms=here)
    return render(request, "signalen/advies_kies.html", {"form": form}, status=422 if form.errors else 200)


def _begin(request, platform):
    first = {"eigenaar": request.user.pk, "advies_uiterlijk": uiterste_dag("advies", timezone.localdate())}
    pk = request.GET.get("onderwerp", "")
    asked = platform.adviesonderwerpen.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 12 else None
    if asked:
        first |= {"afspraak": asked.pk, "onderwerp": asked.onderwerp, "vraag": asked.toelichting}
    return first


def _waarschuw(request, advies):
    if advies.is_kort:
        early = uiterste_dag("advies", timezone.localdate())
        messages.warning(
            request,
            f"Dit is kort. Vraagt u het vandaag, dan is {early:%d-%m-%Y} de eerste dag die op tijd is. "
            "Een vraag met minder tijd telt in de cijfers als te laat gevraagd.",
        )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, pk):
    advies = _haal(request, pk, "behandelen")
    if advies.status != "concept":
        messages.error(request, "De vraag is al gesteld. U kunt die niet meer wijzigen.")
        return redirect(advies)
    form = VraagForm(request.POST or None, instance=advies)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        _waarschuw(request, advies)
        return redirect(advies)
    return _formulier(request, advies, form, "De vraag wijzigen", "Bewaren")


@require_POST
@login_required
def stap(request, pk):
    advies = _haal(request, pk)
    if pagina := MET_EIGEN_PAGINA.get(request.POST.get("status")):
        return redirect(pagina, pk)
    return zet_stap(request, advies, is_openbaar=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def uitstel(request, pk):
    """More time for the platform."""
    advies = _haal(request, pk, "behandelen")
    form = UitstelForm(request.POST or None, initial={"advies_uiterlijk": advies.advies_uiterlijk})
    if request.method == "POST" and form.is_valid():
        try:
            advies.geef_uitstel(form.cleaned_data["advies_uiterlijk"], door=request.user)
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            messages.success(request, f"Het advies is nu welkom tot en met {advies.advies_uiterlijk:%d-%m-%Y}.")
            return redirect(advies)
    return _formulier(request, advies, form, "Meer tijd geven", "Geef meer tijd")


def _formulier(request, advies, form, kop, knop):
    # A form that was refused has put what was typed into the object: the page keeps the name that is stored.
    onderwerp = Advies.objects.values_list("onderwerp", flat=True).get(pk=advies.pk)
    context = {"advies": advies, "form": form, "kop": kop, "knop": knop, "naam": onderwerp}
    return render(request, "signalen/advies_bewerken.html", context, status=422 if form.errors else 200)


# The platform advises -----------------------------------------------------------


def _meld_uitgebracht(request, advies):
    dag = date_format(advies.uiterlijk, "j F Y")
    messages.success(request, f"Het advies is uitgebracht. Een reactie volgt uiterlijk {dag}.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def geven(request, pk):
    """The advice that was asked for, by the platform itself or by an official who has its letter."""
    advies = _haal(request, pk, "adviseren")
    if advies.status not in ("gevraagd", "niet_uitgebracht"):
        messages.error(request, "Er wordt nu geen advies gevraagd over dit onderwerp.")
        return redirect(advies)
    form = AdviseerForm(request.POST or None, request.FILES or None, instance=advies)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        _meld_uitgebracht(request, advies)
        return redirect(advies)
    context = {"advies": advies, "platform": advies.platform, "form": form, "namens": request.user.is_ambtenaar}
    return render(request, "signalen/advies_geven.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ongevraagd(request, slug):
    """A platform gives advice that nobody asked for."""
    platforms = Platform.objects.zichtbaar_voor(request.user).actief().prefetch_gebieden()
    platform = get_object_or_404(platforms, slug=slug)
    if not mag_adviseren(request.user, platform):
        raise GeenRecht("Advies uitbrengen")
    form = OngevraagdForm(request.POST or None, request.FILES or None, platform=platform)
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_valid()):
        try:
            advies = form.bewaar(door=request.user)
        except ValidationError as fout:
            form.add_error(None, fout)
        else:
            _meld_uitgebracht(request, advies)
            return redirect(advies)
    context = {"platform": platform, "form": form, "namens": request.user.is_ambtenaar}
    return render(request, "signalen/advies_geven.html", context, status=422 if form.errors else 200)


# The college answers --------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reactie(request, pk):
    """Prepared by who works on it; recorded by who may decide."""
    advies = _haal(request, pk, "voorbereiden")
    if advies.status != "uitgebracht":
        messages.error(request, "Een reactie kan nu niet: er is geen advies dat daarop wacht.")
        return redirect(advies)
    mag_vastleggen = advies.heeft_recht(request.user, "beantwoorden")
    if "vastleggen" in request.POST and not mag_vastleggen:
        raise GeenRecht("Reactie vastleggen")
    # The page first shows what recording asks for; a concept may leave it open.
    vastleggen = "vastleggen" in request.POST if request.method == "POST" else mag_vastleggen
    form = ReactieForm(request.POST or None, instance=advies, vastleggen=vastleggen)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(
            request,
            f"Vastgelegd. {advies.platform} krijgt bericht."
            if advies.is_beantwoord
            else "Bewaard als concept. Alleen medewerkers van de gemeente zien het.",
        )
        return redirect(advies)
    context = {"advies": advies, "form": form, "mag_vastleggen": mag_vastleggen}
    return render(request, "signalen/advies_reactie.html", context, status=422 if form.errors else 200)


# Documents ------------------------------------------------------------------------


@require_POST
@login_required
def stuk_nieuw(request, pk):
    advies = _haal(request, pk)
    delen = [deel for deel in ("vraag", "advies", "reactie") if advies.mag_stuk(request.user, deel)]
    if not delen:
        raise GeenRecht("Stuk toevoegen")
    form = StukForm(request.POST, request.FILES, delen=delen, auto_id="stuk_%s")
    if not (form.is_al_verstuurd() or form.is_valid()):
        return _toon(request, advies, stukform=form, status=422)
    form.bewaar(advies, door=request.user)
    messages.success(request, "Het stuk is toegevoegd.")
    return redirect(advies)


@require_POST
@login_required
def stuk_weg(request, pk, stuk_pk):
    advies = _haal(request, pk)
    stuk = get_object_or_404(advies.stukken, pk=stuk_pk)
    if not advies.mag_stuk(request.user, stuk.bij):
        raise GeenRecht("Stuk weghalen")
    ruim_op(Adviesstuk().bestand, stuk.bestand.name)
    stuk.delete()
    advies.noteer(stuk.naam, door=request.user, soort="stuk_weg")
    messages.success(request, f"‘{stuk.naam}’ is weggehaald.")
    return redirect(advies)
