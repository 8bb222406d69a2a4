"""The results as drawings, tables and files: only what may be shown, and only what was added up."""

from django.db.models import Count

from gebiedswerk.grafiek import Staaf, Verschil, staven, verschil
from gebiedswerk.rekenblad import Blad, Getal
from gebiedswerk.svg import getal

from .criteria import CRITERIA, GROEPEN, HOOGST
from .forms import DeelForm
from .onderdrukking import TOTAAL
from .uitkomst import per_criterium

TE_WEINIG = "te weinig antwoorden"
KLEUREN = {"beter": "goed", "slechter": "fout", "toeval": "rust", "": "rust"}
KOP = [
    *("Gebied", "Groep", "Criterium", "Antwoorden", "Gemiddelde (1-5)", "Eens (%)", "Vorige ronde", "Verschil"),
    *("Ondergrens 95 %", "Bovengrens 95 %", "In woorden"),
]
ALLE = "Alle"


def pagina_context(nu, eerder, vraag):
    form = DeelForm(vraag, gebieden=nu.gebieden, auto_id="deel_%s")
    gebied, groep = form.deel
    uitkomsten = per_criterium(nu, eerder, gebied, groep)
    naam = deelnaam(nu, gebied, groep)
    return {
        "form": form,
        "deel": naam,
        "is_alles": gebied is TOTAAL and groep is TOTAAL,
        "aantal": nu.aantal(gebied, groep),
        # As words: a year has no thousands.
        "jaar": str(nu.onderzoek.jaar),
        "vorig_jaar": str(eerder.onderzoek.jaar) if eerder else "",
        "regels": [(u, KLEUREN[u.oordeel], _interval(u)) for u in uitkomsten],
        "beeld": _beeld(uitkomsten, nu, eerder, naam),
        "respons": _respons(nu),
        "per_groep": _tabel(nu, [(naam, TOTAAL, code) for code, naam in GROEPEN]),
        "per_gebied": _tabel(nu, [(naam, pk, TOTAAL) for pk, naam in nu.gebieden.items()]),
        "te_weinig": TE_WEINIG,
    }


def deelnaam(ronde, gebied=TOTAAL, groep=TOTAAL):
    delen = [str(dict(GROEPEN)[groep])] if groep else []
    delen += [ronde.gebieden[gebied]] if gebied else []
    return ", ".join(delen) or "Alle antwoorden"


def _interval(u):
    """The difference in words that a reader can weigh: the mean, and between what it lies."""
    if u.verschil is None:
        return ""
    teken = "+" if u.verschil > 0 else ""
    return f"{teken}{getal(u.verschil, 1)} (tussen {getal(u.onder, 1)} en {getal(u.boven, 1)})"


def _beeld(uitkomsten, nu, eerder, naam):
    bekend = [u for u in uitkomsten if u.gemiddelde is not None]
    if not bekend:
        return None
    jaar, titel = nu.onderzoek.jaar, f"Gemiddelde van 1 tot {HOOGST} per criterium: {naam}"
    if any(u.vorig is not None for u in bekend):
        rijen = [Verschil(u.naam, u.gemiddelde, u.vorig) for u in bekend]
        return verschil(rijen, titel=titel, decimalen=1, gebied=str(jaar), gemeente=str(eerder.onderzoek.jaar))
    return staven([Staaf(u.naam, u.gemiddelde) for u in bekend], titel=titel, decimalen=1)


def _respons(ronde):
    """Per group: asked, answered, and the share of it."""
    asked = dict(ronde.onderzoek.uitnodigingen.order_by().values_list("groep").annotate(aantal=Count("pk")))
    for code, naam in GROEPEN:
        gevraagd, antwoorden = asked.get(code, 0), ronde.aantal(groep=code)
        is_bekend = gevraagd and antwoorden is not None
        yield naam, gevraagd, antwoorden, round(100 * antwoorden / gevraagd) if is_bekend else None


def _tabel(ronde, delen):
    """Criteria by parts: ``{"kop", "antwoorden", "rijen"}``; ``None`` where too few answered."""
    rijen = []
    for criterium in CRITERIA:
        scores = [ronde.score(criterium.code, gebied, groep) for _naam, gebied, groep in delen]
        rijen.append((criterium.titel, [getal(s.gemiddelde, 1) if s else None for s in scores]))
    return {
        "kop": [naam for naam, _gebied, _groep in delen],
        "antwoorden": [ronde.aantal(gebied, groep) for _naam, gebied, groep in delen],
        "rijen": rijen,
    }


def _deelrijen(nu, eerder, gebied, groep):
    waar = nu.gebieden[gebied] if gebied else ALLE
    wie = str(dict(GROEPEN)[groep]) if groep else ALLE
    for u in per_criterium(nu, eerder, gebied, groep):
        if u.gemiddelde is None:
            yield [waar, wie, u.naam, TE_WEINIG, *[None] * 7]
        else:
            cijfers = (u.gemiddelde, u.aandeel, u.vorig, u.verschil, u.onder, u.boven)
            yield [waar, wie, u.naam, u.aantal, *cijfers, u.in_woorden]


def _delen(nu):
    """``(name of the sheet, areas, groups)``."""
    groepen = [code for code, _naam in GROEPEN]
    yield "Alles", [TOTAAL], [TOTAAL]
    yield "Per groep", [TOTAAL], groepen
    yield "Per gebied", list(nu.gebieden), [TOTAAL]
    yield "Per gebied en groep", list(nu.gebieden), groepen


def _rijen(nu, eerder, gebieden, groepen):
    for gebied in gebieden:
        for groep in groepen:
            yield from _deelrijen(nu, eerder, gebied, groep)


def alle_rijen(nu, eerder):
    for _naam, gebieden, groepen in _delen(nu):
        yield from _rijen(nu, eerder, gebieden, groepen)


def bladen(nu, eerder):
    for naam, gebieden, groepen in _delen(nu):
        rijen = ([_als_cel(w) for w in rij] for rij in _rijen(nu, eerder, gebieden, groepen))
        yield Blad(naam, KOP, rijen, breedtes=(20, 26, 44))


def _als_cel(waarde):
    return Getal(waarde, 2) if isinstance(waarde, float) else waarde
