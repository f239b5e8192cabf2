"""How a refusal looks: a page with a way on, or a toast when HTMX asked for a part."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from aftercare.foundation.errors import NotAllowed, NotFound, Refusal
from aftercare.foundation.pages import NoSuchPage


def sentence_of(refusal: Refusal) -> str:
    """The sentence for the person asking."""
    if isinstance(refusal, NotAllowed):
        return _("Your role may not do this. Ask the person who leads your team.")
    if isinstance(refusal, NotFound):
        return _("There is nothing here, or it is not yours to see.")
    if isinstance(refusal, NoSuchPage):
        return _("The list has no such page. Begin with its first one.")
    texts = [str(refusal), *refusal.fields.values()]
    return " ".join(dict.fromkeys(text for text in texts if text))


def title_of(status: int) -> str:
    titles = {
        400: _("This request cannot be read"),
        403: _("Not yours to do"),
        404: _("Nothing here"),
        405: _("Not the way to use this address"),
        409: _("This does not fit any more"),
        413: _("What was sent is too large"),
        422: _("Something is missing or cannot be right"),
        429: _("Too many tries"),
        500: _("Something went wrong on our side"),
        503: _("Not reachable for a moment"),
    }
    return titles.get(status, titles[400])


def is_part(request: HttpRequest) -> bool:
    """Whether HTMX asks for a part of a page (not for a whole one over a boosted link)."""
    asked = request.headers
    whole = asked.get("HX-Boosted") or asked.get("HX-History-Restore-Request")
    return bool(asked.get("HX-Request")) and not whole


def answer(request: HttpRequest, *, status: int, sentence: str) -> HttpResponse:
    """A toast for HTMX, else a whole page."""
    context = {"status": status, "title": title_of(status), "sentence": sentence}
    if not is_part(request):
        return render(request, "errors/page.html", context, status=status)
    response = render(request, "kit/_toast.html", {"text": sentence, "tone": "bad"}, status=status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    response["HX-Push-Url"] = "false"
    return response


def refusal_answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    response = answer(request, status=refusal.http_status, sentence=sentence_of(refusal))
    if wait := wait_of(refusal):
        response["Retry-After"] = wait
    return response


def wait_of(refusal: Refusal) -> str:
    """The seconds of Retry-After, where a refusal says when to come again."""
    wait = getattr(refusal, "wait", None)
    return str(max(1, round(wait.total_seconds()))) if wait is not None else ""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    status, sentence = cannot_be_read(exception)
    return answer(request, status=status, sentence=sentence)


def cannot_be_read(exception: Exception | None) -> tuple[int, str]:
    """The status, and the sentence, for a request that Django could not take apart."""
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 2**20
        return 413, _("Besides files, no more than {most:g} MB can be sent at once.").format(
            most=most
        )
    return 400, _("Go back, reload the page and try again.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return refusal_answer(request, NotAllowed())


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return refusal_answer(request, NotFound())


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session: nothing was done, the page has to be loaded again."""
    del reason
    return answer(
        request,
        status=403,
        sentence=_("This page has grown too old. Reload it, then send it again."),
    )


def unexpected(request: HttpRequest, status: int = 500) -> HttpResponse:
    """Asks nothing of the request but whether HTMX made it: the database may be what is missing."""
    sentence = _("Nothing was changed. Try again; if it happens again, tell your administrator.")
    if is_part(request):
        return answer(request, status=status, sentence=sentence)
    context = {"status": status, "title": title_of(status), "sentence": sentence}
    return HttpResponse(render_to_string("errors/page.html", context), status=status)
