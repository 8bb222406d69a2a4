from importlib import import_module

from django.apps import AppConfig


class GebiedenConfig(AppConfig):
    name = "gebieden"
    verbose_name = "gebieden"

    def ready(self):
        for concept in ("indeling", "inlezing", "kaart", "opvolging", "mensen", "netwerk", "platform"):
            import_module(f"gebieden.{concept}.tasks")
