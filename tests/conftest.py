"""The tests' surroundings: settings of their own, a throw-away Redis, a real browser, the shared real data."""

import atexit
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import sync_playwright

from scripts import throwaway
from tests import sjabloon

# Before Django reads its settings, and always: no test may see the data or the secrets of whoever runs it.
DATA_DIR = Path(tempfile.mkdtemp(prefix=f"gebiedswerk-data-{os.getpid()}-"))
(DATA_DIR / "static").mkdir()
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
os.environ.update(
    DJANGO_SETTINGS_MODULE="gebiedswerk.settings",
    SECRET_KEY="alleen-voor-de-tests",
    DEBUG="1",
    DATA_DIR=str(DATA_DIR),
    SITE_URL="http://localhost:8000",
    DATABASE_USE_POOL="0",
    # No test asks others for addresses or tiles; the tests of those set up a server of their own.
    PDOK_LOCATIE_URL="",
    TILE_SERVER="",
    # Playwright keeps an event loop in the main thread; the ORM is used there by the test only.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)
os.environ.setdefault("DATABASE_URL", "sqlite://")
for name in ("CELERY_BROKER_URL", "EMAIL_HOST", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"):
    os.environ.pop(name, None)

CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: drives a real browser; runs on one database engine")
    config.addinivalue_line("markers", "eenmaal: slow, and the same on both engines; runs on SQLite")
    config.addinivalue_line("markers", "werker: starts real worker processes; runs on one database engine")
    hypothesis.settings.register_profile("gebiedswerk", deadline=None, derandomize=bool(os.environ.get("CI")))
    hypothesis.settings.load_profile("gebiedswerk")
    # Here and not by pytest-django's own option, which reads the settings before the environment above is set.
    django.setup()
    sjabloon.gebruik(config, settings.DATABASES["default"])
    # A real hash costs a tenth of a second for every person of every test.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_addoption(parser):
    parser.addoption(
        "--met-database",
        action="store_true",
        help="Only tests that ask a database: the others say the same on every engine, and once is enough.",
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("--met-database"):
        rest = [item for item in items if not _asks_database(item)]
        config.hook.pytest_deselected(items=rest)
        items[:] = [item for item in items if _asks_database(item)]


def _asks_database(item):
    uses = {"db", "transactional_db", "django_db_setup", "live_server"}
    if item.get_closest_marker("eenmaal"):
        return False
    return bool(item.get_closest_marker("django_db") or uses & set(item.fixturenames))


def not_here(reason):
    """What CI should have installed is a failure there; on somebody's own machine it is skipped, with the reason."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True, scope="session")
def static_files_from_finders_only_in_live_server():
    """The live server finds static files itself; WhiteNoise need not look at all of them for every test client."""
    settings.WHITENOISE_USE_FINDERS = False


@pytest.fixture(scope="session")
def shared():
    """The folder with real data and tools that stands beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"echte gegevens ontbreken: {SHARED} bestaat niet")
    return SHARED


@pytest.fixture(scope="session")
def redis_server():
    """URL of a real Redis that nobody else uses."""
    if url := os.environ.get("TEST_REDIS_URL"):
        yield url
        return
    try:
        server = throwaway.redis_server()
        with server as url:
            yield url
    except throwaway.Missing as reason:
        not_here(str(reason))


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        not_here("Chromium ontbreekt (installeer met: sudo apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def pagina(browser):
    """A page that sees only this machine; a script error or a breach of the CSP fails the test."""
    context = browser.new_context(
        locale="nl-NL", timezone_id="Europe/Amsterdam", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
    # Map tiles and the like: not from the network, and not a test's business.
    context.route(lambda url: "://localhost" not in url and "://127.0.0.1" not in url, lambda route: route.abort())
    errors = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    yield page
    context.close()
    assert errors == []


@pytest.fixture(autouse=True)
def vers_profiel():
    """Every process remembers the profile for some seconds; a test never sees that of the former one."""
    vergeet = import_module("gebiedswerk.profiel").vergeet
    vergeet()
    yield
    vergeet()


@pytest.fixture(autouse=True)
def leeg_te_maken(request):
    """A transactional test empties the database afterwards; on SQLite that is a DELETE, which the timeline refuses."""
    marker = request.node.get_closest_marker("django_db")
    uses = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not (uses or (marker and marker.kwargs.get("transaction"))):
        yield
        return
    request.getfixturevalue("transactional_db")
    tijdlijn = import_module("gebiedswerk.tijdlijn")
    tijdlijn.vergrendel(connection)
    yield
    tijdlijn.ontgrendel(connection)
