"""Ways of seeing the lists of cases and work orders that a person keeps under a name."""

from collections.abc import Sequence
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from aftercare.casework.cases.queries import SEE_CASES
from aftercare.casework.views import actions
from aftercare.casework.views.queries import ViewBrief, Words, own_view, views_of
from aftercare.fieldservice.workorders.queries import SEE_ORDERS
from aftercare.foundation.errors import Invalid
from aftercare.web.kit.listings import ORDERS, WORDS
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Done, Id, In, Line

router = Router(tags=["views"])
Listing = Literal["cases", "orders"]


class ViewIn(In):
    """All that a view says. `words` narrow the list as its address does: {"late": ["yes"]}.

    `order` counts for cases alone; `shared` offers it to all who see the owner's unit.
    """

    name: Annotated[str, shapes.fits(40, least=1)]
    words: Annotated[
        dict[Annotated[str, shapes.fits(20)], Annotated[list[Line], Field(max_length=20)]],
        Field(max_length=30),
    ]
    order: Literal["", "due", "newest"] = ""
    shared: bool = False


class NewViewIn(ViewIn):
    """`listing`: the list that it shows."""

    listing: Listing = "cases"


class ViewOrderIn(In):
    """One's own views of a list from first to last; those not named follow."""

    listing: Listing = "cases"
    view_ids: Annotated[list[Id], Field(max_length=40)]


@router.get("/views", response={200: list[ViewBrief], **PROBLEMS})
def list_views(request: Request, listing: Listing = "cases") -> Sequence[ViewBrief]:
    """One's own views of a list in their order, then those that the units in sight share."""
    _must_see(request, listing)
    return views_of(actor=request.actor, listing=listing)


@deed(router, "/views", out=ViewBrief, status=201)
def keep_view(request: Request, body: NewViewIn) -> ViewBrief:
    """Keeps a way of seeing a list under a name of one's own; twenty of a list at most."""
    _must_see(request, body.listing)
    return actions.save_own_view(
        actor=request.actor, name=body.name, words=_known(body.listing, body.words),
        order=body.order, shared=body.shared, listing=body.listing, now=request.now,
    )  # fmt: skip


@deed(router, "/views/{view_id}", out=ViewBrief)
def change_view(request: Request, view_id: Id, body: ViewIn) -> ViewBrief:
    """Says anew what one of one's own views is called and shows; 404 for another person's."""
    request.actor.must("views.save_own_view")
    view = own_view(actor=request.actor, view_id=view_id)
    _must_see(request, view.listing)
    return actions.save_own_view(
        actor=request.actor, view_id=view.id, name=body.name,
        words=_known(view.listing, body.words), order=body.order, shared=body.shared,
        now=request.now,
    )  # fmt: skip


@deed(router, "/views/{view_id}/removal", out=Done)
def remove_view(request: Request, view_id: Id) -> Done:
    """Removes one of one's own views; what it showed stays as it is."""
    actions.remove_own_view(actor=request.actor, view_id=view_id, now=request.now)
    return Done()


@deed(router, "/view-order", out=list[ViewBrief])
def order_views(request: Request, body: ViewOrderIn) -> Sequence[ViewBrief]:
    """Puts one's own views of a list in this order, and answers them in it."""
    _must_see(request, body.listing)
    actions.reorder_own_views(
        actor=request.actor, view_ids=body.view_ids, listing=body.listing, now=request.now
    )
    return views_of(actor=request.actor, listing=body.listing)


def _must_see(request: Request, listing: str) -> None:
    request.actor.must(SEE_ORDERS if listing == ORDERS else SEE_CASES)


def _known(listing: str, words: Words) -> Words:
    """Raises Invalid for a word that the list does not know: it would narrow nothing."""
    unknown = sorted(words.keys() - set(WORDS[listing]))
    if unknown:
        sentence = _("Not known here: {words}. Known are: {known}.").format(
            words=", ".join(unknown), known=", ".join(WORDS[listing])
        )
        raise Invalid.of("words", sentence)
    return words
