from importlib import import_module

from django.apps import AppConfig


class InitiatievenConfig(AppConfig):
    name = "initiatieven"
    verbose_name = "initiatieven"

    def ready(self):
        import_module("initiatieven.initiatief.tasks")
