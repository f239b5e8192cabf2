"""A proposal while it is written: the first to speak on a field is not outvoted by a later one."""

from dataclasses import dataclass, field

from .values import Field, Proposed, Reason

WANTED_CONFIDENCE = 0.55  # under it the field is left open for the person
YES = "yes"
FALLBACK: dict[str, str] = {
    Field.KIND: "complaint",
    Field.CATEGORY: "other",
    Field.SUBCATEGORY: "",
    Field.PRODUCT_LINE: "",
    Field.LEVEL: "two",
    Field.SEVERITY: "C",
    Field.URGENT: "",
    Field.COMPLEX: "",
}


@dataclass(slots=True)
class Draft:
    safety: bool = False
    values: dict[str, str] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)

    def put(self, name: str, value: str, confidence: float) -> bool:
        """Says whether the field was still free."""
        if name in self.values:
            return False
        self.values[str(name)] = value
        self.confidence[str(name)] = round(confidence, 3)
        return True

    def because(self, name: str, source: str, code: str, words: str = "") -> None:
        self.reasons.append(Reason(field=str(name), source=str(source), code=code, words=words))

    def proposed(self, model_version: str) -> Proposed:
        values = {**FALLBACK, **self.values}
        confidence = {name.value: self.confidence.get(name.value, 0.0) for name in Field}
        return Proposed(
            kind=values[Field.KIND],
            category=values[Field.CATEGORY],
            subcategory=values[Field.SUBCATEGORY],
            product_line=values[Field.PRODUCT_LINE],
            level=values[Field.LEVEL],
            severity=values[Field.SEVERITY],
            urgent=values[Field.URGENT] == YES,
            complex=values[Field.COMPLEX] == YES,
            safety=self.safety,
            confidence=confidence,
            open=frozenset(n for n, value in confidence.items() if value < WANTED_CONFIDENCE),
            reasons=tuple(self.reasons),
            model_version=model_version,
        )
