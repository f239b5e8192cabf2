"""One step that can be done to a case: its words, its form, its call, and when it is offered."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from aftercare.casework.cases.queries import CaseBrief, Stage
from aftercare.casework.resolutions.queries import ResolutionRow
from aftercare.web.kit.requests import Request

from . import case_acts as acts

NOT_ENDED = frozenset(Stage) - {Stage.CLOSED, Stage.MERGED}
SETTLED = frozenset({Stage.RESOLVED, Stage.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep:
    """`offers` gives the form what it needs besides the typed values, `initial` what it shows.

    `in_menu`: offered beside the next step, in the menu of everything else. `kinds` narrows it to
    some kinds of case, `suits` to what else the case must be like, `now` to its time.
    """

    code: str
    label: str | Promise
    done: str | Promise
    permission: str
    form: type[forms.Form]
    perform: acts.Perform
    stages: Collection[str] = NOT_ENDED
    icon: str = "circle"
    in_menu: bool = True
    danger: bool = False
    offers: Callable[[Request, CaseBrief], Mapping[str, Any]] = lambda _request, _case: {}
    initial: Callable[[CaseBrief, Sequence[ResolutionRow]], Mapping[str, Any]] = lambda _c, _r: {}
    help: str | Promise = ""
    keys: str = ""
    kinds: Collection[str] = ()
    suits: Callable[[CaseBrief], bool] = lambda _case: True
    now: Callable[[Request, CaseBrief], bool] = lambda _request, _case: True

    def offered(self, request: Request, case: CaseBrief) -> bool:
        fits = not self.kinds or case.classification.kind in self.kinds
        fits = fits and case.stage in self.stages and self.suits(case)
        return fits and request.actor.may(self.permission) and self.now(request, case)
