"""What must be done with a toets before the analysis is adopted."""

from django.core.exceptions import ValidationError
from django.db.models import Count

from .delen import naam_van
from .models import Belevingstoets


def reacties_zijn_bekeken(analyse):
    """Everybody who reacted hears what was done with it: nothing may be left lying."""
    toets = Belevingstoets.objects.select_related("analyse").filter(analyse=analyse).first()
    if toets is None:
        return
    if toets.stand in ("open", "straks"):
        raise ValidationError(
            f"De toets aan de beleving loopt nog tot en met {toets.sluit_datum:%d-%m-%Y}. Sluit hem eerst."
        )
    if delen := open_per_deel(toets):
        totaal = sum(delen.values())
        zin = "Er is nog één reactie waarmee" if totaal == 1 else f"Er zijn nog {totaal} reacties waarmee"
        waar = ", ".join(f"{naam} ({aantal})" for naam, aantal in delen.items())
        raise ValidationError(f"{zin} niets is gedaan: {waar}. Zeg eerst wat u ermee deed.")


def open_per_deel(toets):
    """How many reactions nobody looked at yet, by the name of the part."""
    geteld = toets.reacties.open().order_by("deel").values_list("deel").annotate(aantal=Count("pk"))
    return {naam_van(deel): aantal for deel, aantal in geteld}
