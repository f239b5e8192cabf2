"""The forms by which people answer what an entitlement asks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from aftercare.casework.rights.queries import FAULT_CHOICES, STATE_CHOICES
from aftercare.customers.units.queries import PROOF_CHOICES

from .case_forms import StepForm

NOT_KNOWN = ("", _("Not known"))
# The question of an entitlement -> the field that answers it.
FIELD_OF = {
    "unit": "unit_id",
    "bought_on": "purchased_on",
    "installed_by_seller": "fitted_by_seller",
    "remote": "sold_remotely",
    "custom_made": "made_to_order",
    "waived": "return_waived",
}


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **more)


def _choice(label: Any, choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[NOT_KNOWN, *choices])


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not known: None."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=[NOT_KNOWN, ("True", _("Yes")), ("False", _("No"))],
            coerce=lambda value: value == "True",
            empty_value=None,
        )


class PurchaseFacts(forms.Form):
    """How, when and where a thing was bought; what is not known stays empty."""

    purchased_on = _day(_("Bought on"))
    delivered_on = _day(_("Delivered on"))
    installed_on = _day(_("Installation finished on"))
    fitted_by_seller = YesNo(_("Installed by the seller or by us"))
    proof = _choice(_("Proof of purchase"), PROOF_CHOICES)
    made_on = _day(_("Made on"), help_text=_("From the label on the product."))
    paid_amount = forms.DecimalField(
        label=_("Price paid, yuan"), required=False, min_value=0, max_digits=10, decimal_places=2
    )
    sold_remotely = YesNo(_("Bought by net, phone, television or mail order"))
    made_to_order = YesNo(_("Made to order"))
    return_waived = YesNo(_("Confirmed when buying that it cannot be returned without reason"))


class GoodsFacts(PurchaseFacts):
    """What the label and the order say, and the facts of the purchase."""

    serial = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    batch = forms.CharField(
        label=_("Batch"), max_length=60, required=False, help_text=_("From the label.")
    )
    order_no = forms.CharField(label=_("Order number"), max_length=60, required=False)
    channel = forms.CharField(label=_("Bought where"), max_length=40, required=False)
    field_order = ("serial", "batch", "order_no", "channel")


class CaseFacts(PurchaseFacts, StepForm):
    """Facts of the purchase and of the fault; those that are asked for stand first."""

    unit_id = forms.TypedChoiceField(
        label=_("Which product is it?"), required=False, coerce=int, empty_value=None
    )
    described_as = forms.CharField(
        label=_("Or in words what it is"), max_length=120, required=False
    )
    part = forms.CharField(label=_("Faulty part"), max_length=60, required=False)
    cause = _choice(_("Cause of the fault"), FAULT_CHOICES)
    proven = YesNo(_("There is evidence for this cause"))
    confirmed = YesNo(_("The fault was looked at and confirmed"))
    serious = YesNo(_("It is a serious defect"))
    goods_state = _choice(_("State of the goods"), STATE_CHOICES)

    def __init__(
        self,
        *args: Any,
        units: list[tuple[int, str]],
        known: Mapping[str, Any],
        asked: Collection[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**known, **self.initial}
        self.fields["unit_id"].choices = [NOT_KNOWN, *units]  # type: ignore[attr-defined]
        if not units:
            self.fields["described_as"].label = self.fields.pop("unit_id").label
        first = [FIELD_OF.get(code, code) for code in asked]
        if "unit_id" in first:
            first.insert(first.index("unit_id") + 1, "described_as")
        else:
            del self.fields["described_as"]
        self.order_fields([name for name in first if name in self.fields])


class Supposed(forms.Form):
    """For which day and which fault an entitlement is asked."""

    on = _day(
        _("Asked for the day"),
        validators=[MinValueValidator(date(1994, 1, 1)), MaxValueValidator(date(2199, 12, 31))],
    )
    cause = _choice(_("Cause of the fault"), FAULT_CHOICES)
    part = forms.CharField(label=_("Faulty part"), max_length=60, required=False)
