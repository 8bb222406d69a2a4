"""A standard text put into a form that is being filled in: nothing typed is lost, also without script."""

from .models import Standaardtekst

KNOP = "invoegen"


def ingevoegd(request, signaal, veld):
    """What was typed in ``veld`` with the chosen text under it; None when another button was pressed."""
    if request.POST.get(KNOP) != veld:
        return None
    keuze = request.POST.get("standaardtekst", "")
    typed = request.POST.get(veld, "").rstrip()
    tekst = (
        Standaardtekst.objects.in_gebruik().filter(pk=keuze).first() if keuze.isascii() and keuze.isdigit() else None
    )
    if tekst is None:
        return typed
    return "\n\n".join(filter(None, [typed, tekst.ingevuld(signaal)]))
