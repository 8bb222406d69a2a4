"""What is asked: six criteria (U, "Doelen en meetpunten"), in words that fit who is asked."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from gebiedswerk.profiel import huidig

GROEPEN = [
    ("bewoners", _("Bewoners")),
    ("platforms", _("Platforms")),
    ("partners", _("Partners")),
    ("initiatiefnemers", _("Initiatiefnemers")),
    ("ambtenaren", _("Medewerkers van de gemeente")),
]
LAAGST, HOOGST = 1, 5
# From here on somebody agrees.
EENS = 4
# Chosen by who cannot say; it is stored nowhere.
WEET_NIET = "weet_niet"
SCHAAL = [
    ("5", _("Helemaal mee eens")),
    ("4", _("Mee eens")),
    ("3", _("Niet eens en niet oneens")),
    ("2", _("Niet mee eens")),
    ("1", _("Helemaal niet mee eens")),
    (WEET_NIET, _("Weet ik niet")),
]


@dataclass(frozen=True)
class Criterium:
    """``naam`` is for who reads the results; ``vraag`` for everybody whose group has no wording in ``anders``."""

    code: str
    naam: str
    vraag: str
    anders: dict = field(default_factory=dict)

    @property
    def titel(self):
        return self.naam % _woorden()

    def vraag_aan(self, groep):
        return self.anders.get(groep, self.vraag) % _woorden()


def _woorden():
    profiel = huidig()
    woorden = {"medewerker": profiel.woorden["gebiedsmedewerker"], "gebieden": profiel.woorden["gebieden"]}
    return woorden | {"het_gebied": profiel.de("gebied")}


CRITERIA = [
    Criterium(
        "hele_gemeente",
        "De hele gemeente werkt vanuit %(het_gebied)s",
        _("De hele gemeente denkt mee over mijn buurt, niet maar één afdeling."),
        {
            "partners": _("Alle afdelingen van de gemeente werken samen in de %(gebieden)s waar wij werken."),
            "ambtenaren": _("Mijn afdeling gaat uit van wat er in de %(gebieden)s nodig is."),
        },
    ),
    Criterium(
        "medewerker",
        "De %(medewerker)s werkt professioneel",
        _("De %(medewerker)s is goed te bereiken en doet wat is afgesproken."),
        {
            "partners": _("De %(medewerker)s weet wat er speelt en brengt de juiste mensen bij elkaar."),
            "ambtenaren": _("De %(medewerker)s weet wat er speelt en helpt mijn afdeling verder."),
        },
    ),
    Criterium(
        "open",
        "Afwegingen zijn open en duidelijk",
        _("De gemeente legt uit wat zij besluit en waarom."),
        {
            "platforms": _("De gemeente legt uit wat zij met ons advies doet en waarom."),
            "initiatiefnemers": _("De gemeente legt uit wat wel en niet kan met mijn idee, en waarom."),
            "ambtenaren": _("Wij leggen aan inwoners uit wat wij besluiten en waarom."),
        },
    ),
    Criterium(
        "participatie",
        "Meedoen is de leidraad",
        _("De gemeente vraagt inwoners om mee te denken voordat zij iets besluit."),
        {
            "platforms": _("De gemeente vraagt ons op tijd om advies."),
            "partners": _("De gemeente betrekt inwoners en ons voordat zij iets besluit."),
            "initiatiefnemers": _("De gemeente geeft mij de ruimte om mijn idee zelf uit te voeren."),
            "ambtenaren": _("Wij betrekken inwoners voordat wij iets besluiten."),
        },
    ),
    Criterium(
        "samenwerken",
        "De samenwerking met anderen is goed",
        _("De gemeente werkt goed samen met anderen in de buurt, zoals verenigingen, de politie en de zorg."),
        {
            "platforms": _("De gemeente werkt goed met ons samen."),
            "partners": _("De gemeente werkt goed met ons samen."),
            "initiatiefnemers": _("De gemeente helpt mij om met anderen samen te werken."),
            "ambtenaren": _("Wij werken goed samen met anderen in de %(gebieden)s."),
        },
    ),
    Criterium(
        "zichtbaar",
        "Er wordt zichtbaar gewerkt aan wat belangrijk is",
        _("Ik zie dat de gemeente werkt aan wat in mijn buurt het belangrijkst is."),
        {
            "partners": _("Wij zien dat de gemeente werkt aan wat in de %(gebieden)s het belangrijkst is."),
            "ambtenaren": _("Wij werken aan wat in de %(gebieden)s het belangrijkst is."),
        },
    ),
]
CODES = [criterium.code for criterium in CRITERIA]
