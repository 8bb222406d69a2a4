"""Fill the database of a benchmark (``manage.py shell``): many signals and initiatives, one official of five areas.

Prints one JSON object: session cookie, form keys, and the number of queries of every page that is measured.
"""

import hashlib
import json
import os
import random
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gebieden.models import Gebied, Gebiedsrol, Gebruiker
from gebiedswerk.profiel import huidig, lees_profiel, stel_in
from initiatieven.models import Initiatief
from signalen.inzending.models import nieuwe_formuliersleutel
from signalen.models import Signaal

SIGNALS, INITIATIVES, AREAS, OWN_AREAS = 100_000, 20_000, 200, 5
# fmt: off
COMMON = [
    "bankje", "speeltuin", "stoep", "lantaarn", "boom", "hondenpoep", "parkeren", "vrachtwagen", "dijk",
    "sloot", "geluid", "jongeren", "winkel", "bus", "school", "dorpshuis", "voetpad", "fietspad", "container",
    "zwerfafval", "drempel", "snelheid", "water", "wateroverlast", "groen", "onkruid", "eenzaam", "ouderen",
    "vereniging", "veld", "hek", "brug", "kade", "haven", "markt", "kerk", "plein", "rotonde", "oversteek",
    "verlichting", "camera", "inbraak", "buurtapp", "schuur",
]
# fmt: on


# As in real text: some words are everywhere, most are rare.
RARE = [
    a + b + c
    for a in ["bo", "da", "fe", "gu", "hi", "ko", "lu", "mi"]
    for b in ["ner", "sel", "tra", "vin", "kel"]
    for c in ["a", "en", "ing", "je"]
]


def areas():
    root = Gebied(naam="Bench", code="GM9999", slug="bench", niveau="gemeente")
    root.hang_onder(None)
    made = [
        Gebied(naam=f"Gebied {n:03}", code=f"B{n:03}", slug=f"gebied-{n:03}", niveau="gebied", ouder=root)
        for n in range(AREAS)
    ]
    Gebied.objects.bulk_create(made)
    for gebied in made:
        gebied.pad = f"{root.pad}{gebied.pk}/"
    Gebied.objects.bulk_update(made, ["pad"])
    return made


def text():
    words = random.choices(COMMON, k=2) + random.choices(RARE, k=random.randint(10, 36))
    random.shuffle(words)
    return " ".join(words).capitalize() + "."


def fill(model, rows, made):
    """Insert in pieces, with the area of every row in the table between."""
    through = model.gebieden.through
    name = model._meta.get_field("gebieden").m2m_field_name() + "_id"
    for start in range(0, len(rows), 5000):
        new = model.objects.bulk_create(rows[start : start + 5000])
        through.objects.bulk_create(
            [through(**{name: row.pk, "gebied_id": row.trekkend_gebied_id}) for row in new], batch_size=5000
        )


def signals(made, owners):
    now, themes = timezone.now(), [t["code"] for t in huidig().themas]
    states = [code for code, _name in Signaal.tabel.keuzes]
    outcomes = [code for code, _name in Signaal.uitkomst.field.choices]
    for n in range(SIGNALS):
        area = made[n % AREAS]
        received = now - timedelta(minutes=25 * n)
        status = "teruggekoppeld" if n > 5000 else random.choice(states)
        yield Signaal(
            tekst=text(),
            thema=random.choice(themes),
            domein="fysiek",
            trekkend_gebied=area,
            eigenaar=owners[area.pk],
            status=status,
            uitkomst=random.choice(outcomes) if status == "teruggekoppeld" else "",
            ontvangen_op=received,
            uiterlijk=(received + timedelta(days=7)).date(),
            code_zaad=str(n),
            code_hash=hashlib.sha256(str(n).encode()).hexdigest(),
        )


def initiatives(made, owners):
    now, themes = timezone.now(), [t["code"] for t in huidig().themas]
    states = [code for code, _name in Initiatief.tabel.keuzes]
    for n in range(INITIATIVES):
        area = made[n % AREAS]
        yield Initiatief(
            titel=text()[:100],
            omschrijving=text(),
            initiatiefnemer="Buurtvereniging",
            thema=random.choice(themes),
            trekkend_gebied=area,
            contactpersoon=owners[area.pk],
            status=random.choice(states),
            ontvangen_op=now - timedelta(hours=2 * n),
        )


def sign_in(person):
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key


def queries(person, pages):
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    counted = {}
    for name, path in pages.items():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        counted[name] = len(captured)
    return counted


def main():
    random.seed(20)
    stel_in(lees_profiel("neutraal"))
    made = areas()
    me = Gebruiker.objects.maak("ik@voorbeeld.test", "Mia Bench", secrets.token_urlsafe())
    other = Gebruiker.objects.maak("ander@voorbeeld.test", "Els Bench", secrets.token_urlsafe())
    owners = {area.pk: me if n < OWN_AREAS else other for n, area in enumerate(made)}
    for area in made:
        Gebiedsrol(persoon=owners[area.pk], gebied=area, functie="gebiedsmedewerker").save()
    fill(Signaal, list(signals(made, owners)), made)
    fill(Initiatief, list(initiatives(made, owners)), made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages = json.loads(os.environ["BENCH_PAGES"])
    print(
        json.dumps(
            {
                "session": sign_in(me),
                "gebied": made[0].slug,
                "keys": [nieuwe_formuliersleutel() for _ in range(int(os.environ["BENCH_POSTS"]))],
                "queries": queries(me, pages),
            }
        )
    )


main()
