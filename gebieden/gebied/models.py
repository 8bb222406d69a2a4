"""The tree of areas (domain.md §2)."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max
from django.db.models.functions import Length
from django.urls import reverse

from gebieden.rechten import gebieden_met_recht
from gebiedswerk.profiel import RECHTEN, huidig


class GebiedQuerySet(models.QuerySet):
    def met_recht(self, persoon, recht):
        """Areas in which this person has ``recht``: those of their roles and all that lies inside them."""
        return self.filter(pk__in=gebieden_met_recht(persoon, recht))

    def binnen(self, gebied):
        """The area itself and everything inside it."""
        return self.filter(pad__startswith=gebied.pad)

    def boven(self, gebied):
        """The area itself and everything it lies in, from large to small."""
        return self.filter(pk__in=gebied.pad_ids()).annotate(diepte=Length("pad")).order_by("diepte")

    def op_niveau(self, niveau):
        return self.filter(niveau=niveau)

    def lopend(self):
        return self.filter(is_actief=True)

    def voor_keuze(self):
        """What a form or a list needs: names in the order of the tree; the borders stay in the database."""
        return self.lopend().defer("grens", "omschrijving").order_by("pad")

    def in_woorden(self, tekst):
        """The area that is named in a place in words ("bij de kerk in Dorp"), else the whole municipality."""
        woorden = " ".join(["", *re.findall(r"[\w-]+", tekst.casefold()), ""])
        known = self.lopend().only("naam", "slug", "pad", "ouder").order_by("pad", "pk")
        named = [g for g in known if f" {g.naam.casefold()} " in woorden]
        # Of a village inside a longer name ("Dorp", "Dorp-West") the longer one; then the smaller area.
        return max(named, key=lambda g: (len(g.naam), len(g.pad_ids())), default=None) or next(
            (g for g in known if g.ouder_id is None), None
        )

    def bekend(self):
        """Areas that people know by name; the statistical buurten of CBS are not among them."""
        return self.lopend().exclude(code__regex=r"^BU[0-9]{4}[0-9A-Z]{4}$")

    def kaartniveau(self):
        """The level on which people look for their own place: the smallest that they know by name."""
        niveaus = [n["code"] for n in huidig().niveaus]
        present = set(self.bekend().order_by().values_list("niveau", flat=True).distinct())
        return next((n for n in reversed(niveaus[1:]) if n in present), niveaus[-1])

    def grensversie(self):
        """Changes whenever an area is added or saved: the key of everything that is cached about boundaries."""
        known = self.aggregate(aantal=Count("pk"), laatste=Max("bijgewerkt_op"))
        return f"{known['aantal']}-{known['laatste']:%Y%m%d%H%M%S%f}" if known["laatste"] else "leeg"


class Gebied(models.Model):
    """A node in the tree. ``pad`` is ``/1/5/33/``: the ids from the root to the area itself."""

    naam = models.CharField(max_length=120)
    code = models.CharField(max_length=40, unique=True, help_text="CBS-code, of een eigen code.")
    slug = models.SlugField(max_length=140, unique=True)
    niveau = models.CharField(max_length=30)
    ouder = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="kinderen")
    pad = models.CharField(max_length=255, editable=False, db_index=True)
    indeling = models.ForeignKey(
        "gebieden.Gebiedsindeling", null=True, blank=True, on_delete=models.PROTECT, related_name="gebieden"
    )
    grens = models.JSONField("grens (GeoJSON, WGS84)", null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    omschrijving = models.TextField(blank=True)
    bron = models.CharField(max_length=200, blank=True)
    is_schematisch = models.BooleanField("grens is een schets", default=False)
    is_actief = models.BooleanField(default=True)
    opgeheven_datum = models.DateField("opgeheven per", null=True, blank=True)
    bijgewerkt_op = models.DateTimeField(auto_now=True, db_index=True)

    objects = GebiedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebieden"
        ordering = ["naam"]
        default_permissions = ()
        permissions = list(RECHTEN.items())
        indexes = [models.Index(fields=["niveau", "naam"], name="gebied_niveau_naam")]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("gebieden:gebied", args=[self.slug])

    def clean(self):
        if self.ouder and self.pk and self.pk in self.ouder.pad_ids():
            raise ValidationError({"ouder": "Een gebied kan niet in zichzelf liggen."})

    @property
    def niveau_naam(self):
        return huidig().naam_van("niveaus", self.niveau)

    def pad_ids(self):
        return [int(deel) for deel in self.pad.split("/") if deel]

    def voorouders(self):
        return Gebied.objects.boven(self).exclude(pk=self.pk)

    def voorouder_op(self, niveau):
        """The area on ``niveau`` that this one lies in (or is), or None."""
        return Gebied.objects.boven(self).filter(niveau=niveau).first()

    def onderdelen(self):
        """The areas directly in this one; of a municipality that has nothing else, its buurten."""
        parts = self.kinderen.bekend() if self.ouder_id else self.kinderen.lopend()
        return parts.defer("grens").order_by("naam")

    def als_feature(self):
        """As GeoJSON for the map, with what its popup says."""
        ligt_in = f" in {self.ouder.naam}" if self.ouder_id and self.ouder.ouder_id else ""
        tekst = f"{self.niveau_naam.capitalize()}{ligt_in}"
        properties = {"naam": self.naam, "url": self.get_absolute_url(), "tekst": tekst}
        return {"type": "Feature", "geometry": self.grens, "properties": properties}

    def hang_onder(self, ouder):
        """Give the area its place in the tree and move everything inside it along."""
        self.ouder = ouder
        self.save()
        old, new = self.pad, f"{ouder.pad if ouder else '/'}{self.pk}/"
        if old == new:
            return
        for binnenin in Gebied.objects.filter(pad__startswith=old).exclude(pk=self.pk) if old else ():
            Gebied.objects.filter(pk=binnenin.pk).update(pad=new + binnenin.pad[len(old) :])
        Gebied.objects.filter(pk=self.pk).update(pad=new)
        self.pad = new
