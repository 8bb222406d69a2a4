"""The same form in steps: what is not in the step at hand goes along in hidden fields."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy


@dataclass(frozen=True)
class Stap:
    code: str
    kop: str
    vraag: str
    velden: tuple
    # The points of attention that are said on leaving this step.
    let_op: tuple = ()

    @property
    def sjabloon(self):
        return f"signalen/_inzending_{self.code}.html"

    @property
    def nummer(self):
        return STAPPEN.index(self) + 1

    @property
    def vorige(self):
        return STAPPEN[self.nummer - 2] if self.nummer > 1 else None

    @property
    def volgende(self):
        return STAPPEN[self.nummer] if self.nummer < len(STAPPEN) else None

    def verborgen(self, form):
        """What other steps ask; files cannot go along, and are kept by then."""
        apart = {*self.velden, "fotos", "onderwerp", "formulier"}
        return [form[naam] for naam in form.fields if naam not in apart]


STAPPEN = [
    Stap("wat", gettext_lazy("Wat"), gettext_lazy("Wat wilt u doorgeven?"), ("tekst", "thema"), ("tekst", "thema")),
    Stap(
        "waar",
        gettext_lazy("Waar"),
        gettext_lazy("Waar is het?"),
        ("gebied", "plaats", "adres", "lat", "lon", "zonder_punt"),
        ("plek",),
    ),
    Stap("fotos", gettext_lazy("Foto’s"), gettext_lazy("Heeft u er een foto van?"), ("bewaard", "fotos")),
    Stap("wie", gettext_lazy("Wie"), gettext_lazy("Wie bent u?"), ("namens", "naam", "email", "telefoon")),
    Stap("klopt", gettext_lazy("Klopt dit?"), gettext_lazy("Klopt dit?"), ()),
]
EERSTE, LAATSTE = STAPPEN[0], STAPPEN[-1]


def vind_stap(code):
    return next((stap for stap in STAPPEN if stap.code == code), None)


def stap_met_fout(form):
    """The first step in which something must be corrected."""
    return next((stap for stap in STAPPEN if form.errors.keys() & set(stap.velden)), LAATSTE)


def overzicht(form):
    """``[(step, [(label, value), …]), …]``: all that will be sent, to look at once more."""
    data, velden = form.cleaned_data, form.fields
    waarden = {naam: data.get(naam) for naam in velden if naam not in ("adres", "lat", "lon", "zonder_punt", "fotos")}
    waarden["thema"] = dict(velden["thema"].choices).get(form.data.get("thema"))
    waarden["bewaard"] = ", ".join(naam for _ticket, naam in velden["bewaard"].choices)
    if "namens" in velden:
        waarden["namens"] = dict(velden["namens"].choices).get(data.get("namens"))
    rijen = []
    for stap in STAPPEN[:-1]:
        gevuld = [(velden[naam].label, waarden[naam]) for naam in stap.velden if waarden.get(naam)]
        if stap.code == "waar" and data.get("punt") and not data.get("adres"):
            gevuld.append((gettext("Op de kaart"), gettext("U wees een plek aan.")))
        rijen.append((stap, gevuld))
    return rijen
