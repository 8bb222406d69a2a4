"""What must hold of a gemeenteprofiel, said so that who edits the file knows what to change."""

from datetime import datetime

SOORTEN_FUNCTIE = ("gebiedsmedewerker", "regie", "vakafdeling", "bestuur", "raad", "platform", "partner", "beheer")
# Without these nobody could receive a signal, decide or manage.
NODIGE_SOORTEN = ("gebiedsmedewerker", "bestuur", "beheer")
NODIGE_NIVEAUS = ("gemeente", "gebied", "buurt")
NORMEN = ("bezoeken", "raadplegingen", "afspraken", "onderwerpen")
# What may be set besides: the unit and the most.
AANTALLEN = {"bijwerken_weken": ("weken", 52), "toets_dagen": ("dagen", 120)}
MEESTE_WERKDAGEN, MEESTE_JAREN, MEESTE_MAANDEN = 260, 12, 120
VELDEN = {
    "niveaus": ({"code", "naam", "meervoud"}, "Niveaus"),
    "domeinen": ({"code", "naam"}, "Domeinen"),
    "themas": ({"code", "naam", "domein"}, "Thema's"),
    "functies": ({"code", "naam", "soort", "domeinen", "eigen", "overal"}, "Functies"),
    "ladder": ({"code", "naam", "functie"}, "Ladder"),
    "overlegsoorten": ({"code", "naam"}, "Soorten overleg"),
    "budgetsoorten": ({"code", "naam"}, "Budgetsoorten"),
    "doorverwijzingen": ({"code", "naam", "url"}, "Doorverwijzingen"),
}
# What an entry may have besides: its name for who reads English, and whether everybody may see such signals.
OPTIONEEL = {
    "themas": {"naam_en", "openbaar"},
    "domeinen": {"naam_en"},
    "doorverwijzingen": {"naam_en", "woorden"},
}
GROEPEN = ("woorden", "lidwoorden", "termijnen", "bewaartermijnen", "cyclus", "platforms")
# An empty ladder or no kinds of budget is a choice; without the others nothing can be filled in.
MAG_LEEG = {"ladder", "budgetsoorten", "doorverwijzingen"}


def fouten(profiel, *, woorden, termijnen, bewaartermijnen, rechten):
    """Every fault of a profile in a sentence; the other arguments are the names that must be there, or may be."""
    gevonden = [fout for naam in VELDEN for fout in _lijst(profiel, naam)]
    geen_groep = [naam for naam in GROEPEN if not isinstance(getattr(profiel, naam), dict)]
    gevonden += [
        f"{naam.capitalize()}: dit hoort een groep te zijn met bij elke naam een waarde." for naam in geen_groep
    ]
    if "platforms" not in geen_groep:
        gevonden += _regels(profiel.platforms.get("soorten", []), {"code", "naam"}, "Soorten platform")
    if gevonden:
        # What refers to these lists cannot be judged before they are right themselves.
        return gevonden
    return [
        *_woorden(profiel, woorden),
        *_niveaus(profiel),
        *_verwijzingen(profiel),
        *_functies(profiel, rechten),
        *_termijnen("Termijnen", profiel.termijnen, termijnen, "werkdagen", MEESTE_WERKDAGEN),
        *_termijnen("Bewaartermijnen", profiel.bewaartermijnen, bewaartermijnen, "maanden", MEESTE_MAANDEN),
        *_cyclus(profiel),
        *_platforms(profiel.platforms),
    ]


def _lijst(profiel, naam):
    velden, waar = VELDEN[naam]
    regels = getattr(profiel, naam)
    if regels == [] and naam not in MAG_LEEG:
        return [f"{waar}: er staat niets in."]
    return _regels(regels, velden, waar, OPTIONEEL.get(naam, set()))


def _regels(regels, velden, waar, mag_ook=frozenset()):
    if not isinstance(regels, list) or not all(isinstance(regel, dict) for regel in regels):
        return [f"{waar}: dit hoort een lijst te zijn van regels met {', '.join(sorted(velden))}."]
    gevonden = []
    for nummer, regel in enumerate(regels, 1):
        naam = regel.get("code") or f"regel {nummer}"
        if ontbreekt := velden - regel.keys():
            gevonden.append(f"{waar}: bij {naam} ontbreekt {', '.join(sorted(ontbreekt))}.")
        if teveel := regel.keys() - velden - mag_ook:
            gevonden.append(f"{waar}: bij {naam} staat iets onbekends: {', '.join(sorted(teveel))}.")
        gevonden += [
            f"{waar}: bij {naam} is {veld} leeg." for veld in sorted(velden & regel.keys()) if regel[veld] in ("", None)
        ]
    codes = [regel.get("code") for regel in regels]
    gevonden += [f"{waar}: {code} komt twee keer voor." for code in sorted({c for c in codes if codes.count(c) > 1})]
    return gevonden


def _woorden(profiel, nodig):
    eigen = profiel.woorden
    if not all(isinstance(woord, str) and woord.strip() for woord in eigen.values()):
        return ["Woorden: bij elk woord hoort een tekst."]
    gevonden = []
    if ontbreekt := sorted(nodig - eigen.keys()):
        gevonden.append(f"Woorden: er ontbreekt {', '.join(ontbreekt)}.")
    if teveel := sorted(eigen.keys() - nodig):
        gevonden.append(f"Woorden: dit is onbekend: {', '.join(teveel)}.")
    for woord, lidwoord in profiel.lidwoorden.items():
        if woord not in nodig or lidwoord not in ("de", "het"):
            gevonden.append(f"Lidwoorden: {woord} {lidwoord} kan niet. Zet bij een woord van deze lijst de of het.")
    return gevonden


def _niveaus(profiel):
    codes = {niveau["code"] for niveau in profiel.niveaus}
    return [f"Niveaus: {code} ontbreekt. U mag het anders noemen." for code in NODIGE_NIVEAUS if code not in codes]


def _verwijzingen(profiel):
    domeinen = {domein["code"] for domein in profiel.domeinen}
    functies = {functie["code"] for functie in profiel.functies}
    for thema in profiel.themas:
        if thema["domein"] not in domeinen:
            yield f"Thema {thema['code']}: domein {thema['domein']} bestaat niet."
    for trede in profiel.ladder:
        if trede["functie"] not in functies:
            yield f"Ladder {trede['code']}: functie {trede['functie']} bestaat niet."
    for verwijzing in profiel.doorverwijzingen:
        if not str(verwijzing["url"]).startswith(("https://", "http://")):
            yield f"Doorverwijzing {verwijzing['code']}: {verwijzing['url']} is geen webadres."


def _functies(profiel, rechten):
    domeinen = {domein["code"] for domein in profiel.domeinen}
    for functie in profiel.functies:
        naam = f"Functie {functie['code']}"
        if not all(isinstance(functie[lijst], list) for lijst in ("domeinen", "eigen", "overal")):
            yield f"{naam}: domeinen, eigen en overal zijn lijsten."
            continue
        if functie["soort"] not in SOORTEN_FUNCTIE:
            yield f"{naam}: soort {functie['soort']} bestaat niet. Kies uit {', '.join(SOORTEN_FUNCTIE)}."
        if onbekend := sorted({*functie["eigen"], *functie["overal"]} - set(rechten)):
            yield f"{naam}: recht {', '.join(onbekend)} bestaat niet."
        if onbekend := sorted(set(functie["domeinen"]) - domeinen):
            yield f"{naam}: domein {', '.join(onbekend)} bestaat niet."
    soorten = {functie["soort"] for functie in profiel.functies}
    yield from (f"Functies: er is geen functie van de soort {s}." for s in NODIGE_SOORTEN if s not in soorten)
    for recht in ("behandelen", "vaststellen", "beheren"):
        if not any(recht in functie["eigen"] for functie in profiel.functies):
            yield f"Functies: niemand heeft het recht {recht}."


def _termijnen(waar, termijnen, nodig, eenheid, meeste):
    if ontbreekt := sorted(nodig - termijnen.keys()):
        yield f"{waar}: er ontbreekt {', '.join(ontbreekt)}."
    if teveel := sorted(termijnen.keys() - nodig):
        yield f"{waar}: dit is onbekend: {', '.join(teveel)}."
    for soort, aantal in termijnen.items():
        if not _is_getal(aantal, 1, meeste):
            yield f"{waar}: {soort} hoort een aantal {eenheid} te zijn van 1 tot en met {meeste}."


def _cyclus(profiel):
    cyclus = profiel.cyclus
    nodig = {"analyse_dag", "agenda_jaren", "collegeperiode_start", "herinnering_dagen"}
    if ontbreekt := sorted(nodig - cyclus.keys()):
        yield f"Cyclus: er ontbreekt {', '.join(ontbreekt)}."
        return
    if teveel := sorted(cyclus.keys() - nodig - {"signaalteam", *AANTALLEN}):
        yield f"Cyclus: dit is onbekend: {', '.join(teveel)}."
    for naam, (eenheid, meeste) in AANTALLEN.items():
        if naam in cyclus and not _is_getal(cyclus[naam], 1, meeste):
            yield f"Cyclus: {naam} hoort een aantal {eenheid} te zijn van 1 tot en met {meeste}."
    team = cyclus.get("signaalteam")
    if team and team not in {soort["code"] for soort in profiel.overlegsoorten}:
        yield f"Cyclus: signaalteam {team} staat niet bij de soorten overleg."
    try:
        # In no leap year: the day must be there every year.
        datetime.strptime(f"2025-{cyclus['analyse_dag']}", "%Y-%m-%d")
    except ValueError:
        yield "Cyclus: analyse_dag hoort een maand en een dag te zijn, zoals 01-31."
    if not _is_getal(cyclus["agenda_jaren"], 1, MEESTE_JAREN):
        yield f"Cyclus: agenda_jaren hoort een aantal jaren te zijn van 1 tot en met {MEESTE_JAREN}."
    if not _is_getal(cyclus["collegeperiode_start"], 1990, 2100):
        yield "Cyclus: collegeperiode_start hoort een jaar te zijn, zoals 2026."
    dagen = cyclus["herinnering_dagen"]
    if not (isinstance(dagen, list) and dagen and all(_is_getal(dag, -60, 60) for dag in dagen)):
        yield "Cyclus: herinnering_dagen hoort een lijst te zijn van dagen voor (-) en na de termijn, zoals -7, 0, 7."


def _platforms(platforms):
    if teveel := sorted(platforms.keys() - {"soorten", "normen"}):
        yield f"Platforms: dit is onbekend: {', '.join(teveel)}."
    normen = platforms.get("normen", {})
    if not isinstance(normen, dict):
        yield "Platforms: normen hoort een groep te zijn van aantallen keer per jaar."
        return
    for norm, aantal in normen.items():
        if norm not in NORMEN:
            yield f"Platforms: norm {norm} bestaat niet. Kies uit {', '.join(NORMEN)}."
        elif not _is_getal(aantal, 0, 99):
            yield f"Platforms: norm {norm} hoort een aantal keer per jaar te zijn."


def _is_getal(waarde, laagste, hoogste):
    return isinstance(waarde, int) and not isinstance(waarde, bool) and laagste <= waarde <= hoogste
