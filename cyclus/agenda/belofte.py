"""Asking a party for its promise, and what it answers: by link or by account, with a name and a day."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cyclus.agenda.bijdrage import CODE, LEVEND, Bijdrage
from cyclus.agenda.vaststelling import eis_concept
from gebieden.rechten import heeft_recht
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.termijnen import herinnerstap
from gebiedswerk.tijdlijn import schrijf


def afdruk(tekst):
    """A short name for these words: a page that was opened before they changed has another one."""
    return hashlib.sha256(tekst.encode()).hexdigest()[:12]


def _vers(bijdrage):
    """The row as it is now, locked; call it in a transaction."""
    locked = Bijdrage.objects.select_for_update().get(pk=bijdrage.pk)
    locked.doel = bijdrage.doel
    locked.doel.agenda.refresh_from_db(fields=["status"])
    return locked


# Asking -------------------------------------------------------------------


def vraag(bijdrage, *, door):
    """Ask this party whether the promise is right. Returns False when it was asked in these words today already."""
    agenda = bijdrage.agenda
    if not agenda.heeft_recht(door, "behandelen"):
        raise GeenRecht("Om bevestiging vragen")
    with transaction.atomic():
        bijdrage = _vers(bijdrage)
        if agenda.status not in LEVEND:
            raise ValidationError(f"{huidig().deze('agenda').capitalize()} is vervangen door een nieuwere versie.")
        if bijdrage.is_beloofd:
            raise ValidationError(f"{bijdrage.partij} heeft dit al toegezegd.")
        if bijdrage.antwoord:
            raise ValidationError(f"{bijdrage.partij} heeft al geantwoord. Pas eerst de belofte aan.")
        if not bijdrage.is_bereikbaar:
            raise ValidationError(f"Vul bij {bijdrage.partij} eerst een e-mailadres, afdeling of platform in.")
        if bijdrage.is_gevraagd and timezone.localdate(bijdrage.gevraagd_op) == timezone.localdate():
            return False
        bijdrage.vraag_klaar(door)
        schrijf(agenda, "belofte_gevraagd", door=door, tekst=f"Aan {bijdrage.partij}: “{bijdrage.belofte}”")
        _mail(bijdrage, f"belofte:{bijdrage.pk}:{bijdrage.gevraagd_op:%Y%m%d%H%M%S%f}")
    return True


def vraag_alle(agenda, *, door):
    """Ask every party that was not asked in these words. Returns who was asked."""
    if not agenda.heeft_recht(door, "behandelen"):
        raise GeenRecht("Om bevestiging vragen")
    with transaction.atomic():
        rows = Bijdrage.objects.te_vragen().filter(doel__agenda=agenda).select_related("doel__agenda__gebied")
        return [bijdrage for bijdrage in rows if vraag(bijdrage, door=door)]


def _mail(bijdrage, sleutel, is_herinnering=False):
    """By link to the address of the party; a platform without one reads it in its own account."""
    if bijdrage.email:
        ontvangers = {bijdrage.email: bijdrage.link_url(CODE)}
    elif bijdrage.platform_id:
        ontvangers = dict.fromkeys(bijdrage.platform.adressen(), bijdrage.account_url())
    else:
        return  # a department has it in its list of work
    for adres, pad in ontvangers.items():
        stuur(
            adres,
            f"{'Herinnering: k' if is_herinnering else 'K'}lopt deze belofte? {bijdrage.doel}",
            "post/belofte_vraag.txt",
            sleutel=f"{sleutel}:{adres}"[:200],
            over=bijdrage,
            bijdrage=bijdrage,
            agenda=bijdrage.agenda,
            url=f"{settings.SITE_URL}{pad}",
            met_link=bool(bijdrage.email),
            is_herinnering=is_herinnering,
        )


def herinner(bijdrage, dag):
    """Remind a party that did not answer, once per step."""
    stap = herinnerstap(bijdrage.uiterlijk, dag)
    if stap is not None and timezone.localdate(bijdrage.gevraagd_op) < dag:
        _mail(bijdrage, f"belofte-herinnering:{bijdrage.pk}:{bijdrage.uiterlijk}:{stap}", is_herinnering=True)


# Answering ----------------------------------------------------------------


def antwoord(bijdrage, keuze, *, naam, reactie="", via, tekst, door=None):
    """What the party says to the words ``tekst`` (their ``afdruk``). The same answer again changes nothing.

    Raises ``ValidationError`` when the words changed since, or when somebody else answered before.
    """
    with transaction.atomic():
        bijdrage = _vers(bijdrage)
        if bijdrage.antwoord == keuze and bijdrage.antwoord_door == naam:
            return bijdrage
        if bijdrage.antwoord or bijdrage.is_beloofd:
            wie = bijdrage.beloofd_door or bijdrage.antwoord_door
            raise ValidationError(f"{wie} heeft hier al op geantwoord.", code="al_beantwoord")
        if not bijdrage.kan_antwoorden() or tekst != afdruk(bijdrage.belofte):
            raise ValidationError("De tekst is net veranderd.", code="veranderd")
        bijdrage.antwoord, bijdrage.reactie, bijdrage.beloofd_via = keuze, reactie, via
        bijdrage.antwoord_door, bijdrage.antwoord_op = naam, timezone.localdate()
        if keuze == "ja":
            bijdrage.beloofd_door, bijdrage.beloofd_op = naam, bijdrage.antwoord_op
        bijdrage.save()
        zin = {"ja": "zegt toe", "anders": "wil het anders", "nee": "doet dit niet"}[keuze]
        woorden = f"\n“{reactie}”" if reactie else ""
        wie = "" if door else f"{naam} ({bijdrage.partij})"
        schrijf(
            bijdrage.agenda,
            "belofte_beantwoord",
            door=door,
            wie=wie,
            tekst=f"{bijdrage.partij} {zin}: “{bijdrage.belofte}”{woorden}",
        )
        if keuze != "ja":
            _meld(bijdrage)
    return bijdrage


def _meld(bijdrage):
    """Tell who asked that it was not a plain yes, while they may work on it."""
    vrager = bijdrage.gevraagd_door
    if not (vrager and vrager.is_active and vrager.email):
        return
    if heeft_recht(vrager, "behandelen", {bijdrage.agenda.gebied_id}):
        stuur(
            vrager.email,
            f"{bijdrage.partij}: {bijdrage.get_antwoord_display().lower()}",
            "post/belofte_antwoord.txt",
            sleutel=f"belofte-antwoord:{bijdrage.pk}:{bijdrage.gevraagd_op:%Y%m%d%H%M%S%f}",
            over=bijdrage.agenda,
            bijdrage=bijdrage,
            aan=vrager,
            pad=reverse("cyclus:doel", args=[bijdrage.doel_id]),
        )


# After the answer ---------------------------------------------------------


def neem_over(bijdrage, *, door):
    """What they want to do instead becomes the promise, said by them on the day they said it."""
    with transaction.atomic():
        eis_concept(bijdrage.agenda, door)
        bijdrage = _vers(bijdrage)
        if bijdrage.is_beloofd:
            return bijdrage
        if bijdrage.antwoord != "anders":
            raise ValidationError(f"{bijdrage.partij} heeft geen andere belofte voorgesteld.")
        bijdrage.agenda.wijzig(door, f"{bijdrage.partij} belooft: “{bijdrage.reactie}”. Dit was: “{bijdrage.belofte}”.")
        bijdrage.belofte = bijdrage.gevraagde_belofte = bijdrage.reactie
        bijdrage.beloofd_door, bijdrage.beloofd_op = bijdrage.antwoord_door, bijdrage.antwoord_op
        bijdrage.antwoord, bijdrage.reactie = "ja", ""
        bijdrage.versie += 1
        bijdrage.save()
    return bijdrage


def bewaar_wijziging(form, *, door):
    """Store an edited contribution. New words for what was answered ask again; the old words stay in the timeline.

    Another address gets a link of its own, and the old one opens nothing any more.
    Returns True when the party is asked again.
    """
    with transaction.atomic():
        agenda = form.instance.doel.agenda
        eis_concept(agenda, door)
        was = Bijdrage.objects.get(pk=form.instance.pk)
        is_changed = form.cleaned_data["belofte"] != was.belofte
        agenda.wijzig(door, f"Bijdrage wijzigen: {was.partij}")
        if is_changed and (was.antwoord or was.is_beloofd):
            wie = was.beloofd_door or was.antwoord_door
            dag = was.beloofd_op or was.antwoord_op
            gezegd = {"ja": "toegezegd", "anders": "anders gewild", "nee": "geweigerd"}[was.antwoord or "ja"]
            schrijf(
                agenda,
                "belofte_veranderd",
                door=door,
                tekst=f"{was.partij}. Dit was: “{was.belofte}” ({gezegd} door {wie} op {dag:%d-%m-%Y}). "
                f"Nu: “{form.cleaned_data['belofte']}”.",
            )
            form.instance.eerdere_belofte = was.belofte
            form.instance.vraag_opnieuw()
        is_moved = form.cleaned_data["email"] != was.email
        if is_moved:
            form.instance.vergeet_link()
        bijdrage = form.bewaar(door=door)
        was_asked = bool(was.gevraagd_op or was.antwoord)
        must_ask = was_asked and bijdrage.is_bereikbaar and (is_changed or (is_moved and not was.antwoord))
        return must_ask and vraag(bijdrage, door=door)
