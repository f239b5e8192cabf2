"""What can be done about an order of many packages: what is known of them, and how it is mended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.packages import actions as packages
from aftercare.casework.packages.events import FaultSaid, OrderSaid, PackageSaid
from aftercare.casework.packages.queries import (
    FAULT_CHOICES,
    MOST,
    REMEDY_CHOICES,
    packages_of,
)
from aftercare.web.kit.packages import PackagesSaid
from aftercare.web.kit.requests import Request

from . import case_acts as acts
from .case_forms import StepForm
from .case_step import CaseStep

PACKED = frozenset({"complaint", "repair", "installation", "return_exchange"})
PACKAGE_ACTS = ("package", "packages", "mend-packages")


class Packages(PackagesSaid, StepForm):
    """The whole order, in the short way."""

    waybill = forms.CharField(label=_("Waybill"), max_length=60, required=False)
    field_order = ("packages_count", "packages_missing", "packages_damaged", "waybill")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["packages_count"].required = True


class OnePackage(StepForm):
    number = forms.IntegerField(label=_("Number on the package"), min_value=1, max_value=MOST)
    contents = forms.CharField(label=_("What is in it"), max_length=120, required=False)
    kind = forms.ChoiceField(
        label=_("What is wrong"), choices=[("", _("Nothing")), *FAULT_CHOICES], required=False
    )
    pieces = forms.IntegerField(
        label=_("How many pieces"), min_value=0, max_value=9999, required=False
    )
    note = forms.CharField(label=_("How it shows"), max_length=300, required=False)
    batch_no = forms.CharField(label=_("Batch number"), max_length=40, required=False)
    colour_no = forms.CharField(label=_("Colour number"), max_length=40, required=False)
    ordered_size = forms.CharField(
        label=_("Size as ordered"),
        max_length=40,
        required=False,
        help_text=_("In millimetres, like 2400×600×18."),
    )
    measured_size = forms.CharField(label=_("Size as measured"), max_length=40, required=False)


class Mend(StepForm):
    fault_ids = forms.TypedMultipleChoiceField(
        label=_("What was mended"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    remedy = forms.ChoiceField(label=_("How"), choices=[("", "—"), *REMEDY_CHOICES])
    reference = forms.CharField(
        label=_("Number"),
        max_length=120,
        required=False,
        help_text=_("Of the new waybill, or of the recording in which the customer agreed."),
    )

    def __init__(self, *args: Any, faults: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["fault_ids"]
        chosen.choices = faults


def note_order(request: Request, case: CaseBrief, values: acts.Values) -> object:
    order: OrderSaid = values["packages"]
    said = OrderSaid(count=order.count, waybill=values["waybill"], packages=order.packages)
    return packages.note_packages(actor=request.actor, case_id=case.id, order=said, now=request.now)


def note_one(request: Request, case: CaseBrief, values: acts.Values) -> object:
    values.pop("version")
    kind, pieces, note = (values.pop(name) for name in ("kind", "pieces", "note"))
    faults = [FaultSaid(kind=kind, pieces=pieces or 0, note=note)] if kind else []
    order = OrderSaid(packages=[PackageSaid(faults=faults, **values)])
    return packages.note_packages(
        actor=request.actor, case_id=case.id, order=order, now=request.now
    )


def still_wrong(request: Request, case: CaseBrief) -> dict[str, Any]:
    """What may be mended, as choices."""
    card = packages_of(actor=request.actor, case=case)
    kinds = dict(FAULT_CHOICES)
    return {
        "faults": [
            (fault.id, f"{row.number} · {row.contents} {kinds[fault.kind]} {fault.note}")
            for row in (card.packages if card else ())
            for fault in row.faults
            if fault.mended_at is None
        ]
    }


PACKAGE_STEPS = (
    CaseStep(
        code="packages",
        label=_("Packages of the order"),
        done=_("Noted."),
        permission="packages.note_packages",
        form=Packages,
        perform=note_order,
        kinds=PACKED,
        icon="package",
        help=_("How many there are, and which of them are missing or damaged."),
    ),
    CaseStep(
        code="package",
        label=_("Look at one package"),
        done=_("Noted."),
        permission="packages.note_packages",
        form=OnePackage,
        perform=note_one,
        kinds=PACKED,
        in_menu=False,
        help=_("What stays empty leaves what is known of it."),
    ),
    CaseStep(
        code="mend-packages",
        label=_("Packages mended"),
        done=_("Noted; what is mended holds the case no longer."),
        permission="packages.mend_packages",
        form=Mend,
        perform=acts.call(packages.mend_packages, versioned=False),
        offers=still_wrong,
        in_menu=False,
    ),
)
