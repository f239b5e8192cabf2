"""The ways out. `AFTERCARE_SMS=http` chooses one by name; other packages add theirs.

An entry point of the group `aftercare.carriers` names a callable that takes a `Wiring` and gives a
`Carrier` (R-PL-04).
"""

from functools import cache
from importlib.metadata import entry_points

from aftercare.foundation.deliveries.rules import Wiring

from .base import Carrier, Maker, NotTaken, Sandbox
from .gateways import DingTalk, Feishu, HttpGateway, Robot, WeChat
from .mail import SmtpCarrier

OWN: dict[str, Maker] = {
    "sandbox": Sandbox,
    "smtp": SmtpCarrier,
    "http": HttpGateway,
    "wechat": WeChat,
    "wecom": Robot,
    "dingtalk": DingTalk,
    "feishu": Feishu,
}
GROUP = "aftercare.carriers"


@cache
def known_carriers() -> dict[str, Maker]:
    """Ours, and those of other packages; ours win."""
    return {point.name: point.load() for point in entry_points(group=GROUP)} | OWN


@cache
def carrier_of(wiring: Wiring) -> Carrier:
    """Raises NotTaken where nobody has this name."""
    maker = known_carriers().get(wiring.carrier)
    if maker is None:
        raise NotTaken(f"there is no carrier {wiring.carrier}", permanent=True)
    return maker(wiring)
