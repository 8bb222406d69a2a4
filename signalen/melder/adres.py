"""The link with which a reporter shows that an e-mail address is theirs; and words in a mail that only they may read.

What opens something (the code, the link to confirm) stands in no table and on no page: a stored mail says
``VOOR_MELDER`` in its place, and the link is filled in at the moment of sending.
"""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "signalen.adres"
GELDIG = timedelta(days=30)
CODE = "[code-alleen-voor-de-melder]"
LINK = "[link-alleen-voor-de-melder]"


def _afdruk(email):
    """Binds the link to the address it was sent to, without naming it."""
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:24]


def maak_token(melder):
    return signing.dumps([melder.pk, _afdruk(melder.email)], salt=SALT)


def lees_token(token, melders):
    """The reporter this link was mailed to; None when it is not ours, too old, or of a former address."""
    try:
        pk, afdruk = signing.loads(token, salt=SALT, max_age=GELDIG)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    melder = melders.filter(pk=pk).first()
    return melder if melder and melder.email and _afdruk(melder.email) == afdruk else None


def zonder_code(context, code):
    """The values of a mail as they are stored: the code is left out."""
    return {naam: waarde.replace(code, CODE) if isinstance(waarde, str) else waarde for naam, waarde in context.items()}
