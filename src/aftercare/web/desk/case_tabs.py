"""The tabs above a list: ways of seeing the cases, each with how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftercare.casework.cases.queries import CaseFilter, case_counts
from aftercare.casework.views.queries import ViewBrief, Words, filter_of
from aftercare.web.kit.requests import Request

from . import case_filters as filters

MOST = 1000
UNCOUNTED = {"q", "unit"}  # a word that costs a read of its own leaves its view without a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """`count` is None where it is not told, "1000+" where counting stopped.

    `changed`: the list shows a kept view with other conditions than it was kept with.
    """

    text: str
    url: str
    here: bool
    count: str | None = None
    is_kept: bool = False
    is_shared: bool = False
    changed: bool = False


def counted(request: Request, narrowed: dict[str, CaseFilter]) -> dict[str, str]:
    """All counts of a page in one statement."""
    counts = case_counts(actor=request.actor, narrowed=narrowed, now=request.now, most=MOST)
    return {name: f"{MOST}+" if count >= MOST else str(count) for name, count in counts.items()}


def view_tabs(
    request: Request, kept: Sequence[ViewBrief], *, words: Words, order: str
) -> list[Tab]:
    """The views of the product, then those that people keep."""
    shown: list[tuple[str, Words, str, ViewBrief | None]] = [
        (str(text), own, by, None) for text, own, by, _pinyin in filters.BUILT_IN
    ]
    shown += [(view.name, view.words, view.order, view) for view in kept]
    actor, now = request.actor, request.now
    counts = counted(
        request,
        {
            str(at): filter_of(actor=actor, words=own, now=now)
            for at, (_text, own, _by, _view) in enumerate(shown)
            if not UNCOUNTED & set(own)
        },
    )
    asked = request.GET.get("view", "")
    return [
        Tab(
            text=text,
            url=filters.address(own, order=by, view=str(view.id) if view else ""),
            here=asked == str(view.id) if view else not asked and (own, by) == (words, order),
            count=counts.get(str(at)),
            is_kept=view is not None,
            is_shared=view is not None and not view.is_own,
            changed=view is not None and (own, by) != (words, order),
        )
        for at, (text, own, by, view) in enumerate(shown)
    ]
