"""Who is asked, by mail or with a code on paper."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from gebiedswerk.code import code_hash, maak_code, nieuw_zaad
from signalen.abonnement.models import CODE

from .antwoord import Onderzoeksantwoord, Onderzoeksscore
from .criteria import GROEPEN

# A code on paper is typed over; one in a mail is clicked. Both are far too long to guess.
OP_PAPIER = 12


class UitnodigingQuerySet(models.QuerySet):
    def met_code(self, code):
        return self.filter(code_hash=code_hash(code))

    def op_papier(self):
        return self.filter(email="")

    def per_mail(self):
        return self.exclude(email="")

    def te_herinneren(self):
        return self.per_mail().filter(is_gebruikt=False, is_herinnerd=False)


class Uitnodiging(models.Model):
    """Who was asked. Nothing leads from here to an answer: only whether the link was used, not when.

    ``code_zaad`` and ``code_hash``: see ``gebiedswerk.code``. Without an address the code stands on paper.
    """

    onderzoek = models.ForeignKey("cyclus.Onderzoek", on_delete=models.CASCADE, related_name="uitnodigingen")
    groep = models.CharField(max_length=20, choices=GROEPEN)
    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    code_zaad = models.CharField(max_length=40, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    is_gebruikt = models.BooleanField(default=False, editable=False)
    is_herinnerd = models.BooleanField(default=False, editable=False)

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "uitnodigingen"
        constraints = [
            models.UniqueConstraint(
                fields=["onderzoek", "email"], condition=~Q(email=""), name="een_uitnodiging_per_adres"
            )
        ]

    def __str__(self):
        return f"{self.get_groep_display()} {self.gebied}"

    @classmethod
    def nieuw(cls, onderzoek, groep, gebied_id, email=""):
        """Not stored yet."""
        row = cls(onderzoek=onderzoek, groep=groep, gebied_id=gebied_id, email=email, code_zaad=nieuw_zaad())
        row.code_hash = code_hash(row.code())
        return row

    def code(self):
        code = maak_code("onderzoek", self.code_zaad)
        return code if self.email else code[:OP_PAPIER]

    def vul_in(self, bericht, tekst):
        """A text as it goes out: the code stands in no table."""
        return tekst.replace(CODE, self.code()) if bericht.aan == self.email else tekst

    def beantwoord(self, scores, open_antwoord=""):
        """Keep an answer that leads back to nobody. False when the link was used, or the round closed, before."""
        dag = timezone.localdate()
        with transaction.atomic():
            fresh = Uitnodiging.objects.filter(
                pk=self.pk,
                is_gebruikt=False,
                onderzoek__status="open",
                onderzoek__opent_datum__lte=dag,
                onderzoek__sluit_datum__gte=dag,
            )
            if not fresh.update(is_gebruikt=True):
                return False
            antwoord = Onderzoeksantwoord.objects.create(
                onderzoek_id=self.onderzoek_id, groep=self.groep, gebied_id=self.gebied_id, open_antwoord=open_antwoord
            )
            Onderzoeksscore.objects.bulk_create(
                Onderzoeksscore(antwoord=antwoord, criterium=code, waarde=waarde) for code, waarde in scores.items()
            )
        return True
