"""Holding a round: setting it up, asking people, reminding, opening and closing."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.gebied.models import Gebied
from gebieden.scope import haal
from gebieden.toegang import vereist
from gebiedswerk.profiel import huidig
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht

from .adressen import Plekken, bronnen
from .criteria import CRITERIA, GROEPEN
from .forms import AdressenForm, BronnenForm, CodesForm, OnderzoekForm, OnderzoekNieuwForm
from .models import Onderzoek
from .rondes import voorstel


def mag_voeren(persoon):
    return Onderzoek(gebied=_gemeente()).heeft_recht(persoon, "voeren")


def _gemeente():
    return Gebied.objects.filter(ouder=None).defer("grens", "omschrijving").order_by("pk").first()


def _ronde(request, pk):
    return haal(Onderzoek.objects.voor_lijst(), request.user, pk, "voeren")


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("meelezen")
def nieuw(request):
    gemeente = _gemeente()
    onderzoek = Onderzoek(gebied=gemeente)
    if not onderzoek.heeft_recht(request.user, "voeren"):
        raise GeenRecht("Nieuw onderzoek")
    titel = f"Hoe werkt {huidig().naam} in uw buurt? {timezone.localdate().year}"[:120]
    form = OnderzoekNieuwForm(request.POST or None, instance=onderzoek, initial={"titel": titel})
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_valid()):
        return redirect(form.bewaar_eenmaal(door=request.user).beheer_url())
    context = {"form": form, "voorstel": voorstel(timezone.localdate().year)}
    return render(request, "cyclus/onderzoek_nieuw.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def beheer(request, pk):
    onderzoek = _ronde(request, pk)
    context = {
        "onderzoek": onderzoek,
        "stand": _stand(onderzoek),
        "overgangen": onderzoek.overgangen_voor(request.user),
        "criteria": [(c.titel, [(naam, c.vraag_aan(code)) for code, naam in GROEPEN]) for c in CRITERIA],
        "te_herinneren": onderzoek.uitnodigingen.te_herinneren().count(),
        "nieuwe_woorden": onderzoek.is_gesloten
        and onderzoek.antwoorden.filter(moderatie="nieuw").exclude(open_antwoord="").count(),
    }
    return render(request, "cyclus/onderzoek_beheer.html", context)


def _stand(onderzoek):
    """Per group how many were asked and how many links were used; who, nobody sees."""
    rows = onderzoek.uitnodigingen.order_by().values("groep")
    mail, papier = Count("pk", filter=~Q(email="")), Count("pk", filter=Q(email=""))
    found = {r["groep"]: r for r in rows.annotate(mail=mail, papier=papier, ja=Count("pk", filter=Q(is_gebruikt=True)))}
    leeg = {"mail": 0, "papier": 0, "ja": 0}
    return [(naam, found.get(code, leeg)) for code, naam in GROEPEN]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, pk):
    onderzoek = _ronde(request, pk)
    if onderzoek.is_voorbij:
        messages.error(request, "Dit onderzoek is voorbij. Er valt niets meer te wijzigen.")
        return redirect(onderzoek.beheer_url())
    form = OnderzoekForm(request.POST or None, instance=onderzoek)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(onderzoek.beheer_url())
    context = {"onderzoek": onderzoek, "form": form, "kop": "Wijzigen"}
    return render(request, "cyclus/onderzoek_formulier.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def status(request, pk):
    onderzoek = haal(Onderzoek.objects.voor_lijst(), request.user, pk)
    zet_stap(request, onderzoek)
    return redirect(onderzoek.beheer_url())


def _nodig_uit(request, onderzoek, form):
    """True when they were added; a round that closed in the meantime is said on the form."""
    adressen = form.als_adressen()
    try:
        nieuw = onderzoek.nodig_uit(adressen, door=request.user)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return False
    al = len(adressen) - nieuw
    tekst = f"{nieuw} {'mens' if nieuw == 1 else 'mensen'} toegevoegd."
    messages.success(request, f"{tekst} {al} {'stond' if al == 1 else 'stonden'} er al." if al else tekst)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def uitnodigen(request, pk):
    """From the addresses that we have and may use."""
    onderzoek, plekken = _ronde(request, pk), Plekken()
    onze = list(bronnen(plekken))
    form = BronnenForm(request.POST if request.method == "POST" else None, bronnen=onze)
    if request.method == "POST" and form.is_valid() and _nodig_uit(request, onderzoek, form):
        return redirect(onderzoek.beheer_url())
    per_bron = [(bron, bron.per_gebied()) for bron in onze]
    rijen = [(g, [aantallen[g.pk] for _bron, aantallen in per_bron]) for g in plekken.keuzes]
    context = {"onderzoek": onderzoek, "form": form, "bronnen": onze, "rijen": rijen}
    return render(request, "cyclus/onderzoek_uitnodigen.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adressen(request, pk):
    """Addresses that somebody brings."""
    onderzoek = _ronde(request, pk)
    post = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AdressenForm(*post, plekken=Plekken())
    if request.method == "POST" and form.is_valid() and _nodig_uit(request, onderzoek, form):
        return redirect(onderzoek.beheer_url())
    context = {"onderzoek": onderzoek, "form": form, "kop": "Adressen toevoegen"}
    return render(request, "cyclus/onderzoek_formulier.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def codes(request, pk):
    onderzoek = _ronde(request, pk)
    form = CodesForm(request.POST if request.method == "POST" else None, plekken=Plekken())
    if request.method == "POST" and form.is_valid():
        try:
            form.maak_eenmaal(onderzoek, door=request.user)
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            messages.success(request, f"{form.cleaned_data['aantal']} codes gemaakt. U kunt ze nu afdrukken.")
            return redirect("cyclus:onderzoek_codes", pk)
    context = {"onderzoek": onderzoek, "form": form, "bladen": [] if onderzoek.is_voorbij else _bladen(onderzoek)}
    return render(request, "cyclus/onderzoek_codes.html", context, status=422 if form.errors else 200)


def _bladen(onderzoek):
    """The sheets that can be printed: per group and area what was not used yet."""
    rows = onderzoek.uitnodigingen.op_papier().filter(is_gebruikt=False).order_by("groep", "gebied__naam")
    rows = rows.values("groep", "gebied__slug", "gebied__naam").annotate(aantal=Count("pk"))
    return [{**row, "naam": dict(GROEPEN)[row["groep"]]} for row in rows]


@never_cache
@require_safe
@login_required
def codeblad(request, pk, groep, gebied):
    """A sheet to print and cut: every code that was not used yet."""
    onderzoek = _ronde(request, pk)
    rows = onderzoek.uitnodigingen.op_papier().filter(groep=groep, gebied__slug=gebied, is_gebruikt=False)
    # In no order that says which was made, or handed out, first.
    papier = list(rows.select_related("gebied").order_by("code_hash"))
    if onderzoek.is_voorbij or not papier:
        raise Http404
    codes = [_in_stukken(u.code()) for u in papier]
    context = {"onderzoek": onderzoek, "codes": codes, "groep": dict(GROEPEN)[groep], "gebied": papier[0].gebied}
    context["adres"] = f"{settings.SITE_URL}{reverse('cyclus:onderzoek_code')}".partition("://")[2].rstrip("/")
    return render(request, "cyclus/onderzoek_codeblad.html", context)


def _in_stukken(code):
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


@require_POST
@login_required
def herinneren(request, pk):
    onderzoek = _ronde(request, pk)
    try:
        onderzoek.herinner(door=request.user)
        messages.success(request, "De herinneringen gaan nu de deur uit. Iedereen krijgt er hooguit één.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(onderzoek.beheer_url())
