"""One settings file; everything that differs between machines comes from the environment."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name, default=""):
    return os.environ.get(name, default)


def env_bool(name, default=False):
    return env(name, "1" if default else "0").lower() in {"1", "true", "yes", "ja"}


def env_list(name, default=""):
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


DEBUG = env_bool("DEBUG")
SECRET_KEY = env("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY ontbreekt in de omgeving. Maak er een met: "
        'python -c "import secrets; print(secrets.token_urlsafe(50))"'
    )

# Everything the running system writes lies under one folder.
DATA_DIR = Path(env("DATA_DIR", str(BASE_DIR / "var")))
SITE_URL = env("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{urlsplit(SITE_URL).hostname}")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", SITE_URL)

INSTALLED_APPS = [
    "gebiedswerk",
    "gebieden",
    "signalen",
    "initiatieven",
    "cyclus",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "guardian",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gebiedswerk.taal.TaalMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gebiedswerk.net_voor.NetVoorMiddleware",
]

ROOT_URLCONF = "gebiedswerk.urls"
WSGI_APPLICATION = "gebiedswerk.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gebiedswerk.profiel.in_template",
            ],
            "builtins": ["gebiedswerk.templatetags.gebiedswerk"],
        },
    }
]
FORM_RENDERER = "gebiedswerk.formulieren.FormulierRenderer"


# Database -----------------------------------------------------------------


def database(url):
    """Django's database dict for ``sqlite:///path`` or ``postgresql://user:password@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                # What is deleted is overwritten, also in the file.
                "PRAGMA secure_delete=ON;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        pool = {"min_size": 1, "max_size": int(env("DATABASE_POOL", "4")), "timeout": 10}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            # Tables this size lie in memory or on an SSD: fetching rows by index is cheap, reading all of them is not.
            "OPTIONS": {
                "options": "-c random_page_cost=1.1 -c jit=off",
                **({"pool": pool} if env_bool("DATABASE_USE_POOL", True) else {}),
            },
        }
    raise ImproperlyConfigured(f"DATABASE_URL begint met {parts.scheme!r}; gebruik sqlite:/// of postgresql://")


DATABASES = {"default": database(env("DATABASE_URL", f"sqlite:///{DATA_DIR / 'gebiedswerk.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# Background work ----------------------------------------------------------
# Reliability comes from the rows of gebiedswerk.Opdracht, not from the broker; the broker only wakes a worker.

CELERY_BROKER_URL = env("CELERY_BROKER_URL", "filesystem://localhost//")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
# In kB: a child that grew past this ends after its task, so that a worker stays within 300 MB.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 230_000
CELERY_WORKER_CONCURRENCY = int(env("CELERY_CONCURRENCY", "2"))
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat" / "schedule")
# Beat sleeps at most this long, and so stops within it.
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
CELERY_TIMEZONE = "Europe/Amsterdam"
LEASE_SECONDS = int(env("LEASE_SECONDS", "120"))
SWEEP_SECONDS = int(env("SWEEP_SECONDS", "5" if CELERY_BROKER_URL.startswith("filesystem") else "15"))
if CELERY_BROKER_URL.startswith("filesystem"):
    QUEUE_DIR = DATA_DIR / "queue"
    CELERY_BROKER_TRANSPORT = "gebiedswerk.wachtrij:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR),
        "data_folder_out": str(QUEUE_DIR),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "visibility_timeout": 3600,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    }


# People -------------------------------------------------------------------

AUTH_USER_MODEL = "gebieden.Gebruiker"
# Rights on a gebied are asked in gebieden/rechten.py, never through has_perm(): one door.
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
GUARDIAN_MONKEY_PATCH_USER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "werk"
LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "gebiedswerk.aanmelden.AanmeldAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False

# The number of proxies in front of us decides how much of X-Forwarded-For may be believed.
TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXY_COUNT", "0"))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT


# Language, time -----------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "gebiedswerk" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True


# Files --------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "gebiedswerk.staticbestanden.NpmFinder",
]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # For everybody, unlike uploads: whoever collects them need not be who serves them.
        "OPTIONS": {"file_permissions_mode": 0o644},
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640


# Mail ---------------------------------------------------------------------

if env("EMAIL_HOST"):
    EMAIL_HOST = env("EMAIL_HOST")
    EMAIL_PORT = int(env("EMAIL_PORT", "587"))
    EMAIL_HOST_USER = env("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
    EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", True)
else:
    # Without a mail server every mail becomes a file that can be opened and read.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "gebiedswerk@localhost")


# The API for other systems (signalen/bronsysteem) ---------------------------
# rest_framework is not among the apps: it answers JSON only, and its Dutch would take the place of Django's.

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["signalen.bronsysteem.toegang.Tokentoegang"],
    "DEFAULT_PERMISSION_CLASSES": ["signalen.bronsysteem.toegang.VanEenBron"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "signalen.bronsysteem.problemen.als_probleem",
    "UNAUTHENTICATED_USER": None,
}


# Public figures and boundaries (manage.py haal_op) --------------------------

CBS_ODATA_URL = env("CBS_ODATA_URL", "https://opendata.cbs.nl/ODataApi/odata").rstrip("/")
PDOK_API_URL = env("PDOK_API_URL", "https://api.pdok.nl").rstrip("/")
PDOK_SERVICE_URL = env("PDOK_SERVICE_URL", "https://service.pdok.nl").rstrip("/")
# Addresses for who types a place, and tiles under the map: asked by our server, so that they learn nothing of visitors.
# Empty: a field without suggestions, a map without a background.
PDOK_LOCATIE_URL = env("PDOK_LOCATIE_URL", f"{PDOK_API_URL}/bzk/locatieserver/search/v3_1").rstrip("/")
TILE_SERVER = env("TILE_SERVER", PDOK_SERVICE_URL).rstrip("/")
# Seconds of silence before we give up on an answer, and the first pause before we ask again.
OPHALEN_GEDULD = float(env("OPHALEN_GEDULD", "30"))
OPHALEN_BACKOFF = float(env("OPHALEN_BACKOFF", "1"))


# Security -----------------------------------------------------------------

USE_HTTPS = SITE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_SSL_REDIRECT = USE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]
SECURE_HSTS_SECONDS = 31536000 if USE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = USE_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "gebiedswerk.logboek.Zwijgend", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
