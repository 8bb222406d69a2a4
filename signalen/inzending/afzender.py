"""Who sends a form, as far as the rate limit needs to know: a hash that means nothing tomorrow."""

import hashlib
import hmac
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.utils import timezone


def adres_van(request):
    """The sender's address. Of X-Forwarded-For only what our own proxies added is believed."""
    proxies = settings.TRUSTED_PROXY_COUNT
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            return hops[-proxies]
    return request.META.get("REMOTE_ADDR", "")


def netwerk(adres):
    """What counts as one sender: an IPv4 address, or an IPv6 /64 (one household)."""
    try:
        ip = ip_address(adres)
    except ValueError:
        return adres[:60]
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip if ip.version == 4 else ip_network((ip, 64), strict=False))


def afzender_hash(request):
    """Keyed with the secret and the day, so that nobody can look up an address, and days cannot be joined."""
    zegel = f"afzender:{timezone.localdate():%Y-%m-%d}:{netwerk(adres_van(request))}"
    return hmac.new(settings.SECRET_KEY.encode(), zegel.encode(), hashlib.sha256).hexdigest()
