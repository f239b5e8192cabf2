"""Writing down what lots things were made in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.customers.products.queries import model_briefs
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound

from .models import Batch
from .queries import BatchBrief, brief_of

LONGEST = {"number": 60, "made_line": 60, "supplier": 80}
LONGEST_CODE, MOST_CODES = 60, 40


@action
def note_batch(
    *,
    actor: Actor,
    model_id: int,
    number: str,
    now: datetime,
    made_on: date | None = None,
    made_line: str = "",
    supplier: str = "",
    materials: Sequence[str] = (),
) -> BatchBrief:
    """A batch of a model; noting the same number again corrects what is known. Raises Invalid."""
    if model_id not in model_briefs(actor=SYSTEM, ids=[model_id]):
        raise NotFound(_("There is no such model."))
    texts = {
        "number": number.strip(),
        "made_line": made_line.strip(),
        "supplier": supplier.strip(),
    }
    codes = list(dict.fromkeys(code.strip() for code in materials if code.strip()))
    _check(texts, codes, made_on, timezone.localdate(now))
    known = Batch.objects.select_for_update().filter(product_model_id=model_id)
    batch = known.filter(number__iexact=texts["number"]).first()
    if batch is None:
        batch = Batch(product_model_id=model_id, number=texts["number"], added_at=now)
    batch.made_on, batch.materials = made_on, codes
    batch.made_line, batch.supplier = texts["made_line"], texts["supplier"]
    batch.save()
    record(actor=actor, verb="batch.noted", subject=f"model:{model_id}", at=now, batch=batch.id)
    return brief_of(batch)


def _check(texts: dict[str, str], codes: list[str], made_on: date | None, today: date) -> None:
    faults = {
        field: _("At most {most} characters.").format(most=LONGEST[field])
        for field, text in texts.items()
        if len(text) > LONGEST[field] or "\x00" in text
    }
    if not texts["number"]:
        faults["number"] = _("This is needed.")
    if len(codes) > MOST_CODES or any(len(c) > LONGEST_CODE or "\x00" in c for c in codes):
        faults["materials"] = _("At most {count} codes of {most} characters.").format(
            count=MOST_CODES, most=LONGEST_CODE
        )
    if made_on and made_on > today:
        faults["made_on"] = _("This day is still to come.")
    if faults:
        raise Invalid(_("The batch cannot be saved like this."), fields=faults)
