from django.urls import path

from . import account

app_name = "account"
urlpatterns = [
    path("", account.own, name="own"),
    path("face", account.show_face, name="show-face"),
    path("password", account.password, name="password"),
    path("devices/<int:sign_in_id>/end", account.end_session, name="end-session"),
    path("tokens/new", account.new_token, name="new-token"),
    path("tokens/<int:token_id>/revoke", account.revoke_token, name="revoke-token"),
]
