"""The years on the way from the start of a goal to its target."""

from django.db import models


class Padpunt(models.Model):
    """Where a goal must stand in one year on the way from start to target."""

    doel = models.ForeignKey("cyclus.Doel", on_delete=models.CASCADE, related_name="pad")
    jaar = models.PositiveSmallIntegerField()
    waarde = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        verbose_name_plural = "jaren van het pad"
        ordering = ["jaar"]
        constraints = [models.UniqueConstraint(fields=["doel", "jaar"], name="een_padpunt_per_jaar")]

    def __str__(self):
        return f"{self.jaar}: {self.waarde}"

    def kopieer_naar(self, doel):
        return Padpunt.objects.create(doel=doel, jaar=self.jaar, waarde=self.waarde)


def fouten_in(start, streef, punten):
    """What is wrong with the years of a way, by year; ``start`` and ``streef`` are ``(year, value)``.

    A goal may go up or down: each year lies between the two ends, and no year goes back.
    """
    (startjaar, begin), (streefjaar, eind) = start, streef
    is_omhoog = eind >= begin
    fouten, vorig = {}, begin
    for jaar, waarde in sorted(punten):
        if not startjaar < jaar < streefjaar:
            fouten[jaar] = f"Dit jaar ligt niet tussen {startjaar} en {streefjaar}. Maak het leeg."
        elif not min(begin, eind) <= waarde <= max(begin, eind):
            fouten[jaar] = "Deze waarde ligt niet tussen de startwaarde en de streefwaarde."
        elif (waarde < vorig) if is_omhoog else (waarde > vorig):
            fouten[jaar] = "Dit gaat terug ten opzichte van het jaar ervoor."
        else:
            vorig = waarde
    return fouten
