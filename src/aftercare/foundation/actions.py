"""`@action` marks a business write: the grant first, then one transaction.

The permission is the action's own name, `<module>.<function>`; ACTIONS is the full list,
from which the role editor, the permission matrix and the house tests are made. VIEWS are the
names of reads that a role may hold or lack, declared where the query stands.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import transaction

from aftercare.foundation.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Callable[..., object]] = {}
VIEWS: set[str] = set()


def action(write: Callable[P, R]) -> Callable[P, R]:
    name = f"{write.__module__.split('.')[-2]}.{write.__name__}"

    @wraps(write)
    def perform(*args: P.args, **kwargs: P.kwargs) -> R:
        cast(Actor, kwargs["actor"]).must(name)
        with transaction.atomic():
            return write(*args, **kwargs)

    ACTIONS[name] = perform
    return perform


def view(name: str) -> str:
    """Declares the permission of a read, `<module>.see_<what>`, and returns it."""
    VIEWS.add(name)
    return name
