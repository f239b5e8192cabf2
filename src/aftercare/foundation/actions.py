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

from aftercare.foundation.actor import Actor
from aftercare.foundation.work import look_again, whole

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Callable[..., object]] = {}
DERIVED: set[Callable[..., object]] = set()
VIEWS: set[str] = set()
REMEMBERED: set[str] = set()
"""Modules and actions that write to tables which processes remember (foundation.memory)."""

_inside: ContextVar[tuple[str, ...]] = ContextVar("actions that run", default=())


def action(write: Callable[P, R]) -> Callable[P, R]:
    name = f"{write.__module__.split('.')[-2]}.{write.__name__}"

    @wraps(write)
    def perform(*args: P.args, **kwargs: P.kwargs) -> R:
        around = _inside.get()
        if not around:
            cast(Actor, kwargs["actor"]).must(name)
        may_change = any(map(_may_change, (name, *around[-1:])))
        token = _inside.set((*around, name))
        try:
            if may_change:
                look_again()
            return whole(lambda: write(*args, **kwargs))
        finally:
            _inside.reset(token)
            if may_change:
                look_again()

    ACTIONS[name] = perform
    return perform


def may_be_changing() -> bool:
    """Whether the action that runs may be changing what processes remember."""
    return any(map(_may_change, _inside.get()[-1:]))


def _may_change(name: str) -> bool:
    return name in REMEMBERED or name.partition(".")[0] in REMEMBERED


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
