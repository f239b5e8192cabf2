from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.audit.rules import is_code
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.privacy.rules import names_one_of
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind
from aftercare.people.staff.queries import member_brief

from .models import SavedView
from .queries import CASES, ViewBrief, brief_of, cleaned, kept, order_of

MOST = 20


@action
def save_own_view(
    *,
    actor: Actor,
    name: str,
    words: Mapping[str, Iterable[str]],
    order: str = "",
    shared: bool = False,
    view_id: int | None = None,
    listing: str = CASES,
    now: datetime,
) -> ViewBrief:
    """Keeps a way of seeing a list under a name, or changes the one with this id.

    A `shared` view is offered to all who see the owner's unit. Raises Invalid, NotFound.
    """
    view = _own(actor, view_id) if view_id else _new(actor, listing)
    view.name, view.words = _good_name(name), kept(view.listing, words)
    view.order = order_of(actor=actor, code=order).value if view.listing == CASES else ""
    view.shared_with_id = _unit(actor) if shared else None
    view.saved_at = now
    _save(view)
    subject = f"user:{actor.user_id}"
    record(actor=actor, verb="view.saved", subject=subject, at=now, view=view.id, shared=shared)
    return brief_of(view, actor)


@action
def rename_own_view(*, actor: Actor, view_id: int, name: str, now: datetime) -> ViewBrief:
    view = _own(actor, view_id)
    view.name = _good_name(name)
    _save(view)
    record(actor=actor, verb="view.renamed", subject=f"user:{actor.user_id}", at=now, view=view.id)
    return brief_of(view, actor)


@action
def remove_own_view(*, actor: Actor, view_id: int, now: datetime) -> None:
    view = _own(actor, view_id)
    view.delete()
    record(actor=actor, verb="view.removed", subject=f"user:{actor.user_id}", at=now, view=view_id)


@action
def reorder_own_views(
    *, actor: Actor, view_ids: Sequence[int], listing: str = CASES, now: datetime
) -> None:
    """One's own views of a list in this order; those not named keep their place behind."""
    own = SavedView.objects.of(actor, listing).order_by("position", "id")
    found = {view.id: view for view in own}
    wanted = [i for i in view_ids if i in found]
    for position, view_id in enumerate([*wanted, *(i for i in found if i not in wanted)]):
        found[view_id].position = position
    SavedView.objects.bulk_update(found.values(), ["position"])
    record(actor=actor, verb="view.reordered", subject=f"user:{actor.user_id}", at=now)


@action
def export_cases(
    *,
    actor: Actor,
    words: Mapping[str, Iterable[str]],
    form: str,
    case_ids: Collection[int] = (),
    now: datetime,
) -> None:
    """Leaves the trace of a list that is about to leave the house as a file.

    A text that was searched for may be a person's name: it stands outside the chain.
    """
    asked = cleaned(words)
    text = " ".join(asked.pop("q", ()))
    known = {name: [value for value in values if is_code(value)] for name, values in asked.items()}
    record(
        actor=actor,
        verb="cases.exported",
        subject=f"user:{actor.user_id}",
        at=now,
        words={"q": text},
        form=form,
        narrowed=known,
        cases=sorted(case_ids),
    )
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Kind.EXPORT, now=now)


@action
def forget_words(*, actor: Actor, naming: Collection[str], now: datetime) -> int:
    """Takes what names a person by one of these out of all kept views; how many changed."""
    changed = 0
    for view in SavedView.objects.select_for_update().order_by("id"):
        left = {n: v for n, v in view.words.items() if not names_one_of(str(v), naming)}
        if left != view.words:
            view.words = left
            view.save(update_fields=["words"])
            changed += 1
    record(actor=actor, verb="view.words_forgotten", subject="views", at=now, number=changed)
    return changed


def _own(actor: Actor, view_id: int) -> SavedView:
    view = SavedView.objects.filter(owner_id=actor.user_id, id=view_id).first()
    if view is None:
        raise NotFound(_("There is no such view, or it is another person's."))
    return view


def _new(actor: Actor, listing: str) -> SavedView:
    if actor.user_id is None:
        raise Invalid(_("Only a person with an account keeps views."))
    position = _room_for_one_more(actor, listing)
    return SavedView(owner_id=actor.user_id, listing=listing, position=position)


def _unit(actor: Actor) -> int:
    if actor.staff_id is None:
        sentence = _("Only a member of the staff can share a view.")
        raise Invalid(sentence, fields={"shared": sentence})
    return member_brief(actor=actor, member_id=actor.staff_id).org_unit_id


def _good_name(name: str) -> str:
    good = " ".join(name.split())
    if not good or len(good) > 40:  # noqa: PLR2004 - as the column
        sentence = _("Give the view a name of up to 40 characters.")
        raise Invalid(sentence, fields={"name": sentence})
    return good


def _room_for_one_more(actor: Actor, listing: str) -> int:
    count = SavedView.objects.of(actor, listing).count()
    if count >= MOST:
        sentence = _("You keep %d views already; remove one first.") % count
        raise Invalid(sentence, fields={"name": sentence})
    return count


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        sentence = _("You have a view of this name already.")
        raise Invalid(sentence, fields={"name": sentence}) from error
