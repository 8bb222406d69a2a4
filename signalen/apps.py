from importlib import import_module

from django.apps import AppConfig


class SignalenConfig(AppConfig):
    name = "signalen"
    verbose_name = "signalen"

    def ready(self):
        import_module("signalen.signaal.tasks")
