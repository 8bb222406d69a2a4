"""What a page of a trend draws: its quarters against what was normal, as figure and as table."""

from datetime import date

from gebiedswerk.grafiek import Kolom, balk, kolommen

from .kwartaal import Kwartaal

KOP = ("Kwartaal", "Aantal", "Verwacht", "Normaal tussen")


def _kolom(rij):
    quarter = Kwartaal.van_dag(date.fromisoformat(rij["van"]))
    return Kolom(quarter.kort, rij["aantal"], rij.get("onder"), rij.get("boven"))


def grafiek(trend):
    return kolommen([_kolom(rij) for rij in trend.reeks], titel=f"{trend.onderwerp} in {trend.plek} per kwartaal")


def rijen(trend):
    """The same figures as a table, the newest first."""
    table = []
    for rij in reversed(trend.reeks):
        quarter = Kwartaal.van_dag(date.fromisoformat(rij["van"]))
        usual = f"{rij['verwacht']:.1f}".replace(".", ",") if "verwacht" in rij else None
        normal = f"{rij['onder']} en {rij['boven']}" if "onder" in rij else None
        table.append((str(quarter).capitalize(), rij["aantal"], usual, normal))
    return table


def balken(trends):
    """Give each trend its ``balk``: its count and what is normal, all of a page on one scale."""
    top = (
        max((t.grenzen or (0, 0))[1] if t.grenzen and t.grenzen[1] > t.aantal else t.aantal for t in trends)
        if trends
        else 0
    )
    for trend in trends:
        onder, boven = trend.grenzen or (None, None)
        trend.balk = balk(Kolom(trend.kwartaal.kort, trend.aantal, onder, boven), hoogste=top, titel=str(trend))
    return trends
