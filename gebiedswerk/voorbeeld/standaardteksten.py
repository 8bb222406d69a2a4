"""The standard texts that come with the software, as a beheerder takes them over on the first day."""

from signalen.models import Standaardtekst


def schrijf(draaiboek):
    draaiboek.op(draaiboek.klok.nu, Standaardtekst.objects.zet_begin_klaar)
