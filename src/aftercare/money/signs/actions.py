from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound

from .models import Judgement
from .queries import signs_of
from .rules import Verdict


@action
def judge_sign(
    *, actor: Actor, case_id: int, kind: str, key: str, verdict: str, comment: str, now: datetime
) -> None:
    """A person looked at a sign: harmless, or confirmed. Nothing else follows from it by itself.

    Raises NotFound for a sign that the case does not have, Invalid.
    """
    if verdict not in set(Verdict):
        raise Invalid.of("verdict", _("Say whether it is harmless or confirmed."))
    if not comment.strip():
        raise Invalid.of("comment", _("Say what you looked at."))
    case = held_case(actor=actor, case_id=case_id, now=now)
    known = {(one.kind, one.key) for one in signs_of(actor=actor, case=case, now=now)}
    if (kind, key) not in known:
        raise NotFound(_("The case has no such sign."))
    judged = Judgement.objects.create(
        case_id=case.id, kind=kind, key=key, verdict=verdict, comment=comment.strip(),
        by_name=actor.name, by_user_id=actor.user_id, at=now,
    )  # fmt: skip
    record(
        actor=actor, verb="case.sign_judged", subject=f"case:{case.id}", at=now, sign=judged.id,
        kind=kind, verdict=verdict, words={"comment": judged.comment},
    )  # fmt: skip
