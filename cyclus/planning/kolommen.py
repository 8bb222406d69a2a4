"""The columns of the file in which measures are brought up to date, and the file itself as it is handed out."""

import re

from cyclus.plan.maatregel import MAATREGEL
from cyclus.planning.cellen import veilig
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.rekenblad import Blad, Getal, schrijf_rekenblad

# What is read back, by what people may have made of its name.
LEZEN = {
    "nummer": ("Nummer", "nr", "id", "maatregelnummer"),
    "versie": ("Versie", "version"),
    "status": ("Status", "stand"),
    "voortgang": ("Voortgang in %", "voortgang", "voortgang (%)", "procent", "%", "voortgang in procenten", "progress"),
    "besteed": ("Besteed in euro", "besteed", "besteed (€)", "uitgegeven", "besteed bedrag", "spent"),
    "uren_besteed": ("Bestede uren", "uren besteed", "gemaakte uren", "hours"),
    "laatste_woord": ("Hoe staat het ervoor", "hoe staat het ervoor?", "laatste woord", "opmerking", "toelichting"),
    "einddatum": ("Klaar op", "einddatum", "gereed", "deadline"),
}
# What is only there to know which row is which.
TONEN = ("Maatregel", "Gebied", "Doel", "Afdeling", "Wie doet het", "Begint op", "Budget in euro", "Begrote uren")
NAMEN = {veld: namen[0] for veld, namen in LEZEN.items()}
TE_WIJZIGEN = ("status", "voortgang", "besteed", "uren_besteed", "laatste_woord", "einddatum")
KOP = [NAMEN["nummer"], NAMEN["versie"], *TONEN[:5], *(NAMEN[veld] for veld in TE_WIJZIGEN), *TONEN[5:]]
STATUSSEN = {naam.casefold(): code for code, naam in MAATREGEL.keuzes} | {code: code for code, _ in MAATREGEL.keuzes}
STATUSSEN |= {"begonnen": "in_uitvoering", "klaar": "gedaan", "afgerond": "gedaan", "in uitvoering": "in_uitvoering"}


def plat(naam):
    """A column's name as it is compared: capitals, spaces and what stands around it say nothing."""
    return re.sub(r"[\s_\u00a0]+", " ", naam.replace("\ufeff", "").strip().strip("'\"*:")).casefold()


BEKEND = {plat(naam): veld for veld, namen in LEZEN.items() for naam in namen}
GETOOND = {plat(naam) for naam in TONEN}


def rij(m):
    """One measure; texts cannot run as a formula."""
    over = [m.titel, str(m.plan.gebied), m.doel.titel, str(m.afdeling), str(m.persoon)]
    wijzig = [m.status_naam, m.voortgang, m.besteed, m.uren_besteed, veilig(m.laatste_woord), m.einddatum]
    return [m.pk, m.versie, *map(veilig, over), *wijzig, m.startdatum, m.budget, m.uren]


def als_csv(maatregelen, naam):
    return schrijf_csv(KOP, map(rij, maatregelen), naam)


def als_rekenblad(maatregelen, naam):
    rows = [[_cel(waarde) for waarde in rij(m)] for m in maatregelen]
    breedtes = (9, 8, 44, 18, 34, 22, 22, 16, 12, 14, 12, 60, 12, 12, 14, 12)
    return schrijf_rekenblad([Blad("Maatregelen", KOP, rows, breedtes)], naam)


def _cel(waarde):
    return Getal(waarde, 2) if hasattr(waarde, "quantize") else waarde
