"""Who knocks at the API, and how a post is done once."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.operation import Operation
from ninja.security import HttpBearer
from pydantic import TypeAdapter

from aftercare.foundation.receipts.actions import Answer, once
from aftercare.foundation.receipts.rules import fingerprint
from aftercare.web.kit.actors import actor_of_token
from aftercare.web.kit.limits import API
from aftercare.web.kit.requests import Request

from .shapes import PROBLEMS

View = Callable[..., Any]
_make_answer = Operation._create_response_model  # noqa: SLF001


@cache
def _answer_of(shape: Any) -> Any:
    """One class for one shape of an answer, and one description of it.

    Else each operation makes its own of each refusal: two thousand classes, half of every start.
    """
    made: Any = _make_answer(None, shape)  # type: ignore[arg-type]
    if made is not None:
        made.model_json_schema = cache(made.model_json_schema)
    return made


Operation._create_response_model = lambda _self, shape: _answer_of(shape)  # type: ignore[method-assign, assignment]  # noqa: SLF001


class Token(HttpBearer):
    """`Authorization: Bearer …`: the token's owner, bounded to the token's scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> int | None:
        found = actor_of_token(token, request.now)  # type: ignore[attr-defined]
        if found is None:
            return None
        actor, facts = found
        request.actor = actor  # type: ignore[attr-defined]
        request.caller = f"token:{facts.token_id}"  # type: ignore[attr-defined]
        API.take(request.caller)  # type: ignore[attr-defined]
        return facts.token_id


def deed(
    router: Router, path: str, *, out: Any, status: int = 200, **more: Any
) -> Callable[[View], View]:
    """A post. With an `Idempotency-Key` it is done once, and answered the same again (R-PL-02)."""

    @cache
    def shape() -> TypeAdapter[Any]:
        return TypeAdapter(out)

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            def perform() -> Answer:
                result = view(request, *args, **kwargs)
                body = shape().validate_python(result, from_attributes=True)
                return Answer(status=status, body=shape().dump_json(body).decode())

            key = request.headers.get("Idempotency-Key")
            answer = _once(request, key, perform) if key is not None else perform()
            headers = {"Idempotency-Replayed": "true"} if answer.again else {}
            return HttpResponse(
                answer.body, status=answer.status, content_type="application/json", headers=headers
            )

        router.post(path, response={status: out, **PROBLEMS}, **more)(answered)
        return answered

    return wrap


def _once(request: Request, key: str, perform: Callable[[], Answer]) -> Answer:
    return once(
        caller=request.caller,  # type: ignore[attr-defined]
        key=key,
        fingerprint=fingerprint(
            method=request.method or "", path=request.get_full_path(), body=request.body
        ),
        now=request.now,
        perform=perform,
    )
