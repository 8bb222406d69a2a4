"""Photos with a signal. They lie outside the public folder and are served by a view in scope."""

from django.core.files.storage import default_storage
from django.db import models

from .beeld import WACHTKAMER


class FotoQuerySet(models.QuerySet):
    def leg_vast(self, signaal, beelden):
        """Store cleaned pictures, as ``beeld.schoon`` gives them."""
        for beeld in beelden:
            beeld.name = f"{signaal.pk}.jpg"
            self.create(signaal=signaal, bestand=beeld)


class Foto(models.Model):
    signaal = models.ForeignKey("signalen.Signaal", on_delete=models.CASCADE, related_name="fotos")
    bestand = models.ImageField(upload_to="fotos/%Y/%m/", width_field="breedte", height_field="hoogte")
    breedte = models.PositiveIntegerField(default=0, editable=False)
    hoogte = models.PositiveIntegerField(default=0, editable=False)

    objects = FotoQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "foto's"

    def __str__(self):
        return self.bestand.name


def ruim_wachtkamer_op(voor):
    """Remove pictures of forms that were never sent; ``voor`` is a moment. Returns how many."""
    if not default_storage.exists(WACHTKAMER):
        return 0
    names = [f"{WACHTKAMER}/{naam}" for naam in default_storage.listdir(WACHTKAMER)[1]]
    old = [naam for naam in names if default_storage.get_modified_time(naam) < voor]
    for naam in old:
        default_storage.delete(naam)
    return len(old)
