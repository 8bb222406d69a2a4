"""The public form: what is going on, where, a photo, and who tells it (domain.md §3.1)."""

from django import forms
from django.db import IntegrityError, transaction
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from gebieden.adres.zoek import kan_zoeken, zoek_adres
from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.gebied.plaatsbepaling import gebied_op
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig
from signalen.foto.beeld import haal_op, laat_wachten, lees_ticket
from signalen.foto.models import Foto
from signalen.foto.velden import FotosVeld, schoongemaakt
from signalen.signaal.models import Signaal

from .aandacht import gezien_in, over_plek, over_tekst, over_thema
from .adreskeuze import als_waarde, lees_waarde
from .doorverwijzing import VOORVOEGSEL, loket, opvangthema
from .models import Inzending, lees_formuliersleutel, nieuwe_formuliersleutel

MAX_FOTOS = 5
MAX_TEKST = 5000
ALS_INWONER = "inwoner"
# Not empty: then it would be chosen before somebody chose.
GEEN_ADRES = "geen"


class AlGedaan(Exception):
    """This very form was sent before: ``signaal`` came of it."""

    def __init__(self, signaal):
        super().__init__()
        self.signaal = signaal


def themakeuzes():
    """The themes of the profile with none chosen beforehand, and below them what belongs at another counter."""
    elders = _("%(wat)s (meldt u ergens anders)")
    loketten = [(f"{VOORVOEGSEL}{regel['code']}", elders % {"wat": regel["naam"]}) for regel in huidig().loketten]
    return [("", _("Kies een onderwerp")), *huidig().keuzes("themas"), *loketten]


class SignaalDoorgevenForm(forms.Form):
    tekst = forms.CharField(
        label=gettext_lazy("Wat is er aan de hand?"),
        help_text=gettext_lazy("Vertel wat u ziet of hoort, en wat u graag anders wilt."),
        max_length=MAX_TEKST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Vertel in een paar woorden wat er aan de hand is.")},
    )
    thema = forms.ChoiceField(
        choices=themakeuzes,
        label=gettext_lazy("Waar gaat het over?"),
        error_messages={"required": gettext_lazy("Kies het onderwerp dat het beste past.")},
    )
    gebied = GebiedKeuze(
        Gebied.objects.lopend().defer("grens", "omschrijving"),
        label=gettext_lazy("In welke plaats of welk gebied?"),
        required=False,
        empty_label=gettext_lazy("Kies een plaats of gebied"),
        error_messages={"invalid_choice": gettext_lazy("Deze plaats kennen wij niet. Kies er een uit de lijst.")},
    )
    plaats = forms.CharField(
        label=gettext_lazy("Adres of plek"),
        help_text=gettext_lazy("Bijvoorbeeld: Dorpsstraat 12, of bij de speeltuin achter de school."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    adres = forms.ChoiceField(
        label=gettext_lazy("Welk adres bedoelt u?"), required=False, widget=forms.RadioSelect, choices=[]
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    zonder_punt = forms.BooleanField(label=gettext_lazy("Verstuur zonder het punt op de kaart"), required=False)
    fotos = FotosVeld(
        label=gettext_lazy("Foto’s"),
        help_text=gettext_lazy(
            "Hoogstens 5 foto’s van 10 MB (JPEG, PNG of WEBP). Zorg dat er geen mensen herkenbaar op staan."
        ),
    )
    bewaard = forms.MultipleChoiceField(
        label=gettext_lazy("Foto’s die al bewaard zijn"),
        help_text=gettext_lazy("Haal het vinkje weg als u een foto niet wilt meesturen."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    namens = forms.ChoiceField(label=gettext_lazy("Namens wie geeft u dit door?"), required=False, choices=[])
    naam = forms.CharField(
        label=gettext_lazy("Uw naam"), max_length=120, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("U krijgt een mail met een link. Klik daarop, dan mailen wij u het antwoord."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl.")
        },
    )
    telefoon = forms.CharField(
        label=gettext_lazy("Uw telefoonnummer"),
        help_text=gettext_lazy("Als wij u mogen bellen."),
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    # Nobody sees this field; what fills it in is a program.
    onderwerp = forms.CharField(required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}))
    formulier = forms.CharField(required=False, widget=forms.HiddenInput)

    LET_OP = ("tekst", "thema", "plek")
    bewaarmelding = ""
    gekozen_gebied = None

    def __init__(self, *args, platform=None, platforms=(), **kwargs):
        """``platform``: whose own link this is. ``platforms``: those that this person is a member of, to choose."""
        super().__init__(*args, **kwargs)
        self.platform, self.platforms = platform, {str(p.pk): p for p in platforms}
        self._met_namens()
        self.loket = None
        self.gezien = gezien_in(self.data.getlist("gezien")) if self.is_bound else []
        self.initial.setdefault("formulier", nieuwe_formuliersleutel())
        if self.is_bound:
            tickets = [(t, lees_ticket(t)) for t in self.data.getlist("bewaard")[:MAX_FOTOS]]
            self.fields["bewaard"].choices = [(t, found[1]) for t, found in tickets if found]
            self._houd_alleen_geldige([t for t, found in tickets if found])

    def _met_namens(self):
        if not self.platforms:
            del self.fields["namens"]
            return
        namen = [(pk, platform.naam) for pk, platform in self.platforms.items()]
        self.fields["namens"].choices = [*namen, (ALS_INWONER, _("Als inwoner, voor mezelf"))]

    def _houd_alleen_geldige(self, tickets):
        """A ticket that is used or too old is left out; a page that we did not give out gets a fresh key."""
        self.data = self.data.copy()
        self.data.setlist("bewaard", tickets)
        adres = lees_waarde(self.data.get("adres"))
        self.data["adres"] = als_waarde(adres) if adres else ""
        self._kies_uit_adressen([adres])
        self.heeft_sleutel = lees_formuliersleutel(self.data.get("formulier")) is not None
        if not self.heeft_sleutel:
            self.data["formulier"] = nieuwe_formuliersleutel()

    # Address ---------------------------------------------------------------

    def _kies_uit_adressen(self, adressen):
        choices = {als_waarde(adres): adres.weergavenaam for adres in adressen if adres}
        self.fields["adres"].choices = [*choices.items(), (GEEN_ADRES, _("Geen van deze adressen"))] if choices else []

    def zoek_adres(self):
        """Offer what is found for the typed place; a former choice stays only as long as the words begin with it."""
        typed, gekozen = self.data.get("plaats", ""), lees_waarde(self.data.get("adres"))
        if gekozen and typed.startswith(gekozen.weergavenaam):
            return
        self.data["adres"] = ""
        self._kies_uit_adressen(zoek_adres(typed))

    @property
    def kan_zoeken(self):
        return kan_zoeken()

    # Checks ---------------------------------------------------------------

    @cached_property
    def nieuwe_fotos(self):
        return schoongemaakt(self.files.getlist("fotos")[:MAX_FOTOS] if self.files else [])

    def clean_fotos(self):
        good, errors = self.nieuwe_fotos
        number = len(self.files.getlist("fotos") if self.files else []) + len(self.data.getlist("bewaard"))
        if number > MAX_FOTOS:
            errors = [_("U kunt hoogstens %(aantal)s foto’s meesturen.") % {"aantal": MAX_FOTOS}, *errors]
        if errors:
            raise forms.ValidationError(errors)
        return good

    def clean_thema(self):
        """What belongs at another counter is taken in all the same, as the theme that comes closest."""
        self.loket = loket(self.cleaned_data["thema"])
        return opvangthema() if self.loket else self.cleaned_data["thema"]

    def clean_adres(self):
        return lees_waarde(self.cleaned_data["adres"])

    def clean_namens(self):
        """Who did not choose speaks for the first platform that they are a member of."""
        gekozen = self.cleaned_data["namens"] or next(iter(self.platforms))
        self.platform = self.platforms.get(gekozen)
        return gekozen

    def clean(self):
        data = super().clean()
        if not self.heeft_sleutel:
            self.add_error(None, _("De pagina was verlopen. Uw tekst staat er nog. Verstuur het formulier opnieuw."))
        data["punt"] = self._punt(data)
        if (adres := data.get("adres")) and not data.get("plaats", "").startswith(adres.weergavenaam):
            data["plaats"] = adres.weergavenaam
        if not self.errors.keys() & {"lat", "lon", "gebied", "plaats", "adres"}:
            self._bepaal_gebied(data)
        return data

    def _punt(self, data):
        """Of the chosen address, else of the map."""
        adres = data.get("adres")
        lat, lon = (adres.lat, adres.lon) if adres else (data.get("lat"), data.get("lon"))
        return None if data.get("zonder_punt") or lat is None or lon is None else (lon, lat)

    def _bepaal_gebied(self, data):
        """The smallest area that holds the point; else the chosen one; else what the words say."""
        if not (data["punt"] or data.get("gebied") or data.get("plaats")):
            self.add_error("gebied", _("Vertel waar het is: kies een plaats, vul een plek in of wijs de kaart aan."))
            return
        found = gebied_op(*data["punt"]) if data["punt"] else None
        if data["punt"] and found is None and Gebied.objects.lopend().exclude(grens=None).exists():
            self.add_error(
                "adres" if data.get("adres") else "lat",
                _("Het punt op de kaart ligt buiten %(gemeente)s. Wijs een andere plek aan, of verstuur zonder punt.")
                % {"gemeente": huidig().naam},
            )
            return
        self.gekozen_gebied = found or data.get("gebied") or Gebied.objects.in_woorden(data.get("plaats", ""))
        if self.gekozen_gebied is None:
            self.add_error("gebied", _("Er zijn nog geen gebieden ingesteld. Neem contact op met de gemeente."))

    def beperk_fouten(self, velden):
        """What was not asked for yet is not wrong yet: keep the errors of these fields only."""
        self.errors  # noqa: B018 - cleans the form
        self._errors = ErrorDict({naam: fouten for naam, fouten in self.errors.items() if naam in velden})

    # What we say before it is sent --------------------------------------------

    def let_op(self, gezien=()):
        """``{bij: Punt}`` of what is filled in so far; asked of a form that was cleaned."""
        data = self.cleaned_data
        tekst = data.get("tekst", "")
        punten = [over_tekst(tekst), over_thema(self.loket, tekst)]
        punten.append(over_plek(data["punt"], self.gekozen_gebied, data.get("thema"), gezien))
        return {punt.bij: punt for punt in punten if punt}

    def nog_te_zeggen(self, bij=LET_OP):
        """The points that no page showed yet; from now on they count as shown."""
        gezien = set(self.gezien)
        punten = [punt for plek, punt in self.let_op(gezien).items() if plek in bij and not set(punt.codes) <= gezien]
        self.gezien = list(dict.fromkeys([*self.gezien, *(code for punt in punten for code in punt.codes)]))
        return punten

    # Acts -----------------------------------------------------------------

    @property
    def is_verdacht(self):
        """What looks like a program is taken in and marked; a person decides."""
        return bool(self.data.get("onderwerp")) or lees_formuliersleutel(self.data["formulier"])[1]

    def verstuur(self, afzender, persoon=None):
        """Make the signal, all or nothing. Raises ``AlGedaan`` for the second of two clicks."""
        data = self.cleaned_data
        sleutel = lees_formuliersleutel(data["formulier"])[0]
        try:
            with transaction.atomic():
                # First the unique key: a second click waits here, and then hears what came of the first.
                inzending = Inzending.objects.create(afzender_hash=afzender, sleutel=sleutel)
                signaal = self._maak(data, persoon)
                Inzending.objects.filter(pk=inzending.pk).update(signaal=signaal)
        except IntegrityError:
            eerder = Inzending.objects.van_formulier(data["formulier"])
            if eerder is None or eerder.signaal is None:
                raise
            raise AlGedaan(eerder.signaal) from None
        return signaal

    def _maak(self, data, persoon):
        lon, lat = data["punt"] or (None, None)
        signaal = Signaal.objects.neem_aan(
            tekst=data["tekst"],
            thema=data["thema"],
            gebied=self.gekozen_gebied,
            plaats=data["plaats"],
            lon=lon,
            lat=lat,
            platform=self.platform,
            bron="platform" if self.platform else "formulier",
            melder={naam: data[naam] for naam in ("naam", "email", "telefoon")},
            is_verdacht=self.is_verdacht,
            is_persoonlijk=over_tekst(data["tekst"]) is not None,
            taal=get_language() or "nl",
        )
        waiting = [haal_op(ticket) for ticket in data["bewaard"]]
        Foto.objects.leg_vast(signaal, [*filter(None, waiting), *(beeld for _naam, beeld in data["fotos"])])
        signaal.bevestig(persoon)
        return signaal

    def bewaar_fotos(self):
        """Keep the good photos of a form that must be corrected: a browser does not send them again by itself."""
        room = MAX_FOTOS - len(self.data.getlist("bewaard"))
        new = [(laat_wachten(beeld, naam), naam) for naam, beeld in self.nieuwe_fotos[0][: max(room, 0)]]
        self.fields["bewaard"].choices = [*self.fields["bewaard"].choices, *new]
        self.data.setlist("bewaard", [*self.data.getlist("bewaard"), *(ticket for ticket, _naam in new)])
        if new:
            melding = ngettext("Foto bewaard.", "%(aantal)s foto’s bewaard.", len(new))
            self.bewaarmelding = melding % {"aantal": len(new)}
