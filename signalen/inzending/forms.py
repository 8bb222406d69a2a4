"""The public form: what is going on, where, a photo, and who tells it (domain.md §3.1)."""

from django import forms
from django.db import IntegrityError, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.gebied.plaatsbepaling import gebied_op
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig
from signalen.foto.beeld import haal_op, laat_wachten, lees_ticket
from signalen.foto.models import Foto
from signalen.foto.velden import FotosVeld, schoongemaakt
from signalen.signaal.models import Signaal

from .models import Inzending, lees_formuliersleutel, nieuwe_formuliersleutel

MAX_FOTOS = 5
MAX_TEKST = 5000


class AlGedaan(Exception):
    """This very form was sent before: ``signaal`` came of it."""

    def __init__(self, signaal):
        super().__init__()
        self.signaal = signaal


class Themakeuze(forms.ChoiceField):
    """The themes of the profile, with none chosen beforehand."""

    def __init__(self, **kwargs):
        super().__init__(choices=lambda: [("", _("Kies een onderwerp")), *huidig().keuzes("themas")], **kwargs)


class SignaalDoorgevenForm(forms.Form):
    tekst = forms.CharField(
        label=gettext_lazy("Wat is er aan de hand?"),
        help_text=gettext_lazy("Vertel wat u ziet of hoort, en wat u graag anders wilt."),
        max_length=MAX_TEKST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Vertel in een paar woorden wat er aan de hand is.")},
    )
    thema = Themakeuze(
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
    naam = forms.CharField(
        label=gettext_lazy("Uw naam"), max_length=120, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("Dan mailen wij u het antwoord."),
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

    bewaarmelding = ""

    def __init__(self, *args, platform=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.platform = platform
        self.initial.setdefault("formulier", nieuwe_formuliersleutel())
        if self.is_bound:
            tickets = [(t, lees_ticket(t)) for t in self.data.getlist("bewaard")[:MAX_FOTOS]]
            self.fields["bewaard"].choices = [(t, found[1]) for t, found in tickets if found]
            self._houd_alleen_geldige([t for t, found in tickets if found])

    def _houd_alleen_geldige(self, tickets):
        """A ticket that is used or too old is left out; a page that we did not give out gets a fresh key."""
        self.data = self.data.copy()
        self.data.setlist("bewaard", tickets)
        self.heeft_sleutel = lees_formuliersleutel(self.data.get("formulier")) is not None
        if not self.heeft_sleutel:
            self.data["formulier"] = nieuwe_formuliersleutel()

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

    def clean(self):
        data = super().clean()
        if not self.heeft_sleutel:
            self.add_error(None, _("De pagina was verlopen. Uw tekst staat er nog. Verstuur het formulier opnieuw."))
        data["punt"] = self._punt(data)
        if not self.errors.keys() & {"lat", "lon", "gebied", "plaats"}:
            self._bepaal_gebied(data)
        return data

    def _punt(self, data):
        lat, lon = data.get("lat"), data.get("lon")
        return None if data.get("zonder_punt") or lat is None or lon is None else (lon, lat)

    def _bepaal_gebied(self, data):
        """The smallest area that holds the point; else the chosen one; else what the words say."""
        if not (data["punt"] or data.get("gebied") or data.get("plaats")):
            self.add_error("gebied", _("Vertel waar het is: kies een plaats, vul een plek in of wijs de kaart aan."))
            return
        found = gebied_op(*data["punt"]) if data["punt"] else None
        if data["punt"] and found is None and Gebied.objects.lopend().exclude(grens=None).exists():
            self.add_error(
                "lat",
                _("Het punt op de kaart ligt buiten %(gemeente)s. Wijs een andere plek aan, of verstuur zonder punt.")
                % {"gemeente": huidig().naam},
            )
            return
        self.gebied = found or data.get("gebied") or Gebied.objects.in_woorden(data.get("plaats", ""))
        if self.gebied is None:
            self.add_error("gebied", _("Er zijn nog geen gebieden ingesteld. Neem contact op met de gemeente."))

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
            gebied=self.gebied,
            plaats=data["plaats"],
            lon=lon,
            lat=lat,
            platform=self.platform,
            bron="platform" if self.platform else "formulier",
            melder={naam: data[naam] for naam in ("naam", "email", "telefoon")},
            is_verdacht=self.is_verdacht,
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
