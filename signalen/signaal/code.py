"""The code with which a reporter follows a signal: derived from a seed, so that it stands in no table."""

import hashlib
import hmac
from base64 import b32encode

from django.conf import settings


def volgcode(zaad):
    """130 bits, as 26 letters and digits."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"volgcode:" + zaad.encode(), hashlib.sha256).digest()
    return b32encode(digest).decode().lower()[:26]


def code_hash(code):
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
