"""What every dossier has: a state that only ``ga_naar`` changes, a version against lost edits, and a timeline."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import localize

from .statussen import GeenRecht, Statustabel
from .tijdlijn import Gebeurtenis, schrijf


class Dossier(models.Model):
    """Abstract. A subclass sets ``tabel`` (its ``Statustabel``) and answers ``heeft_recht(persoon, recht)``."""

    tabel: Statustabel

    status = models.CharField(max_length=30, db_index=True, editable=False)
    status_sinds = models.DateTimeField(default=timezone.now, editable=False)
    aangemaakt_op = models.DateTimeField(default=timezone.now, editable=False)
    gewijzigd_op = models.DateTimeField(auto_now=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.status:
            self.status = self.tabel.begin

    @property
    def status_naam(self):
        return self.tabel.namen[self.status]

    @property
    def status_kleur(self):
        """What the badge takes its colour from; see ``STATUSKLEUREN``."""
        return self.status

    @property
    def tijdlijn(self):
        return Gebeurtenis.objects.van(self).select_related("door")

    def heeft_recht(self, persoon, recht):
        raise NotImplementedError

    def overgangen_voor(self, persoon):
        """The steps this person may take from here: the buttons of the page."""
        return [o for o in self.tabel.vanuit(self.status) if self.heeft_recht(persoon, o.recht)]

    def ga_naar(self, status, *, door=None, wie="", toelichting="", is_openbaar=False, **velden):
        """Move to ``status``: the only writer of the state.

        Locks the row, checks table, right and requirements, stores state, ``velden`` and history in one transaction.
        ``door=None`` is the software itself (or the reporter, named in ``wie``) and is not asked for a right.
        Raises ``OvergangNietToegestaan``, ``GeenRecht`` or ``ValidationError`` (per field); then nothing changed.
        """
        with transaction.atomic():
            now_in_db = type(self)._base_manager.select_for_update().only("status").get(pk=self.pk).status
            overgang = self.tabel.overgang(now_in_db, status)
            if door is not None and not self.heeft_recht(door, overgang.recht):
                raise GeenRecht(overgang.knop)
            missing = [v for v in overgang.velden if not velden.get(v) and not getattr(self, v, None)]
            if missing:
                raise ValidationError({v: f"Vul dit in om te kunnen kiezen voor ‘{overgang.knop}’." for v in missing})
            for eis in overgang.eisen:
                eis(self)
            for naam, waarde in velden.items():
                setattr(self, naam, waarde)
            self.status, self.status_sinds = status, timezone.now()
            self.versie += 1
            self.save(update_fields=["status", "status_sinds", "versie", "gewijzigd_op", *velden])
            schrijf(
                self,
                "status",
                door=door,
                wie=wie,
                van=self.tabel.namen[now_in_db],
                naar=self.tabel.namen[status],
                tekst=toelichting or velden.get("reden", ""),
                is_openbaar=is_openbaar,
            )
            self.na_overgang(overgang, door)
        return self

    def na_overgang(self, overgang, door):
        """What follows from a step, inside its transaction; most concepts need nothing."""

    def noteer(self, tekst, *, door, soort="notitie"):
        return schrijf(self, soort, door=door, tekst=tekst)


class DossierForm(forms.ModelForm):
    """Edits a dossier without losing somebody else's edit: a stale page is refused, with both versions shown."""

    # Who acts where there is no account: names the writer on the timeline.
    wie = ""
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["versie"] = self.instance.versie if self.instance.pk else None

    def clean(self):
        data = super().clean()
        if self.instance.pk:
            stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
            differs = [n for n in self.changed_data if n in self.fields and hasattr(stored, n) and n != "versie"]
            if data.get("versie") != stored.versie and not differs:
                # Sent twice, or two people typed the same: there is nothing to choose.
                data["versie"] = stored.versie
            elif data.get("versie") != stored.versie:
                for naam in differs:
                    self.add_error(naam, f"Inmiddels staat hier: {self._in_words(stored, naam)}")
                # The page now shows both; saving it again is a choice made knowingly.
                self.data = self.data.copy()
                self.data[self.add_prefix("versie")] = stored.versie
                self.add_error(
                    None,
                    "Iemand anders heeft dit net gewijzigd. Wat u typte staat er nog, met daaronder wat er nu in het "
                    "dossier staat. Bewaar opnieuw om uw tekst te laten gelden.",
                )
        return data

    def _in_words(self, stored, naam):
        waarde = getattr(stored, naam)
        if isinstance(waarde, models.Manager):
            return ", ".join(map(str, waarde.all())) or "niets"
        display = getattr(stored, f"get_{naam}_display", None)
        return (display() if display else localize(waarde)) or "niets"

    def is_bewaard(self, *, door):
        """Valid and stored; False when something is wrong, also when somebody else was a moment earlier."""
        if not self.is_valid():
            return False
        try:
            self.bewaar(door=door)
        except ValidationError as fout:
            self.add_error(None, fout)
            return False
        return True

    def bewaar(self, *, door):
        """Save, raise the version and write which fields changed, in one transaction.

        Raises ``ValidationError`` when somebody else saved between the check and now.
        """
        with transaction.atomic():
            is_new = self.instance.pk is None
            if not is_new:
                model = type(self.instance)
                raised = model._base_manager.filter(pk=self.instance.pk, versie=self.cleaned_data["versie"])
                if not raised.update(versie=F("versie") + 1):
                    raise ValidationError("Iemand anders heeft dit net gewijzigd. Laad de pagina opnieuw.")
                self.instance.versie = self.cleaned_data["versie"] + 1
            dossier = self.save()
            labels = [str(self.fields[n].label or n).lower() for n in self.changed_data if n != "versie"]
            if is_new:
                self.vertel(dossier, "aangemaakt", door=door)
            elif labels:
                self.vertel(dossier, "wijziging", door=door, tekst=", ".join(labels))
        return dossier

    def vertel(self, dossier, soort, *, door, tekst=""):
        """The line on the timeline; what is a part of something else tells it there."""
        schrijf(dossier, soort, door=door, wie=self.wie, tekst=tekst)
