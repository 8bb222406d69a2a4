"""The sociale kaart of the example: who can be found where, and what they agreed to publish."""

from gebieden.models import Contact

from .mensen import adres


def schrijf(draaiboek):
    kalender = draaiboek.kalender
    for rij in draaiboek.lees("netwerk"):
        draaiboek.op(kalender.moment(kalender.in_jaar(-3, 3, 1)), _maak, draaiboek, rij, kalender.dag(rij["nagelopen"]))


def _maak(draaiboek, rij, dag):
    contact = Contact(
        naam=rij["naam"],
        soort=rij["soort"],
        vorm=rij.get("vorm", "organisatie"),
        themas=rij["themas"],
        omschrijving=rij["omschrijving"],
        contactpersoon=rij.get("contactpersoon", ""),
        telefoon=rij.get("telefoon", ""),
        email=adres(rij["adres"]) if "adres" in rij else "",
        openbaar=rij.get("openbaar", []),
        trekkend_gebied=draaiboek.gebieden[rij["gebied"]],
        gecontroleerd_op=dag,
        gevraagd_op=dag,
    )
    contact.full_clean(exclude=["gebieden"])
    contact.save()
    contact.leg_in(*(draaiboek.gebieden[naam] for naam in rij.get("ook", [])))
