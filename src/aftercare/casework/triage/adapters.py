"""Classifiers that other packages bring (R-PL-04); none is asked unless the settings name it.

An entry point of the group `aftercare.classifiers` names a callable without arguments that gives a
`Classifier`. It is asked while a case is taken in: it answers at once, from this machine.
"""

import logging
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

from .rules import Opinion

GROUP = "aftercare.classifiers"
LOG = logging.getLogger(__name__)


class Classifier(Protocol):
    def classify(self, text: str) -> Sequence[Opinion]:
        """What it thinks of a text, field by field; nothing of what it cannot tell."""
        ...


@cache
def known_classifiers() -> dict[str, Callable[[], Classifier]]:
    return {point.name: point.load() for point in entry_points(group=GROUP)}


@cache
def _classifier(name: str) -> Classifier | None:
    maker = known_classifiers().get(name)
    return maker() if maker is not None else None


def opinions_of(name: str, text: str) -> Sequence[Opinion]:
    """None where no classifier has this name. One that fails keeps no case from coming in."""
    try:
        found = _classifier(name) if name else None
        return () if found is None else list(found.classify(text))
    except Exception:
        LOG.exception("the classifier %s failed", name)
        return ()
