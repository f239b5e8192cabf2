"""Anticipated refusals. Doors translate them once; anything else is a bug."""


class Refusal(Exception):
    """The request was understood and turned down; `str()` is fit for the person asking.

    `fields` says which inputs are concerned: name of the input -> sentence.
    """

    http_status = 409

    def __init__(self, message: str = "", *, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class Invalid(Refusal):
    """An input that cannot be right; `fields` says which and what would be."""

    http_status = 422

    @classmethod
    def of(cls, field: str, sentence: str) -> "Invalid":
        """One input, and the sentence that is all there is to say."""
        return cls(sentence, fields={field: sentence})


class NotFound(Refusal):
    """Not there, or not yours: the two look the same on purpose."""

    http_status = 404


class NotAllowed(Refusal):
    """`str()` is the name of the missing permission; the door makes the sentence."""

    http_status = 403
