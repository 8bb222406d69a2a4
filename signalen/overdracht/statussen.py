"""The states of a warm handover (domain.md §3.1)."""

from django.core.exceptions import ValidationError

from gebiedswerk.statussen import Overgang, Statustabel


def kan_nog_over(overdracht):
    """What is offered must still be open, and still be of whoever offers it."""
    if not overdracht.signaal.is_open:
        raise ValidationError("Dit signaal is al teruggekoppeld; overnemen hoeft niet meer.")
    if overdracht.signaal.eigenaar_id != overdracht.van_id:
        raise ValidationError(f"Dit signaal is inmiddels van {overdracht.signaal.eigenaar}.")


TABEL = Statustabel(
    {"aangeboden": "Aangeboden", "aanvaard": "Aanvaard", "afgewezen": "Niet aanvaard", "ingetrokken": "Ingetrokken"},
    "aangeboden",
    [
        Overgang("aangeboden", "aanvaard", "ontvangen", "Overnemen", eisen=(kan_nog_over,)),
        Overgang("aangeboden", "afgewezen", "ontvangen", "Niet overnemen", velden=("antwoord",)),
        Overgang("aangeboden", "ingetrokken", "aanbieden", "Intrekken"),
    ],
)
