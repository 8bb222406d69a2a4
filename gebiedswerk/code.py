"""The codes in our links to people without an account: derived from a seed, so that they stand in no table.

    zaad = nieuw_zaad()
    Ding(code_zaad=zaad, code_hash=code_hash(maak_code("doel", zaad)))

The link holds ``maak_code("doel", ding.code_zaad)``; who comes with a code is found by ``code_hash``.
"""

import hashlib
import hmac
import secrets
from base64 import b32encode

from django.conf import settings


def nieuw_zaad():
    return secrets.token_urlsafe(16)


def maak_code(doel, zaad):
    """130 bits, as 26 letters and digits; ``doel`` keeps the codes of one kind of link from opening another."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{doel}:{zaad}".encode(), hashlib.sha256).digest()
    return b32encode(digest).decode().lower()[:26]


def code_hash(code):
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
