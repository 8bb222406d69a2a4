"""The sociale kaart: for everybody what was agreed to publish, for officials all of it, for the owner their own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.models import Contact, Gebied
from gebieden.rechten import gebieden_met_recht
from gebieden.scope import haal
from gebieden.toegang import vereist
from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.stap import zet_stap

from .filters import ContactFilter, Kaartlijst
from .forms import ContactForm, ContactNieuwForm, KloptDitNogForm

KOP = [
    *("Naam", "Soort", "Vorm", "Onderwerpen", "Gebieden", "Omschrijving", "Contactpersoon", "Telefoon", "E-mailadres"),
    *("Website", "Adres", "Mag openbaar", "Nagelopen op"),
]


@require_safe
def sociale_kaart(request):
    """For everybody: only fields whose owner agreed."""
    filter = Kaartlijst(request.GET, queryset=Contact.objects.openbaar())
    pagina = blader(filter.qs, request, met=Contact.objects.voor_lijst())
    context = {"filter": filter, "pagina": pagina, "contacten": [c.openbaar_deel() for c in pagina]}
    return render(request, "gebieden/sociale_kaart.html", context)


def _filter(request):
    return ContactFilter(request.GET, queryset=Contact.objects.zichtbaar_voor(request.user))


@require_safe
@vereist("meelezen")
def lijst(request):
    filter = _filter(request)
    context = {
        "filter": filter,
        "pagina": blader(filter.qs, request, met=Contact.objects.voor_lijst()),
        "mag_nieuw": bool(gebieden_met_recht(request.user, "behandelen")),
    }
    return render(request, "gebieden/contact_lijst.html", context)


@require_safe
@vereist("meelezen")
def export(request):
    rijen = (_regel(contact) for contact in _filter(request).qs.voor_lijst().iterator(chunk_size=500))
    return schrijf_csv(KOP, rijen, "sociale-kaart.csv")


def _regel(c):
    wie = (c.naam, c.get_soort_display(), c.get_vorm_display(), ", ".join(c.thema_namen))
    waar = ", ".join(g.naam for g in c.gebieden.all())
    bereik = (c.contactpersoon, c.telefoon, c.email, c.website, c.adres)
    return (*wie, waar, c.omschrijving, *bereik, ", ".join(c.openbaar), c.gecontroleerd_op)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("behandelen")
def nieuw(request):
    gebieden = Gebied.objects.met_recht(request.user, "behandelen").voor_keuze()
    begin = {"trekkend_gebied": request.user.enig_gebied("behandelen"), "naam": request.GET.get("naam", "")[:150]}
    form = ContactNieuwForm(request.POST or None, gebieden=gebieden, initial=begin)
    if request.method == "POST" and form.is_valid():
        contact = form.bewaar_eenmaal(door=request.user)
        messages.success(request, f"{contact} staat op de sociale kaart.")
        return redirect(contact)
    return render(request, "gebieden/contact_nieuw.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@login_required
def contact(request, pk):
    contact = haal(Contact.objects.voor_lijst(), request.user, pk)
    context = {
        "contact": contact,
        "mag_behandelen": contact.heeft_recht(request.user, "behandelen"),
        "overgangen": contact.overgangen_voor(request.user),
        "openbaar": contact.openbaar_deel(),
        "is_gevraagd": contact.is_al_gevraagd(timezone.localdate()),
    }
    return render(request, "gebieden/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, pk):
    contact = haal(Contact.objects.voor_lijst(), request.user, pk, "behandelen")
    gebieden = Gebied.objects.met_recht(request.user, "behandelen").voor_keuze()
    form = ContactForm(request.POST or None, instance=contact, gebieden=gebieden)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(contact)
    context = {"contact": contact, "form": form}
    return render(request, "gebieden/contact_bewerken.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def status(request, pk):
    return zet_stap(request, haal(Contact.objects.all(), request.user, pk))


@require_POST
@login_required
def vraag(request, pk):
    """Send them the link again, for instance after a phone call."""
    contact = haal(Contact.objects.actief(), request.user, pk, "behandelen")
    if contact.email:
        contact.vraag(timezone.localdate())
        messages.success(request, f"De link is onderweg naar {contact.email}.")
    else:
        messages.error(request, "Er is geen e-mailadres bekend. Vul dat eerst in.")
    return redirect(contact)


def _met_sleutel(sleutel):
    return get_object_or_404(Contact.objects.voor_lijst(), sleutel=sleutel)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def klopt_dit_nog(request, sleutel):
    """Their own data, for who has the link: no account."""
    contact = _met_sleutel(sleutel)
    form = KloptDitNogForm(request.POST or None, instance=contact)
    if request.method == "POST" and contact.status == "actief" and form.is_bewaard(door=None):
        messages.success(request, _("Bedankt. Wij hebben het bewaard."))
        return redirect(contact.klopt_url())
    status = 422 if form.errors else 200
    response = render(request, "gebieden/klopt_dit_nog.html", {"contact": contact, "form": form}, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_POST
def haal_weg(request, sleutel):
    """They do not want to stand here: what is about them is gone at once."""
    contact = _met_sleutel(sleutel)
    if contact.status == "actief":
        contact.ga_naar("vervallen", wie=contact.naam, toelichting="Zij willen niet op de sociale kaart staan.")
        contact.vergeet_persoon()
    messages.success(request, _("U staat niet meer op onze sociale kaart. Uw gegevens zijn weg."))
    return redirect("gebieden:sociale_kaart")
