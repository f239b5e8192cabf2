import hashlib
import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid

from .adapters import founding_packs
from .models import Pack, PackVersion
from .queries import faults_in

SHIPPED_BY = "aftercare"


class FaultyPack(Invalid):
    """A pack that cannot be read or has a dead part; `fields` says where and what."""


@action
def install_packs(*, actor: Actor, now: datetime) -> int:
    """Puts the founding packs in force; how many were new or had changed.

    A pack whose file is unchanged keeps its version. A changed file becomes the next version, in
    force from `now`; a version of the company's own that is newer stays in force.
    """
    installed = 0
    for data in founding_packs():
        pack = Pack.objects.filter(code=data["code"]).first()
        if _is_known(pack, data):
            continue
        version = _put_in_force(pack, data, now)
        record(
            actor=actor,
            verb="policy.put_in_force",
            subject=f"policy:{data['code']}",
            at=now,
            version=version.number,
            digest=version.digest,
            proposer=SHIPPED_BY,
            words={"reason": version.reason},
        )
        installed += 1
    return installed


def _is_known(pack: Pack | None, data: dict[str, Any]) -> bool:
    return pack is not None and pack.versions.filter(digest=_digest(data)).exists()


def _put_in_force(pack: Pack | None, data: dict[str, Any], now: datetime) -> PackVersion:
    faults = faults_in(actor=SYSTEM, data=data)
    if faults:
        raise FaultyPack(
            _("The policy pack %(code)s has faults.") % {"code": data.get("code", "?")},
            fields=faults,
        )
    if pack is None:
        pack = Pack.objects.create(
            code=data["code"],
            name=data["name"],
            lines=data["lines"],
            is_fallback=data.get("fallback", False),
        )
    newest = pack.versions.order_by("-number").first()
    return PackVersion.objects.create(
        pack=pack,
        number=newest.number + 1 if newest else 1,
        state=PackVersion.State.IN_FORCE,
        # founding wording holds for all time, so that cases of the past can be brought over
        in_force_from=now if newest else datetime.fromisoformat("1994-01-01T00:00:00+08:00"),
        data=data,
        digest=_digest(data),
        reason=data["reason"],
        proposer=SHIPPED_BY,
        reviewer=SHIPPED_BY,
        approver=SHIPPED_BY,
    )


def _digest(data: dict[str, Any]) -> str:
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
