"""Signing in: accounts are made by the municipality, never by the visitor."""

from allauth.account.adapter import DefaultAccountAdapter

from .profiel import huidig


class AanmeldAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def format_email_subject(self, subject):
        return f"{subject} – {huidig().naam}"
