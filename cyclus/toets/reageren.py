"""The form on which people say what they recognise: several parts at once, no account, no script."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedswerk.eenmalig import EenmaligForm

from .delen import GEHEEL
from .reactie import Toetsreactie

LANGSTE = 2000
NAMENS = "platform:"


class ReageerForm(EenmaligForm):
    """Two fields for each part (``oordeel_<deel>`` and ``tekst_<deel>``), one for the whole, and who it is."""

    wie = forms.ChoiceField(label=gettext_lazy("Ik ben"), widget=forms.RadioSelect)
    # Nobody sees this field: what fills it in is a machine.
    onderwerp = forms.CharField(required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args, hoofdstukken, platforms=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.hoofdstukken, self.platforms = hoofdstukken, {platform.pk: platform for platform in platforms}
        namens = [(f"{NAMENS}{pk}", _("Namens %(platform)s") % {"platform": p}) for pk, p in self.platforms.items()]
        self.fields["wie"].choices = [*namens, *(keuze for keuze in Toetsreactie.WIE if keuze[0] != "platform")]
        if namens:
            self.initial.setdefault("wie", namens[0][0])
        for hoofdstuk in hoofdstukken:
            self._voeg_toe(hoofdstuk.anker, hoofdstuk.naam)
        self._voeg_toe(GEHEEL, _("Wat missen wij?"), alleen_tekst=True)

    def _voeg_toe(self, deel, naam, alleen_tekst=False):
        if not alleen_tekst:
            self.fields[f"oordeel_{deel}"] = forms.ChoiceField(
                label=_("Herkent u dit? %(deel)s") % {"deel": naam},
                choices=Toetsreactie.OORDELEN,
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields[f"tekst_{deel}"] = forms.CharField(
            label=naam if alleen_tekst else _met_deel(_("Wat klopt er niet, of wat wilt u erbij zeggen?"), naam),
            max_length=LANGSTE,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def delen(self):
        """``[(chapter, field of the answer, field of the words), …]`` for the page."""
        return [(h, self[f"oordeel_{h.anker}"], self[f"tekst_{h.anker}"]) for h in self.hoofdstukken]

    def geheel(self):
        return self[f"tekst_{GEHEEL}"]

    def clean(self):
        data = super().clean()
        for hoofdstuk in self.hoofdstukken:
            tekst = data.get(f"tekst_{hoofdstuk.anker}", "").strip()
            if tekst and not data.get(f"oordeel_{hoofdstuk.anker}"):
                self.add_error(f"oordeel_{hoofdstuk.anker}", _("Kies ook of u dit herkent: ja, deels of nee."))
        if not self.errors and not self._gevuld():
            raise ValidationError(_("U heeft nog niets ingevuld. Kies bij één onderwerp of u het herkent."))
        return data

    def _gevuld(self):
        """``[(part, answer, words), …]`` of what was filled in."""
        alles = [*(h.anker for h in self.hoofdstukken), GEHEEL]
        velden = ((d, self.cleaned_data.get(f"oordeel_{d}"), self.cleaned_data[f"tekst_{d}"].strip()) for d in alles)
        return [(deel, oordeel or "", tekst) for deel, oordeel, tekst in velden if oordeel or tekst]

    @property
    def is_verdacht(self):
        return bool(self.cleaned_data.get("onderwerp"))

    def bewaar(self, toets, *, is_gehoord=False):
        """One set of reactions, however often it is sent. Raises ``ValidationError`` when the toets just closed."""
        return self.eenmaal(lambda: self._leg_vast(toets, is_gehoord))

    def _leg_vast(self, toets, is_gehoord):
        # Whoever closes or adopts at this moment waits, or was first.
        toets.analyse = toets.analyse.houd_vast()
        toets.refresh_from_db(fields=["gesloten_op", "opent_datum", "sluit_datum"])
        if not (is_gehoord or toets.is_open):
            raise ValidationError(_("De toets is net gesloten. Uw reactie is niet bewaard."))
        wie = self.cleaned_data["wie"]
        platform = self.platforms[int(wie.removeprefix(NAMENS))] if wie.startswith(NAMENS) else None
        wie = "platform" if platform else wie
        vast = {"toets": toets, "wie": wie, "platform": platform, "is_gehoord": is_gehoord}
        reacties = [
            Toetsreactie(deel=deel, oordeel=oordeel, tekst=tekst, **vast) for deel, oordeel, tekst in self._gevuld()
        ]
        for reactie in reacties:
            reactie.save()
        return reacties[0]


def _met_deel(vraag, deel):
    """The same question at every part: who hears the page hears at which."""
    return format_html('{} <span class="gw-alleen-lezer">({})</span>', vraag, deel)


class GehoordForm(ReageerForm):
    """The same, written down by an official: what was said in one conversation, or one table of an evening."""

    def __init__(self, *args, platforms=(), **kwargs):
        super().__init__(*args, platforms=platforms, **kwargs)
        self.fields["wie"].label = "Wie vertelde het"
        self.initial.pop("wie", None)
