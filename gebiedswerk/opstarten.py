"""What must hold before a web server or worker may start."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection


def controleer_start():
    """Refuse to serve example accounts, whose passwords everybody knows, to the world."""
    if settings.DEBUG:
        return
    try:
        aantal = get_user_model().objects.filter(is_voorbeeld=True).count()
    except DatabaseError as error:
        raise ImproperlyConfigured(
            f"De database is niet bereikbaar of nog niet bijgewerkt (manage.py migrate): {error}"
        ) from error
    finally:
        sluit_verbinding()
    if aantal:
        raise ImproperlyConfigured(
            f"In deze database staan {aantal} voorbeeldaccounts met een bekend wachtwoord. "
            "Buiten DEBUG start gebiedswerk daarmee niet. Gebruik een database zonder voorbeeld (DATABASE_URL)."
        )


def sluit_verbinding():
    """The processes that are forked after this make connections, and a pool, of their own."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
