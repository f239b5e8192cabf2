"""Which event moves whom, on one page. A reaction runs in the publisher's transaction."""

from aftercare.foundation.events import Reaction

SUBSCRIPTIONS: dict[type, tuple[Reaction, ...]] = {}
