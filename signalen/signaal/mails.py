"""The mails about one signal, for who handles it: what was said to whom, and whether it left."""

import re

from django.db.models import OuterRef, Subquery

from gebieden.models import Gebruiker
from gebiedswerk.post import Bericht


def mails_over(signaal):
    """Newest first, with ``wie`` (to whom, in words) and ``leesbaar`` (the text, but not what is the receiver's)."""
    naam = Gebruiker.objects.filter(email=OuterRef("aan")).values("naam")[:1]
    mails = list(Bericht.objects.over(signaal).met_stand().annotate(collega=Subquery(naam)))
    melder = getattr(signaal, "melder", None)
    for mail in mails:
        mail.wie = _wie(mail, signaal)
        mail.leesbaar = _zonder(mail.tekst_zonder_sleutels, melder)
    return mails


def _wie(mail, signaal):
    if not mail.aan:
        return "een adres dat is weggehaald"
    if signaal.adres and mail.aan.lower() == signaal.adres.lower():
        return "de melder"
    if mail.collega:
        return mail.collega
    afdeling = signaal.doorgezet_naar
    if afdeling and mail.aan == afdeling.email:
        return str(afdeling)
    return "een ander adres"


def _zonder(tekst, melder):
    """Who looks at the contact details does so where that is written down, not in passing in an old mail."""
    for waarde in (melder.email, melder.telefoon, melder.naam) if melder else ():
        if waarde:
            tekst = re.sub(rf"(?<!\w){re.escape(waarde)}(?!\w)", "…", tekst)
    return tekst
