"""How far a division is: which buurten have no place yet, and what cannot be right. Knows no database."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

NOEM_HOOGUIT = 10


@dataclass(frozen=True)
class Stand:
    """``zonder_plek``: names of buurten; ``tegenspraak``: ``[(village, [areas]), …]``; ``aantal``: all buurten;
    ``heeft_niveau``: the profile knows a level between municipality and buurt."""

    aantal: int
    zonder_plek: tuple = ()
    tegenspraak: tuple = ()
    heeft_niveau: bool = True

    @property
    def met_plek(self):
        return self.aantal - len(self.zonder_plek)

    @property
    def is_volledig(self):
        return not self.fouten()

    def controleer(self):
        """Raises ``ValidationError`` with all that is still in the way."""
        if fouten := self.fouten():
            raise ValidationError(fouten)

    def fouten(self):
        """What is in the way of this division, as sentences."""
        found = []
        if not self.heeft_niveau:
            found.append("Het profiel kent geen niveau tussen gemeente en buurt. Zonder dat valt er niets in te delen.")
        if not self.aantal:
            found.append("Er zijn nog geen buurten om in te delen. Lees eerst de grenzen van de buurten in.")
        if self.zonder_plek:
            found.append(f"Nog zonder plek: {opsomming(self.zonder_plek)}.")
        found += [
            f"{kern} ligt nu in {' en in '.join(gebieden)}. Kies voor alle buurten van {kern} hetzelfde gebied."
            for kern, gebieden in self.tegenspraak
        ]
        return found


def opsomming(namen):
    """At most ten names, and how many more there are."""
    more = f" en nog {len(namen) - NOEM_HOOGUIT}" if len(namen) > NOEM_HOOGUIT else ""
    return f"{', '.join(namen[:NOEM_HOOGUIT])}{more}"


def bepaal(buurten, plekken, heeft_niveau=True):
    """The ``Stand`` of ``{buurt: name}`` and ``{buurt: (area, village)}``."""
    gebieden_van = {}
    for gebied, kern in plekken.values():
        if kern:
            gebieden_van.setdefault(kern, set()).add(gebied)
    return Stand(
        aantal=len(buurten),
        zonder_plek=tuple(naam for buurt, naam in buurten.items() if not plekken.get(buurt, ("", ""))[0]),
        tegenspraak=tuple((kern, sorted(g)) for kern, g in sorted(gebieden_van.items()) if len(g) > 1),
        heeft_niveau=heeft_niveau,
    )
