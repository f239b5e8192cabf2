"""The forms of parts, their stock, and what work orders take of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.fieldservice.parts.queries import FATE_CHOICES
from aftercare.fieldservice.spares.queries import KIND_CHOICES
from aftercare.fieldservice.stores.queries import MOVE_CHOICES, tidy_serials
from aftercare.fieldservice.transfers.queries import Got, LineRow

from .list_forms import ExportForm

TABS = [
    ("parts", _("Parts")),
    ("order", _("To be ordered")),
    ("waiting", _("Orders that wait")),
    ("transfers", _("Transfers")),
    ("moves", _("Movements")),
    ("places", _("Places")),
]


class PartSearch(forms.Form):
    show = forms.ChoiceField(required=False, choices=TABS)
    q = forms.CharField(required=False, max_length=60)
    line = forms.CharField(required=False, max_length=20)
    kind = forms.ChoiceField(required=False, choices=[("", _("all")), *MOVE_CHOICES])
    over = forms.BooleanField(required=False)


class LinesField(forms.CharField):
    """One word a line, or parted by commas."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), **more)

    def clean(self, value: Any) -> list[str]:
        text = str(super().clean(value) or "").replace("，", "\n").replace(",", "\n")
        return [line.strip() for line in text.splitlines() if line.strip()]


class SerialsField(LinesField):
    """Serial numbers as they are scanned."""

    def clean(self, value: Any) -> list[str]:
        return tidy_serials("\n".join(super().clean(value)))


def _serials() -> SerialsField:
    return SerialsField(
        label=_("Serial numbers"),
        max_length=20_000,
        required=False,
        help_text=_("One a line; for parts whose pieces bear numbers."),
    )


def _count() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many"), min_value=0, max_value=100_000, required=False, initial=1
    )


def _reason(*, required: bool = True) -> forms.CharField:
    return forms.CharField(label=_("Why"), max_length=200, required=required)


class PartForm(forms.Form):
    code = forms.CharField(label=_("Part code"), max_length=40)
    name = forms.CharField(label=_("Name of the part"), max_length=80)
    measure = forms.CharField(label=_("Counted in"), max_length=10, initial=_("pcs"))
    suppliers = LinesField(
        label=_("Genuine sources"), max_length=800, help_text=_("Suppliers, one a line.")
    )
    product_lines = forms.MultipleChoiceField(
        label=_("Fits the lines"), required=False, widget=forms.CheckboxSelectMultiple
    )
    models = LinesField(
        label=_("Fits the models"),
        max_length=4000,
        required=False,
        help_text=_("Model codes, one a line."),
    )
    price_amount = forms.DecimalField(
        label=_("Price, yuan"), min_value=0, max_digits=10, decimal_places=2
    )
    warranty_days = forms.IntegerField(
        label=_("Warranty after it is fitted, days"), min_value=0, max_value=3650, initial=90
    )
    has_serials = forms.BooleanField(label=_("Each piece bears a number"), required=False)
    is_kept = forms.BooleanField(label=_("Still kept"), required=False, initial=True)

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product_lines"].choices = lines  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    kind = forms.ChoiceField(
        label=pgettext_lazy("place of parts", "Kind"),
        choices=[one for one in KIND_CHOICES if one[0] != "way"],
    )
    org_unit_id = forms.TypedChoiceField(
        label=_("Unit"), coerce=int, required=False, empty_value=None
    )
    member_id = forms.TypedChoiceField(
        label=_("Whose van"), coerce=int, required=False, empty_value=None
    )
    name = forms.CharField(
        label=_("Name of the place"),
        max_length=60,
        required=False,
        help_text=_("Empty: by unit or person."),
    )

    def __init__(self, *args: Any, offers: dict[str, list[tuple[Any, str]]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name, choices in offers.items():
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


class PartField(forms.CharField):
    """The code of a part, perhaps with its name after it, as the list proposes it."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"list": "parts", "autocomplete": "off"})
        super().__init__(label=_("Spare part"), max_length=140, widget=widget)


class ReceiveForm(forms.Form):
    part = PartField()
    supplier = forms.CharField(
        label=_("Supplier"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "suppliers", "autocomplete": "off"}),
    )
    lot_number = forms.CharField(label=_("Batch of the supplier"), max_length=60)
    count = _count()
    serials = _serials()
    reference = forms.CharField(label=_("Delivery note"), max_length=60, required=False)


class TransferForm(forms.Form):
    part = PartField()
    to_place_id = forms.TypedChoiceField(label=_("To"), coerce=int)
    count = _count()
    serials = _serials()

    def __init__(self, *args: Any, places: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to_place_id"].choices = [("", "—"), *places]  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """Up to ROWS parts in one parcel; their pieces with numbers are named together."""

    ROWS = 6

    to_place_id = forms.TypedChoiceField(label=_("To"), coerce=int)

    def __init__(self, *args: Any, places: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to_place_id"].choices = [("", "—"), *places]  # type: ignore[attr-defined]
        for nth in range(1, self.ROWS + 1):
            part = self.fields[f"part_{nth}"] = PartField()
            part.label = format_lazy(_("Spare part {n}"), n=nth)
            part.required = nth == 1
            count = self.fields[f"count_{nth}"] = _count()
            count.initial = None if nth > 1 else 1
        self.fields["serials"] = _serials()
        self.fields["waybill"] = forms.CharField(label=_("Waybill"), max_length=60, required=False)
        self.fields["note"] = forms.CharField(
            label=pgettext_lazy("transfer of parts", "Note"), max_length=200, required=False
        )

    def wanted(self) -> list[tuple[str, int]]:
        """What is written of parts, and how many."""
        given = self.cleaned_data
        rows = [(given[f"part_{n}"], given[f"count_{n}"]) for n in range(1, self.ROWS + 1)]
        return [(part, count or 0) for part, count in rows if part]


class ReceiveTransferForm(forms.Form):
    """What came of each line; as it was sent where nobody says otherwise."""

    def __init__(self, *args: Any, lines: Sequence[LineRow], **more: Any) -> None:
        super().__init__(*args, **more)
        for line in lines:
            named = f"{line.code} {line.name} · {line.serial or line.lot_number}"
            good = format_lazy(_("{part}: arrived, of {n} {measure}"), part=named, n=line.sent,
                               measure=line.measure)  # fmt: skip
            self.fields[f"arrived_{line.id}"] = forms.IntegerField(
                label=good, min_value=0, max_value=line.sent, initial=line.sent
            )
            self.fields[f"damaged_{line.id}"] = forms.IntegerField(
                label=_("of the rest damaged"), min_value=0, max_value=line.sent, required=False
            )
        self.fields["reason"] = forms.CharField(
            label=pgettext_lazy("transfer of parts", "Where a difference comes from"),
            max_length=200, required=False,
            help_text=_("Needed where not all of it is there and sound. What is damaged is "
                        "scrapped, what is missing is written off."),
        )  # fmt: skip

    def got(self) -> dict[int, Got]:
        given = self.cleaned_data
        ids = [int(name.removeprefix("arrived_")) for name in given if name.startswith("arrived_")]
        return {one: Got(arrived=given[f"arrived_{one}"], damaged=given[f"damaged_{one}"] or 0)
                for one in ids}  # fmt: skip


class CountForm(forms.Form):
    """`shown_count` lay there by the books when the form was opened."""

    shown_count = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    counted = forms.IntegerField(label=_("Pieces that lie there"), min_value=0, max_value=100_000)
    serials = SerialsField(
        label=_("Serial numbers that lie there"),
        max_length=20_000,
        required=False,
        help_text=_(
            "One a line. What is not named here is missing; none at all: nothing lies there."
        ),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=200, required=False,
        help_text=_("Where it differs from the books."),
    )  # fmt: skip

    def __init__(self, *args: Any, by_number: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["counted" if by_number else "serials"]


class ScrapForm(forms.Form):
    part = PartField()
    count = _count()
    serials = _serials()
    reason = _reason()


class ReorderForm(forms.Form):
    part = PartField()
    least = forms.IntegerField(label=_("Order when so many are free"), min_value=0, initial=2)
    most = forms.IntegerField(
        label=_("Fill up to"), min_value=0, initial=6, help_text=_("Both 0: keep none here.")
    )


class NeedForm(forms.Form):
    part = PartField()
    count = forms.IntegerField(label=_("How many"), min_value=0, max_value=1000, initial=1)


class FromPlaceForm(forms.Form):
    place_id = forms.TypedChoiceField(label=_("Taken from"), coerce=int)

    def __init__(self, *args: Any, places: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place_id"].choices = places  # type: ignore[attr-defined]


class HandOutForm(FromPlaceForm):
    serials = _serials()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place_id"].label = _("Into")


class UseForm(FromPlaceForm):
    part = PartField()
    count = _count()
    serial = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    field_order = ("part", "place_id", "count", "serial")


class OldPartForm(FromPlaceForm):
    described_as = forms.CharField(label=_("Which part"), max_length=80)
    serial = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    left_with_customer = forms.BooleanField(label=_("Left with the customer"), required=False)
    field_order = ("described_as", "serial", "place_id", "left_with_customer")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place_id"].label = _("Brought to")


class SettleForm(forms.Form):
    fate = forms.ChoiceField(
        label=_("What becomes of it"), choices=[one for one in FATE_CHOICES if one[0]]
    )
    reference = forms.CharField(label=_("Waybill or claim"), max_length=60, required=False)


class WaitForm(forms.Form):
    reference = forms.CharField(
        label=_("Purchase, or what else shows that it comes"), max_length=120
    )
    expected_on = forms.DateField(
        label=_("Expected on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReasonForm(forms.Form):
    reason = _reason()


class Export(ExportForm):
    what = forms.ChoiceField(
        label=_("What the file holds"), required=False, initial="stock", widget=forms.RadioSelect
    )
    field_order = ("what", "form")

    def __init__(self, *args: Any, priced: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["what"] = self.initial.get("what") or "stock"
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            ("stock", _("What lies at every place, batch by batch")),
            ("parts", _("The list of parts with their prices")),
            *([("prices", _("Prices of work"))] if priced else []),
        ]
