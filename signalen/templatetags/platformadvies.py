from django import template
from django.utils import timezone

from signalen.advies.models import Advies, mag_adviseren
from signalen.advies.naleving import tel

register = template.Library()
MEEST = 5


@register.inclusion_tag("signalen/_platform_adviezen.html", takes_context=True)
def adviezen_van(context, platform, dossier=False):
    """What a platform was asked, advised and got, on its own page; in the dossier with what one can do there."""
    persoon = context["request"].user
    adviezen = Advies.objects.zichtbaar_voor(persoon) if dossier else Advies.objects.openbaar()
    adviezen = adviezen.filter(platform=platform)
    return {
        "platform": platform,
        "woord": context["woord"],
        "adviezen": adviezen.voor_lijst()[:MEEST],
        "n": tel(adviezen, timezone.localdate().year, timezone.localdate()),
        "jaar": timezone.localdate().year,
        "in_dossier": dossier,
        "mag_adviseren": dossier and platform.is_actief and mag_adviseren(persoon, platform),
        "mag_vragen": dossier and platform.is_actief and platform.heeft_recht(persoon, "behandelen"),
    }
