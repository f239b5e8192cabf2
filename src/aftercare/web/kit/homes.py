"""What is worth knowing of a home: its form and its words, for desk, portal and phone alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.customers.homes.queries import PARKING_CHOICES, HomeCard, HomeFacts

KNOWN = [("", gettext_lazy("not known")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
ASKED: tuple[tuple[str, Any], ...] = (
    ("has_lift", gettext_lazy("Lift")),
    ("children", gettext_lazy("Small children")),
    ("pets", gettext_lazy("Pets")),
    ("shoe_covers", gettext_lazy("Shoe covers wanted")),
)


def _asked(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=KNOWN, coerce=lambda said: said == "yes", required=False,
        empty_value=None,
    )  # fmt: skip


class HomeForm(forms.Form):
    floor = forms.IntegerField(
        label=gettext_lazy("Floor"), min_value=-5, max_value=150, required=False
    )
    has_lift = _asked(ASKED[0][1])
    parking = forms.ChoiceField(
        label=gettext_lazy("Parking"), choices=[("", KNOWN[0][1]), *PARKING_CHOICES], required=False
    )
    access = forms.CharField(
        label=gettext_lazy("How large pieces get in"), max_length=200, required=False
    )
    children = _asked(ASKED[1][1])
    pets = _asked(ASKED[2][1])
    shoe_covers = _asked(ASKED[3][1])
    note = forms.CharField(
        label=gettext_lazy("What else one should know"), max_length=300, required=False
    )

    def facts(self) -> HomeFacts:
        return HomeFacts(**self.cleaned_data)


def initial_of(card: HomeCard | None) -> dict[str, Any]:
    """What the form starts with."""
    if card is None:
        return {}
    said = {name: getattr(card.facts, name) for name in HomeFacts.__slots__}
    words = {True: "yes", False: "no"}
    return said | {name: words.get(said[name], "") for name, _label in ASKED}


def home_words(card: HomeCard | None) -> list[tuple[str, str]]:
    """What is known, line by line; what is not known is left out."""
    if card is None:
        return []
    facts = card.facts
    rows = [(_("Floor"), "" if facts.floor is None else str(facts.floor))]
    for name, label in ASKED:
        said = getattr(facts, name)
        rows.append((str(label), "" if said is None else _("yes") if said else _("no")))
    rows += [
        (_("Parking"), str(dict(PARKING_CHOICES).get(facts.parking, ""))),
        (_("How large pieces get in"), facts.access),
        (_("What else one should know"), facts.note),
    ]
    return [(label, words) for label, words in rows if words]
