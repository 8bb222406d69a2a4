"""What stands out, as the analysis says it: the sentence, the reason and the uncertainty."""

from math import sqrt

from gebieden.cijfers.opvallend import opvallend, opvallend_in, sterkste
from gebiedswerk.profiel import huidig

from .vorm import Opvallend

MEESTE = 6
MEESTE_JAREN = 3
# A gebied with more of them is judged on its own figures: so many sentences about villages nobody reads.
MEESTE_KERNEN = 12
MEESTE_PER_KERN = 2
MEESTE_VAN_KERNEN = 6
VEROUDERD = 3
# Counts of two years differ by more than chance from here on: once in a hundred times it is chance all the same.
Z_SIGNALEN = 2.58
GENOEG_SIGNALEN = 20


def wat_opvalt(gebied, kernen, themas, signalen, jaar):
    """What came in first, then the area itself, then its kernen; of each the most striking first."""
    regels = {regel.code: regel for thema in themas for regel in thema.regels}
    eigen = _van_gebied(gebied, regels)[:MEESTE]
    van_kernen = _van_kernen(kernen, regels) if len(kernen) <= MEESTE_KERNEN else []
    return (
        *_van_signalen(signalen),
        *(
            Opvallend(huidig().naam_van("themas", p.thema), p.zin, p.reden, onzekerheid(regels[p.code], jaar), sleutel)
            for sleutel, p in (*((p.code, p) for p in eigen), *van_kernen)
        ),
    )


def _van_gebied(gebied, regels):
    """Figures of different sources are of different years: each is judged in its own latest year, once."""
    laatste_jaren = sorted({regel.jaar for regel in regels.values()}, reverse=True)[:MEESTE_JAREN]
    gevonden = [
        punt
        for meetjaar in laatste_jaren
        for punt in opvallend(gebied, meetjaar)
        if punt.code in regels and regels[punt.code].jaar == meetjaar
    ]
    punten = {}
    for punt in sorted(gevonden, key=lambda punt: -punt.z):
        punten.setdefault(punt.code, punt)
    return list(punten.values())


def _van_kernen(kernen, regels):
    """``[(sleutel, punt), …]`` in the year that most figures of the area are of; of each kern a figure once."""
    if not regels:
        return []
    jaren = [regel.jaar for regel in regels.values()]
    meetjaar = max(sorted(set(jaren)), key=jaren.count)
    per_kern = opvallend_in(list(kernen), meetjaar)
    gevonden = []
    for kern in kernen:
        punten = [p for p in sterkste(per_kern[kern.pk]) if p.code in regels and regels[p.code].jaar == meetjaar]
        gevonden += [(sleutel_van_kern(p.code, kern), p) for p in punten[:MEESTE_PER_KERN]]
    return sorted(gevonden, key=lambda paar: -paar[1].z)[:MEESTE_VAN_KERNEN]


def sleutel_van_kern(code, kern):
    return f"{code}@{kern.slug}"


def sleutel_van_signalen(naam):
    """``signalen:<thema>``; counts are kept under the name of their theme."""
    codes = {regel["naam"]: regel["code"] for regel in huidig().themas}
    return f"signalen:{codes.get(naam, naam)}"


def onzekerheid(regel, jaar):
    """What a reader should keep in mind with this figure."""
    zinnen = [f"Het cijfer is van {regel.jaar}."]
    if jaar - regel.jaar >= VEROUDERD:
        zinnen = [f"Het cijfer is van {regel.jaar}; sindsdien kan er veel zijn veranderd."]
    if regel.is_voorlopig:
        zinnen.append("Het is nog voorlopig.")
    if regel.is_berekend:
        zinnen.append("Het is opgeteld uit kleinere gebieden.")
    if regel.is_voorbeeld:
        zinnen.append("Het is een verzonnen voorbeeldcijfer.")
    return " ".join(zinnen)


def _van_signalen(signalen):
    for telling in signalen.per_thema:
        if telling.nu is None or telling.eerder is None or telling.nu + telling.eerder < GENOEG_SIGNALEN:
            continue
        if abs(telling.nu - telling.eerder) / sqrt(telling.nu + telling.eerder) < Z_SIGNALEN:
            continue
        yield Opvallend(
            telling.naam,
            f"Over {telling.naam.lower()} kwamen {telling.nu} {huidig().woorden['signalen']} binnen; "
            f"in de twaalf maanden ervoor waren dat er {telling.eerder}.",
            "Het verschil is groter dan toeval kan verklaren (kans kleiner dan 1 op 100).",
            f"Meer of minder {huidig().woorden['signalen']} betekent niet altijd dat er meer of minder aan de hand is: "
            "soms weten mensen ons alleen beter of slechter te vinden.",
            sleutel_van_signalen(telling.naam),
        )
