"""Where each door stands."""

from django.urls import URLPattern, URLResolver, include, path

from aftercare.web.api.app import api
from aftercare.web.api.hooks import hook

handler400 = "aftercare.config.outage.bad_request"
handler403 = "aftercare.web.kit.refusals.forbidden"
handler404 = "aftercare.config.outage.not_found"
handler500 = "aftercare.config.outage.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("preferences/", include("aftercare.web.kit.urls")),
    path("", include("aftercare.web.kit.sign_in_urls")),
    path("account/", include("aftercare.web.desk.account_urls")),
    path("api/v1/", api.urls),
    path("hooks/<slug:code>", hook, name="hook"),
    path("desk/", include("aftercare.web.desk.urls")),
    path("m/", include("aftercare.web.mobile.urls")),
    path("", include("aftercare.web.portal.urls")),
]
