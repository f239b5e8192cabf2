"""`@action` marks a business write: the grant first, then one transaction.

The permission is the action's own name, `<module>.<function>`; ACTIONS is the full list,
from which the role editor, the permission matrix and the house tests are made. VIEWS are the
names of reads that a role may hold or lack, declared where the query stands.

What an action needs of other actions is granted with it: only the outermost one asks.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import transaction

from aftercare.foundation.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Callable[..., object]] = {}
DERIVED: set[Callable[..., object]] = set()
VIEWS: set[str] = set()

_inside: ContextVar[bool] = ContextVar("inside an action", default=False)


def action(write: Callable[P, R]) -> Callable[P, R]:
    name = f"{write.__module__.split('.')[-2]}.{write.__name__}"

    @wraps(write)
    def perform(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return write(*args, **kwargs)
        cast(Actor, kwargs["actor"]).must(name)
        token = _inside.set(True)
        try:
            with transaction.atomic():
                return write(*args, **kwargs)
        finally:
            _inside.reset(token)

    ACTIONS[name] = perform
    return perform


def derived(write: Callable[P, R]) -> Callable[P, R]:
    """A value that follows from others and is kept beside them: no grant, no audit entry.

    Only an action may call it, in whose transaction it then stands.
    """

    @wraps(write)
    def perform(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _inside.get():
            raise RuntimeError(f"{write.__name__} is called by actions only")
        return write(*args, **kwargs)

    DERIVED.add(perform)
    return perform


def view(name: str) -> str:
    """Declares the permission of a read, `<module>.see_<what>`, and returns it."""
    VIEWS.add(name)
    return name
