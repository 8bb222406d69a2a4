"""The thread as a picture."""

from gebiedswerk.grafiek.keten import Knoop, Kolom, keten
from gebiedswerk.taal import vertaal


def als_beeld(draad, titel):
    kolommen = [
        Kolom(vertaal(etappe.naam), tuple(Knoop(p.sleutel, p.naam, p.status, p.is_hier) for p in etappe.punten))
        for etappe in draad.etappes
        if etappe.punten
    ]
    return keten(kolommen, draad.verbindingen, titel=titel)
