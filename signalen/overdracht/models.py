"""Warme overdracht: whoever is addressed stays owner until somebody else has taken it over (domain.md §3.1)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.rechten import handelt_namens
from gebiedswerk.dossier import Dossier
from gebiedswerk.post import stuur
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from signalen.signaal.models import Signaal

from .statussen import TABEL


class OverdrachtQuerySet(MetHouderQuerySet):
    """An offer is in the name of who was asked, until they answer."""

    houder = "aan"
    ligging = "signaal__gebieden"
    overnemen = "meelezen"

    def open(self):
        return self.filter(status="aangeboden")

    def in_gebieden(self, gebieden):
        return self.filter(signaal__in=Signaal.objects.in_gebieden(gebieden))

    def voor_overdracht(self):
        return self.select_related("signaal", "van").prefetch_related("signaal__gebieden")

    def draag_over(self, van, naar, **hoe):
        """The offer goes to ``naar``; whose signal it is already need not be asked, and hears why it came back."""
        with transaction.atomic():
            for overdracht in self.open().van(van).filter(signaal__eigenaar=naar):
                overdracht.ga_naar("afgewezen", wie="het systeem", antwoord=f"{van} werkt hier niet meer.")
            moved = super().draag_over(van, naar, **hoe)
            for overdracht in moved:
                overdracht.refresh_from_db()
                overdracht.schrijf_op(hoe.get("door"), overdracht.context)
        return moved

    def zichtbaar_voor(self, persoon):
        """Officials see the handovers of the signals they see."""
        if not (persoon.is_authenticated and persoon.is_ambtenaar):
            return self.none()
        return self.filter(signaal__in=Signaal.objects.zichtbaar_voor(persoon))


class OverdrachtManager(models.Manager.from_queryset(OverdrachtQuerySet)):
    def bied_aan(self, signaal, *, aan, context, door, mail=True):
        """Offer a signal to a colleague; nothing moves until they accept. One offer at a time.

        Without ``mail`` whoever offers many tells it in one.
        """
        with transaction.atomic():
            signaal = Signaal.objects.select_for_update().get(pk=signaal.pk)
            if not signaal.mag_overdragen(door):
                raise GeenRecht("overdragen")
            if not signaal.is_open:
                raise ValidationError("Dit signaal is al teruggekoppeld.")
            if aan.pk == signaal.eigenaar_id:
                raise ValidationError({"aan": f"{aan} is al de eigenaar."})
            if signaal.overdrachten.filter(status="aangeboden").exists():
                raise ValidationError("Dit signaal is al aan iemand aangeboden. Trek dat eerst in.")
            overdracht = self.create(
                signaal=signaal,
                van=signaal.eigenaar,
                aan=aan,
                context=context,
                uiterlijk=uiterste_dag("overdracht", timezone.localdate()),
            )
            overdracht.schrijf_op(door, context)
            if mail:
                overdracht.mail(aan, f"{door} vraagt u een signaal over te nemen")
        return overdracht


class Overdracht(Dossier):
    tabel = TABEL

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="overdrachten")
    van = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="aangeboden_overdrachten")
    aan = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="ontvangen_overdrachten")
    context = models.TextField("wat de ander moet weten")
    antwoord = models.TextField("waarom niet", blank=True)
    uiterlijk = models.DateField()

    objects = OverdrachtManager()

    class Meta:
        verbose_name_plural = "overdrachten"
        ordering = ["-aangemaakt_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["signaal"], condition=Q(status="aangeboden"), name="een_aangeboden_overdracht"
            )
        ]

    def __str__(self):
        return f"{self.signaal} van {self.van} aan {self.aan}"

    def get_absolute_url(self):
        return self.signaal.get_absolute_url()

    def heeft_recht(self, persoon, recht):
        """Only the receiver answers, only who offered takes back; or who stands in for them."""
        return handelt_namens(persoon, self.aan_id if recht == "ontvangen" else self.van_id, self.gebied_ids())

    def gebied_ids(self):
        return self.signaal.gebied_ids()

    def na_overgang(self, overgang, door):
        """Only an accepted handover moves the signal to its new owner."""
        if overgang.naar == "aanvaard":
            moved = Signaal.objects.filter(pk=self.signaal_id, eigenaar=self.van).update(
                eigenaar=self.aan, versie=models.F("versie") + 1
            )
            if not moved:
                raise ValidationError("Dit signaal is inmiddels van iemand anders.")
            self.signaal.refresh_from_db(fields=["eigenaar", "versie"])
        self.schrijf_op(door, self.antwoord if overgang.naar == "afgewezen" else "")
        if overgang.naar == "ingetrokken":
            self.mail(self.aan, f"{self.van} vraagt u niet meer een signaal over te nemen")
        else:
            gedaan = "heeft uw signaal overgenomen" if overgang.naar == "aanvaard" else "neemt uw signaal niet over"
            self.mail(self.van, f"{self.aan} {gedaan}")

    def schrijf_op(self, door, tekst):
        """The handover is part of the signal's story; only an accepted one reads as a move."""
        move = {"van": self.van, "naar": self.aan} if self.status == "aanvaard" else {}
        if self.status == "aangeboden":
            tekst = f"Aan {self.aan}: {tekst}"
        schrijf(self.signaal, f"overdracht_{self.status}", door=door, tekst=tekst, **move)

    def mail(self, ontvanger, onderwerp):
        sleutel = f"overdracht:{self.pk}:{self.status}"
        stuur(
            ontvanger.email,
            onderwerp,
            "post/signaal_overdracht.txt",
            sleutel=sleutel,
            over=self.signaal,
            overdracht=self,
            ontvanger=ontvanger,
            kop=onderwerp,
        )
