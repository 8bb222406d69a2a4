from importlib import import_module

from django.apps import AppConfig


class CyclusConfig(AppConfig):
    name = "cyclus"
    verbose_name = "cyclus"

    def ready(self):
        for concept in ("overleg", "escalatie", "analyse", "agenda", "plan", "monitor"):
            import_module(f"cyclus.{concept}.tasks")
        # What these keep of signals is forgotten along with them.
        for concept in ("overleg", "escalatie"):
            import_module(f"cyclus.{concept}.vergeten")
