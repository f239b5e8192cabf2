"""Keeping the register of laws and standards (R-POL-08)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.identity.queries import user_ids_with
from aftercare.foundation.notices.actions import notify

from .models import Norm, NormChange
from .queries import titles_cited

YEAR = timedelta(days=365)
REVIEW = gettext_noop("The review of entry {number} of the compliance register is overdue.")
ACT = gettext_noop("A change in entry {number} of the compliance register waits to be acted upon.")


class KnownAlready(Refusal):
    """The register has an entry of that title."""


@action
def install_register(*, actor: Actor, now: datetime) -> int:
    """Takes in what the policies in force cite and the register does not have; how many.

    Each is to be reviewed within a year, by nobody yet.
    """
    known = set(Norm.objects.values_list("title_zh", flat=True))
    cited = titles_cited(actor=SYSTEM, at=now)
    fresh = [
        Norm(title_zh=text.zh, title_en=text.en, kind=_kind_of(text.zh),
             review_on=timezone.localdate(now) + YEAR)
        for title, text in cited.items()
        if title not in known
    ]  # fmt: skip
    Norm.objects.bulk_create(fresh)
    if fresh:
        record(actor=actor, verb="norm.register_filled", subject="norms:all", at=now,
               added=len(fresh))  # fmt: skip
    return len(fresh)


@action
def write_norm(
    *,
    actor: Actor,
    norm_id: int | None = None,
    title_zh: str,
    title_en: str = "",
    kind: str,
    reference: str = "",
    owner_id: int | None = None,
    review_on: date | None = None,
    note: str = "",
    now: datetime,
) -> int:
    """A new entry, or another wording of one; its id."""
    if not title_zh.strip():
        raise Invalid.of("title_zh", _("Give its title."))
    if kind not in Norm.Kind.values:
        raise Invalid.of("kind", _("There is no such kind."))
    if owner_id is not None and owner_id not in user_ids_with(
        actor=SYSTEM, permission="compliance.see_register"
    ):
        raise Invalid.of("owner_id", _("This person may not see the register."))
    if Norm.objects.filter(title_zh=title_zh.strip()).exclude(id=norm_id or 0).exists():
        raise KnownAlready(_("The register has this title already."))
    norm = Norm() if norm_id is None else _norm(norm_id)
    norm.title_zh, norm.title_en, norm.kind = title_zh.strip(), title_en.strip(), kind
    norm.reference, norm.owner_id = reference.strip(), owner_id
    norm.review_on, norm.note = review_on, note.strip()
    norm.save()
    _recorded(actor, norm, "norm.written", now, kind=kind, owner=owner_id,
              review_on=review_on and review_on.isoformat())  # fmt: skip
    return norm.id


@action
def review_norm(*, actor: Actor, norm_id: int, outcome: str, next_on: date, now: datetime) -> None:
    """Somebody has looked whether the text and our rules still agree."""
    norm = _norm(norm_id)
    if not outcome.strip():
        raise Invalid.of("outcome", _("Say what came of it."))
    if next_on <= timezone.localdate(now):
        raise Invalid.of("next_on", _("The next review lies in the future."))
    norm.reviewed_at, norm.reviewed_by, norm.review_on = now, actor.name, next_on
    norm.review_outcome = outcome.strip()
    norm.save(update_fields=["reviewed_at", "reviewed_by", "review_outcome", "review_on"])
    _recorded(actor, norm, "norm.reviewed", now, words={"outcome": outcome},
              review_on=next_on.isoformat())  # fmt: skip


@action
def note_norm_change(*, actor: Actor, norm_id: int, what: str, act_by: date, now: datetime) -> int:
    """The text changes: what is to be acted upon, and until when."""
    norm = _norm(norm_id)
    if not what.strip():
        raise Invalid.of("what", _("Say what changes."))
    row = NormChange.objects.create(
        norm=norm, what=what.strip(), act_by=act_by, noted_at=now, noted_by=actor.name
    )
    _recorded(actor, norm, "norm.change_noted", now, words={"what": what}, change=row.id,
              act_by=act_by.isoformat())  # fmt: skip
    return row.id


@action
def settle_norm_change(*, actor: Actor, change_id: int, outcome: str, now: datetime) -> None:
    """What came of a change: a new version of a policy, or why none was needed."""
    row = NormChange.objects.select_for_update().filter(id=change_id, done_at=None).first()
    if row is None:
        raise NotFound(_("There is no such change to act upon."))
    if not outcome.strip():
        raise Invalid.of("outcome", _("Say what came of it."))
    row.done_at, row.done_by, row.outcome = now, actor.name, outcome.strip()
    row.save(update_fields=["done_at", "done_by", "outcome"])
    _recorded(actor, row.norm, "norm.change_settled", now, words={"outcome": outcome},
              change=row.id)  # fmt: skip


@action
def remind_of_norms(*, actor: Actor, now: datetime) -> int:
    """Tells the owners, once each, of reviews and changes whose day has passed; how many."""
    today = timezone.localdate(now)
    late = Norm.objects.filter(review_on__lt=today)
    norms = list(late.filter(~Q(reminded_on=F("review_on")) | Q(reminded_on=None)))
    changes = list(
        NormChange.objects.filter(done_at=None, act_by__lt=today, reminded=False).select_related(
            "norm"
        )
    )
    for norm in norms:
        norm.reminded_on = norm.review_on
        _tell(actor, norm, REVIEW, now)
    for change in changes:
        change.reminded = True
        _tell(actor, change.norm, ACT, now)
    Norm.objects.bulk_update(norms, ["reminded_on"])
    NormChange.objects.bulk_update(changes, ["reminded"])
    if norms or changes:
        record(actor=actor, verb="norm.reminded", subject="norms:all", at=now,
               norms=len(norms), changes=len(changes))  # fmt: skip
    return len(norms) + len(changes)


def _kind_of(title: str) -> str:
    if title.startswith(("GB", "ISO")):
        return Norm.Kind.STANDARD
    is_law = title.endswith("法") and not title.endswith("办法")
    return Norm.Kind.LAW if is_law else Norm.Kind.REGULATION


def _norm(norm_id: int) -> Norm:
    norm = Norm.objects.select_for_update(of=("self",)).filter(id=norm_id).first()
    if norm is None:
        raise NotFound(_("There is no such entry of the register."))
    return norm


def _tell(actor: Actor, norm: Norm, text: str, now: datetime) -> None:
    """The owner; where there is none, everybody who may review."""
    told = {norm.owner_id} if norm.owner_id else user_ids_with(
        actor=actor, permission="compliance.review_norm"
    )  # fmt: skip
    notify(actor=actor, user_ids=told, kind="norm.overdue", text_key=text,
           params={"number": norm.id}, link=f"/desk/policies/register/{norm.id}",
           now=now)  # fmt: skip


def _recorded(actor: Actor, norm: Norm, verb: str, now: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"norm:{norm.id}", at=now, **detail)
