"""Taking the people out of signals: by the calendar, and when a reporter asks for it.

What stays is the figure: that there was a signal, where, about what, when, what came of it and which function did it.
Whatever other rooms copied of a signal they take out themselves (``ook_vergeten``).
"""

import re
from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from gebiedswerk import tijdlijn
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht
from gebiedswerk.post import Bericht
from gebiedswerk.tijdlijn import VERGETEN, Gebeurtenis
from signalen.abonnement.models import Abonnement
from signalen.deel.models import Deel, Verdeling
from signalen.foto.models import Foto
from signalen.inzending.models import Inzending
from signalen.melder.models import Melder
from signalen.overdracht.models import Overdracht
from signalen.signaal.models import Signaal
from signalen.waardering.models import Waardering
from signalen.wachten.models import Wachtvraag

from .mailbestanden import wis_mailbestanden
from .models import Inzage
from .verbergen import Verberger

# What hangs on a signal, and its fields with words of or about people.
TEKSTEN = {
    Deel: ("vraag", "antwoord"),
    Verdeling: ("inleiding",),
    Overdracht: ("context", "antwoord"),
    Wachtvraag: ("vraag", "antwoord"),
    Waardering: ("toelichting",),
    Inzage: ("waarom",),
}
# Of the signal itself: what goes in any case, and what stays without its reporter unless it is about people.
EIGEN_WEG = ("antwoord", "reden")
EIGEN_BLIJFT = ("tekst", "openbare_titel", "openbaar_antwoord")
# So much of its head is enough to know a copy of a signal by.
KOPWOORDEN = 10
OOK = []


def ook_vergeten(functie):
    """Register ``functie(ronde)`` for what another room keeps of signals."""
    OOK.append(functie)
    return functie


class Ronde:
    """One act of forgetting over some signals, in one transaction; ``aantallen`` is its report.

    ``geheel``: the term has passed, and every text goes that is not the figure. Otherwise a reporter asked: only what
    is theirs goes, and the signal is handled further.
    """

    def __init__(self, signalen, *, geheel):
        # Held until the end: what somebody writes just now is there before, or comes after.
        self.signalen = list(signalen.select_related("melder").select_for_update(of=("self",)))
        self.pks = [signaal.pk for signaal in self.signalen]
        self.geheel = geheel
        self.aantallen = Counter()
        self.bestanden = []
        self.mails = set()
        self.verbergers = {s.pk: Verberger(getattr(s, "melder", None)) for s in self.signalen}
        self.nummers = {s.nummer: s for s in self.signalen}
        self.per_pk = {s.pk: s for s in self.signalen}

    def voer_uit(self):
        if not self.signalen:
            return self.aantallen
        self._fotos()
        for model, velden in TEKSTEN.items():
            self.teksten(model.objects.filter(signaal__in=self.pks), velden)
        for functie in OOK:
            functie(self)
        for model in (Signaal, *TEKSTEN, *([Abonnement] if self.geheel else [])):
            self.sporen(model, self._pks_van(model))
        self._kopieen()
        self._signalen()
        self._mailsporen()
        self._bestanden()
        return self.aantallen

    def _pks_van(self, model):
        if model is Signaal:
            return {pk: pk for pk in self.pks}
        return dict(model.objects.filter(signaal__in=self.pks).values_list("pk", "signaal_id"))

    # Texts --------------------------------------------------------------------

    def schoon(self, tekst, signaal_pk, *, altijd=True):
        """A text as it may stay. ``altijd``: of no use without the people in it."""
        if not tekst:
            return tekst
        if self.geheel and (altijd or self.per_pk[signaal_pk].is_persoonlijk):
            return VERGETEN
        return self.verbergers[signaal_pk](tekst)

    def teksten(self, rijen, velden, *, altijd=True, signaal="signaal_id"):
        """Clean these fields of rows that belong to a signal."""
        changed = []
        for rij in rijen:
            before = [getattr(rij, veld) for veld in velden]
            for veld, waarde in zip(velden, before, strict=True):
                setattr(rij, veld, self.schoon(waarde, getattr(rij, signaal), altijd=altijd))
            if before != [getattr(rij, veld) for veld in velden]:
                changed.append(rij)
        if changed:
            type(changed[0])._base_manager.bulk_update(changed, velden, batch_size=100)
        self.aantallen["teksten"] += len(changed)

    def sporen(self, model, van):
        """Timeline, mail and documents of things: ``{pk of the thing: pk of the signal}``."""
        if not van:
            return
        soort = ContentType.objects.get_for_model(model)
        over = Q(content_type=soort, object_id__in=van)
        lines = Gebeurtenis.objects.filter(over)
        if not self.geheel:
            theirs = [r.pk for r in lines if self.verbergers[van[r.object_id]].raakt(r.tekst)]
            lines = Gebeurtenis.objects.filter(pk__in=theirs)
        self.aantallen["tijdlijnregels"] += tijdlijn.vergeet(lines)
        self.vergeet_mails(b for b in Bericht.objects.filter(over) if self._hoort_weg(b, van[b.object_id]))
        self.vergeet_documenten(Document.objects.filter(over))

    def _hoort_weg(self, bericht, signaal_pk):
        if self.geheel:
            return True
        adres = self.per_pk[signaal_pk].adres
        raakt = self.verbergers[signaal_pk].raakt
        return (adres and bericht.aan == adres) or raakt(bericht.tekst) or raakt(bericht.onderwerp)

    def _kopieen(self):
        """Words of a signal in the story or the mail of something else: those stand beside its number."""
        if not self.geheel:
            return
        years = {nummer[:4] for nummer in self.nummers}
        names = Q()
        for jaar in years:
            names |= Q(tekst__contains=jaar)
        lines = Gebeurtenis.objects.filter(names).exclude(tekst=VERGETEN).values_list("pk", "tekst")
        theirs = [pk for pk, tekst in lines.iterator() if self._noemt(tekst)]
        self.aantallen["tijdlijnregels"] += tijdlijn.vergeet(Gebeurtenis.objects.filter(pk__in=theirs))
        for jaar in years:
            names |= Q(onderwerp__contains=jaar)
        self.vergeet_mails(b for b in Bericht.objects.filter(names).iterator() if self._noemt(b.tekst + b.onderwerp))

    def _noemt(self, tekst):
        """A number alone says nothing of anybody; with the first words of the signal it does."""
        found = [self.nummers[n] for n in re.findall(r"S\d\d-\d{5,}", tekst) if n in self.nummers]
        return any(s.kop[:KOPWOORDEN] in tekst or self.verbergers[s.pk].raakt(tekst) for s in found)

    # Mail, documents, photos ----------------------------------------------------

    def vergeet_mails(self, berichten):
        """That a mail went out stays; to whom and what it said does not. What had not gone out yet never goes."""
        pks = [b.pk for b in berichten if b.tekst]
        Bericht.objects.filter(pk__in=pks).update(aan="", onderwerp=VERGETEN, tekst="", stop_url="")
        self.mails.update(pks)

    def _mailsporen(self):
        """What a mail server said of an address stands with the work; what went to a folder lies there."""
        Opdracht.objects.filter(sleutel__in=[f"bericht:{pk}" for pk in self.mails]).update(melding="")
        self.aantallen["mails"] += len(self.mails)
        self.aantallen["mailbestanden"] += wis_mailbestanden(self.mails)

    def vergeet_documenten(self, documenten):
        found = list(documenten)
        self.bestanden += [document.bestand.name for document in found]
        Document.objects.filter(pk__in=[document.pk for document in found]).delete()
        self.aantallen["documenten"] += len(found)

    def _fotos(self):
        fotos = Foto.objects.filter(signaal__in=self.pks)
        self.bestanden += fotos.values_list("bestand", flat=True)
        self.aantallen["fotos"] += fotos.count()
        fotos.delete()

    def _bestanden(self):
        """Last in the transaction: what fails before this leaves the files where they were."""
        for naam in filter(None, self.bestanden):
            if default_storage.exists(naam):
                default_storage.delete(naam)
            else:
                self.aantallen["bestanden_ontbraken"] += 1

    # The signal itself ------------------------------------------------------------

    def _signalen(self):
        melders = Melder.objects.filter(signaal__in=self.pks)
        self.aantallen["melders"] += melders.count()
        melders.delete()
        for signaal in self.signalen:
            Signaal.objects.filter(pk=signaal.pk).update(versie=F("versie") + 1, **self._velden(signaal))
        self.aantallen["signalen"] += len(self.signalen)
        if self.geheel:
            Inzending.objects.filter(signaal__in=self.pks).delete()
            self.aantallen["abonnementen"] += Abonnement.objects.filter(signaal__in=self.pks).delete()[0]

    def _velden(self, signaal):
        velden = {veld: self.schoon(getattr(signaal, veld), signaal.pk, altijd=False) for veld in EIGEN_BLIJFT}
        if not self.geheel:
            verberg = self.verbergers[signaal.pk]
            return velden | {veld: verberg(getattr(signaal, veld)) for veld in (*EIGEN_WEG, "plaats")}
        velden |= dict.fromkeys(EIGEN_WEG, "") | {"geanonimiseerd_op": timezone.now()}
        if signaal.is_persoonlijk:
            # Where it was may be somebody's home; in which area stays.
            return velden | {"plaats": "", "lon": None, "lat": None, "openbare_titel": "", "openbaar_antwoord": ""}
        return velden | {"plaats": self.verbergers[signaal.pk](signaal.plaats)}


def vergeet(signalen):
    """The term has passed: the people go out of these signals (a queryset). Returns what went, as a ``Counter``."""
    with transaction.atomic():
        return Ronde(signalen, geheel=True).voer_uit()


def vergeet_melder(signaal):
    """The reporter asks it: contact details, photos and mails go at once; the signal is handled further.

    False when there was nothing any more.
    """
    with transaction.atomic():
        ronde = Ronde(Signaal.objects.filter(pk=signaal.pk), geheel=False)
        if not ronde.signalen[0].is_van_iemand:
            return False
        ronde.voer_uit()
        tijdlijn.schrijf(signaal, "gegevens_verwijderd", wie="de melder", is_openbaar=True)
    return True
