"""What triage thinks of a text, and how often people agreed."""

from aftercare.foundation.actor import Actor

from .rules import Field, Reason, Source, Weight, propose_classification
from .rules import Proposed as ProposedBrief

__all__ = ["Field", "ProposedBrief", "Reason", "Source", "Weight", "propose_for"]


def propose_for(
    *,
    actor: Actor,
    text: str,
    channel: str,
    product_line: str,
) -> ProposedBrief:
    """A proposal for a text that belongs to no case yet; `product_line` may be ""."""
    return propose_classification(text=text, channel=channel, product_line=product_line)
