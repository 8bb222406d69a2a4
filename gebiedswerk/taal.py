"""In what language a page is: Dutch, unless a visitor chose otherwise.

The choice is the visitor's, by a link and kept in a cookie; what a browser says it prefers is not asked, so one address
shows everybody the same page until they choose. Whoever is signed in works in Dutch.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_info, gettext

COOKIE = PARAMETER = "taal"
STANDAARD = "nl"
TALEN = [code for code, _naam in settings.LANGUAGES]
YEAR = 365 * 24 * 3600
# Signing in is for those who work here; what the municipality adopted is a document, and stays in the language in
# which it was adopted.
ALLEEN_NEDERLANDS = ("/account/", "/agendas/", "/analyses/", "/doelen/", "/maatregelen/", "/monitor/", "/plannen/")

# The plans of an area are documents too, on an address that begins as that of the area itself.
PLANNEN_VAN_GEBIED = ("/gebieden/", "/plannen/")


def is_nederlands(pad):
    """Whether the page at this path is only there in Dutch."""
    begin, eind = PLANNEN_VAN_GEBIED
    return pad.startswith(ALLEEN_NEDERLANDS) or (pad.startswith(begin) and pad.endswith(eind))


def vertaal(naam):
    """A name from a table or a list of ours in the language of the page; what we do not know stays as it is."""
    return gettext(naam) if naam else naam


def gekozen(request):
    """The language this visitor chose; a signed-in person is only asked for when it matters."""
    taal = request.COOKIES.get(COOKIE, STANDAARD)
    if taal == STANDAARD or taal not in TALEN or not mag_kiezen(request):
        return STANDAARD
    return taal


def wilde_anders(request):
    """The language that this visitor chose and cannot have here; empty where there is nothing to say."""
    taal = request.COOKIES.get(COOKIE, STANDAARD)
    is_elsewhere = taal in TALEN and taal != STANDAARD and is_nederlands(request.path)
    return taal if is_elsewhere and not request.user.is_authenticated else ""


def mag_kiezen(request):
    return not is_nederlands(request.path) and not request.user.is_authenticated


class TaalMiddleware:
    """``?taal=en`` on any public page stores the choice and comes back to the same page, without it in the address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        wens = _gevraagd(request) if request.method in ("GET", "HEAD") else None
        if wens in TALEN and mag_kiezen(request):
            return _onthoud(request, wens)
        taal = gekozen(request)
        with translation.override(taal):
            response = self.get_response(request)
        # What says of itself that everybody may share it (boundaries) holds no language.
        if "public" not in response.headers.get("Cache-Control", ""):
            response.headers.setdefault("Content-Language", taal)
            patch_vary_headers(response, ["Cookie"])
        return response


def _gevraagd(request):
    """The language in the address, or None; an address that cannot be read is for the view to refuse, in words."""
    try:
        return request.GET.get(PARAMETER)
    except SuspiciousOperation:
        return None


def _onthoud(request, taal):
    vraag = request.GET.copy()
    del vraag[PARAMETER]
    # Not build_absolute_uri: a path that begins with two slashes would be another host.
    terug = "/" + request.path.lstrip("/") + (f"?{vraag.urlencode()}" if vraag else "")
    response = HttpResponseRedirect(terug)
    response.set_cookie(COOKIE, taal, max_age=YEAR, secure=settings.USE_HTTPS, httponly=True, samesite="Lax")
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Cookie"])
    return response


def wissel(request):
    """The other languages of this page: ``[{"code", "naam", "url"}, …]``; nothing where there is no choice."""
    if request is None or not hasattr(request, "user") or not mag_kiezen(request):
        return []
    nu = translation.get_language()
    andere = [get_language_info(code) for code in TALEN if code != nu]
    return [{"code": t["code"], "naam": t["name_local"], "url": _adres(request, t["code"])} for t in andere]


def _adres(request, taal):
    """This page in another language; the answer to a form that was sent is not a page one can come back to."""
    path, query = request.path, request.GET.copy()
    if request.method not in ("GET", "HEAD"):
        referer = request.headers.get("Referer", "")
        known = url_has_allowed_host_and_scheme(referer, {request.get_host()})
        path, query = (urlsplit(referer).path or "/") if known else "/", query.copy()
        query.clear()
    query[PARAMETER] = taal
    return f"{path}?{query.urlencode()}"
