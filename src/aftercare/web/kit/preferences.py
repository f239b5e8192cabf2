"""How a person wants to see us: language and light, in cookies so that the first byte fits."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

THEMES = ("auto", "light", "dark")
LANGUAGES = ("zh-hans", "en")
YEAR = 365 * 24 * 3600


def back(request: HttpRequest) -> HttpResponse:
    """To the page the wish was made on, if it is one of ours."""
    to = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(to, {request.get_host()})
    return HttpResponseRedirect(to if ours else "/")


def set_choice(response: HttpResponse, *, language: str = "", theme: str = "") -> None:
    """Keeps what was chosen for a year; what is not one of ours is left out."""
    chosen = {}
    if language in LANGUAGES:
        chosen[settings.LANGUAGE_COOKIE_NAME] = language
    if theme in THEMES:
        chosen["theme"] = theme
    for name, value in chosen.items():
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    response = back(request)
    set_choice(response, language=request.POST.get("language", ""))
    return response


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    response = back(request)
    set_choice(response, theme=request.POST.get("theme", ""))
    return response
