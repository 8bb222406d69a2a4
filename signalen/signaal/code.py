"""The codes in our links to people without an account: derived from a seed, so that they stand in no table."""

import hashlib
import hmac
from base64 import b32encode

from django.conf import settings


def maak_code(doel, zaad):
    """130 bits, as 26 letters and digits; ``doel`` keeps the codes of one kind of link from opening another."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{doel}:{zaad}".encode(), hashlib.sha256).digest()
    return b32encode(digest).decode().lower()[:26]


def volgcode(zaad):
    """With which a reporter follows a signal."""
    return maak_code("volgcode", zaad)


def code_hash(code):
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
