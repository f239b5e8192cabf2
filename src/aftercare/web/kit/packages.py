"""An order of many packages: the short way to say it on a form, and how it stands in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from aftercare.casework.packages.events import order_of
from aftercare.casework.packages.queries import MOST, PackagesCard, numbers_of

from .formats import listed

WRONG = {
    "missing": gettext_lazy("%s missing"),
    "incomplete": gettext_lazy("%s with pieces missing"),
    "damaged": gettext_lazy("%s damaged"),
    "wrong_colour": gettext_lazy("%s of a wrong colour"),
    "wrong_batch": gettext_lazy("%s of a wrong batch"),
    "wrong_size": gettext_lazy("%s of a wrong size"),
    "wrong_goods": gettext_lazy("%s with other goods in it"),
}
TOLD = ("packages_missing", "packages_damaged")


class PackagesSaid(forms.Form):
    """Part of a form: `cleaned_data["packages"]` is what was said, None for nothing."""

    packages_count = forms.IntegerField(
        label=gettext_lazy("Packages in the order"),
        min_value=1,
        max_value=MOST,
        required=False,
    )
    packages_missing = forms.CharField(
        label=gettext_lazy("Which are missing"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("By the numbers on them: 3, 5-7"),
    )
    packages_damaged = forms.CharField(
        label=gettext_lazy("Which came damaged"), max_length=120, required=False
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        count = said.pop("packages_count", None)
        named = {name: self._numbers(name, said.pop(name, ""), count) for name in TOLD}
        if count is None and any(named.values()) and not self.errors:
            self.add_error("packages_count", _("Say how many packages the order has."))
        said["packages"] = None
        if count is not None and not self.errors:
            said["packages"] = order_of(count=count, missing=named[TOLD[0]], damaged=named[TOLD[1]])
        return said

    def _numbers(self, name: str, text: str, count: int | None) -> list[int]:
        try:
            numbers = numbers_of(text)
        except ValueError:
            self.add_error(name, _("Write the numbers of packages, like 3, 5-7."))
            return []
        if count is not None and numbers and numbers[-1] > count:
            words = _("There is no package %(number)s among %(count)s.")
            self.add_error(name, words % {"number": numbers[-1], "count": count})
        return numbers


def packages_words(card: PackagesCard) -> str:
    """`8 packages: 1 missing, 1 damaged`."""
    whole = ngettext("%(n)s package", "%(n)s packages", card.count) % {"n": card.count}
    faults = [str(WRONG[kind]) % number for kind, number in card.faults.items()]
    if not faults:
        return _("%(packages)s, nothing is known to be wrong") % {"packages": whole}
    return _("%(packages)s: %(faults)s") % {"packages": whole, "faults": listed(faults)}
