"""The part of allauth that is open: nobody makes an account or changes the address they sign in with by themselves."""

from allauth.account import urls

OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # allauth links to it by name; with signing up closed it only says so.
    "account_signup",
}

urlpatterns = [pattern for pattern in urls.urlpatterns if pattern.name in OPEN]
