"""How much a mean of a few answers says: the difference between two rounds, with its uncertainty."""

from dataclasses import dataclass
from math import sqrt

# Two-sided 95 % of the normal distribution.
Z = 1.959964
# A 4 stands for everything between 3,5 and 4,5: even when all say the same there is this much spread (Sheppard).
KLEINSTE_VARIANTIE = 1 / 12


@dataclass(frozen=True)
class Steekproef:
    """The scores of some answers: how many, their sum, the sum of their squares, and how many agree."""

    aantal: int = 0
    som: int = 0
    kwadraten: int = 0
    eens: int = 0

    def __add__(self, ander):
        return Steekproef(
            self.aantal + ander.aantal,
            self.som + ander.som,
            self.kwadraten + ander.kwadraten,
            self.eens + ander.eens,
        )

    @property
    def gemiddelde(self):
        return self.som / self.aantal

    @property
    def aandeel(self):
        return 100 * self.eens / self.aantal

    @property
    def variantie(self):
        if self.aantal < 2:
            return KLEINSTE_VARIANTIE
        return max((self.kwadraten - self.som**2 / self.aantal) / (self.aantal - 1), KLEINSTE_VARIANTIE)


@dataclass(frozen=True)
class Verschil:
    """``waarde`` with the 95 % interval it lies in."""

    waarde: float
    onder: float
    boven: float

    @property
    def oordeel(self):
        if self.onder > 0:
            return "beter"
        return "slechter" if self.boven < 0 else "toeval"


def verschil(nu, eerder):
    """The difference of two means, with unequal spread and number: B.L. Welch, Biometrika 34 (1947), 28-35.

    The degrees of freedom are those of Satterthwaite, Biometrics Bulletin 2 (1946), 110-114.
    """
    a, b = nu.variantie / nu.aantal, eerder.variantie / eerder.aantal
    vrijheid = (a + b) ** 2 / (a**2 / (nu.aantal - 1) + b**2 / (eerder.aantal - 1))
    marge = student(vrijheid) * sqrt(a + b)
    waarde = nu.gemiddelde - eerder.gemiddelde
    return Verschil(waarde, waarde - marge, waarde + marge)


def student(vrijheid):
    """Two-sided 95 % of Student's t, by Abramowitz and Stegun 26.7.5: within 0,3 % from four degrees of freedom on."""
    z, v = Z, vrijheid
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    )
