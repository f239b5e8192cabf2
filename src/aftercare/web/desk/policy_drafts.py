"""The workshop: a new version of a policy pack from draft to approval (R-POL-01)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.identity.queries import role_words
from aftercare.policy.calendars.queries import calendars
from aftercare.policy.packs import actions
from aftercare.policy.packs.queries import (
    ANYBODY,
    SEE_DRAFTS,
    Difference,
    Part,
    VersionCard,
    Wording,
    changes_of,
    pack_brief,
    version_card,
    wording_of,
)
from aftercare.web.kit.policies import (
    ANY_OTHER,
    PARTS,
    FieldWords,
    Names,
    entry_title,
    entry_words,
    said_of,
)
from aftercare.web.kit.requests import Request, go, needs, page, refusals_shown_on

from . import policy_forms as forms
from .drawers import Deed, drawer, posted, seen_on_page
from .policy_fields import Entry
from .policy_settings import Settings

SETTINGS = "settings"
CHANGES = {
    "added": ("good", "plus"),
    "removed": ("bad", "minus"),
    "changed": ("info", "edit"),
    "moved": ("", "sort-ascending"),
}


@require_POST
@needs("packs.start_draft")
def start(request: Request, pack_code: str) -> HttpResponse:
    version_id = actions.start_draft(
        actor=request.actor,
        pack_code=pack_code,
        shipped=request.POST.get("from") == "shipped",
        now=request.now,
    )
    return redirect("desk:policy", version_id)


@require_http_methods(["GET", "POST"])
@needs("packs.write_entry")
def new_entry(request: Request, version_id: int, part: str) -> HttpResponse:
    return _entry(request, version_id, part, None)


@require_http_methods(["GET", "POST"])
@needs("packs.write_entry")
def entry(request: Request, version_id: int, part: str, index: int) -> HttpResponse:
    return _entry(request, version_id, part, index)


@require_http_methods(["GET", "POST"])
@needs("packs.write_settings")
def settings(request: Request, version_id: int) -> HttpResponse:
    wording = wording_of(actor=request.actor, version_id=version_id, at=request.now)
    form = _form(request, Settings, wording, wording.settings)
    return _written(
        request,
        version_id,
        str(PARTS[SETTINGS]),
        form,
        lambda seen: actions.write_settings(
            actor=request.actor, version_id=version_id, seen=seen, settings=form.entry(),
            now=request.now,
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("packs.remove_entry")
def remove(request: Request, version_id: int, part: str, index: int) -> HttpResponse:
    wording, known = _wording(request, version_id), _part(part)
    what = _entry_at(wording, known, index)
    deed = Deed(
        title=f"{_('Take out')} · {entry_title(known, what, names_of(request, version_id))}",
        button=_("Take out"),
        done=_("Taken out of the draft."),
        back=_back(version_id, known),
        danger=True,
    )
    return drawer(
        request, deed, forms.Sure(posted(request)),
        lambda _given: actions.remove_entry(
            actor=request.actor, version_id=version_id, seen=seen_on_page(request, wording.seen),
            part=known, index=index, now=request.now,
        ),
    )  # fmt: skip


@require_POST
@needs("packs.move_entry")
def move(request: Request, version_id: int, part: str, index: int) -> HttpResponse:
    known = _part(part)
    actions.move_entry(
        actor=request.actor, version_id=version_id, seen=request.POST.get("seen", ""), part=known,
        index=index, by=-1 if request.POST.get("way") == "up" else 1, now=request.now,
    )  # fmt: skip
    return go(request, _back(version_id, known))


@require_GET
@needs(SEE_DRAFTS)
def changes(request: Request, version_id: int) -> HttpResponse:
    """What a version says otherwise than the one in force, side by side."""
    pack = pack_brief(actor=request.actor, version_id=version_id)
    found = changes_of(actor=request.actor, version_id=version_id, at=request.now)
    names = names_of(request, version_id)
    groups = [
        (str(PARTS[part]), [_side_by_side(one, names) for one in found if one.part == part])
        for part in PARTS
    ]
    return page(
        request,
        "desk/policies/changes",
        {
            "pack": pack,
            "version": version_card(actor=request.actor, version_id=version_id, at=request.now),
            "groups": [(title, rows) for title, rows in groups if rows],
        },
    )


@require_http_methods(["GET", "POST"])
@needs(SEE_DRAFTS)
def step(request: Request, version_id: int, code: str) -> HttpResponse:
    """Proposed, reviewed, approved, sent back, dropped: each in a drawer."""
    version = version_card(actor=request.actor, version_id=version_id, at=request.now)
    known = STEPS.get(code)
    if known is None:
        raise NotFound
    request.actor.must(known.permission)
    initial = {"in_force_on": timezone.localdate(request.now) + timedelta(days=1)}
    deed = Deed(
        title=known.title,
        button=known.title,
        done=_("Saved."),
        back=reverse("desk:policies") if code == "drop" else _back(version_id),
        danger=known.danger,
    )
    form = known.form(posted(request), initial=initial)
    return drawer(request, deed, form, lambda given: known.perform(request, version, given))


def names_of(request: Request, version_id: int) -> Names:
    """What calendars and documents are called in the words of a version."""
    wording = _wording(request, version_id)
    return Names(
        calendars={one.code: one.name for one in calendars(actor=request.actor)},
        sources={one["code"]: said_of(one) for one in wording.parts[Part.SOURCE]},
        roles=_roles(request),
    )


def _entry(request: Request, version_id: int, part: str, index: int | None) -> HttpResponse:
    wording, known = _wording(request, version_id), _part(part)
    before = None if index is None else _entry_at(wording, known, index)
    form = _form(request, forms.FORMS[known], wording, before)
    title = (
        entry_title(known, before, names_of(request, version_id)) if before else _("A new entry")
    )
    return _written(
        request,
        version_id,
        f"{PARTS[known]} · {title}",
        form,
        lambda seen: actions.write_entry(
            actor=request.actor, version_id=version_id, seen=seen, part=known, index=index,
            entry=form.entry(), now=request.now,
        ),
        part=known,
    )  # fmt: skip


def _written(
    request: Request,
    version_id: int,
    title: str,
    form: Entry,
    write: Callable[[str], object],
    part: str = SETTINGS,
) -> HttpResponse:
    """The form as a page; what is refused comes back on it, each fault at its field."""
    if form.is_valid():
        with refusals_shown_on(form):
            try:
                write(form.cleaned_data["seen"])
            except actions.FaultyPack as refusal:
                fields = {forms.shown_at(where): text for where, text in refusal.fields.items()}
                raise actions.FaultyPack(str(refusal), fields=fields) from refusal
            return go(request, _back(version_id, part))
    pack = pack_brief(actor=request.actor, version_id=version_id)
    context: dict[str, object] = {"pack": pack, "title": title, "form": form,
                                  "back": _back(version_id, part)}  # fmt: skip
    return page(request, "desk/policies/entry", context)


def _form(
    request: Request,
    form_class: type[Entry],
    wording: Wording,
    before: Mapping[str, Any] | None,
) -> Entry:
    known = calendars(actor=request.actor)
    return form_class(
        posted(request),
        entry=before,
        calendars=[(one.code, one.name) for one in known],
        sources=[(one["code"], said_of(one)) for one in wording.parts[Part.SOURCE]],
        roles=list(_roles(request).items()),
        defaults=wording.settings,
        seen=wording.seen,
    )


def _roles(request: Request) -> dict[str, str]:
    return {**role_words(actor=request.actor), ANYBODY: str(ANY_OTHER)}


def _wording(request: Request, version_id: int) -> Wording:
    return wording_of(actor=request.actor, version_id=version_id, at=request.now)


def _part(part: str) -> Part:
    if part not in set(Part):
        raise NotFound
    return Part(part)


def _entry_at(wording: Wording, part: Part, index: int) -> Mapping[str, Any]:
    entries = wording.parts[part]
    if index >= len(entries):
        raise NotFound(_("There is no such entry."))
    return entries[index]


def _back(version_id: int, part: str = "") -> str:
    anchor = f"#part-{part}" if part else ""
    return reverse("desk:policy", args=[version_id]) + anchor


def _side_by_side(one: Difference, names: Names) -> dict[str, object]:
    """Only what differs of a changed entry; an added or removed one in whole."""
    shown = one.after or one.before or {}
    former = _by_name(one.before, names)
    later = _by_name(one.after, names)
    wanted = one.fields or list(dict.fromkeys([*former, *later]))
    rows = [
        (words.label, former[name].words if name in former else "—",
         later[name].words if name in later else "—")
        for name in wanted
        if (words := later.get(name) or former.get(name))
    ]  # fmt: skip
    tone, icon = CHANGES[one.change]
    return {
        "title": entry_title(one.part, shown, names),
        "place": one.index + 1,
        "change": one.change,
        "tone": tone,
        "icon": icon,
        "rows": [] if one.change == "moved" else rows,
    }


def _by_name(entry: Mapping[str, Any] | None, names: Names) -> dict[str, FieldWords]:
    return {words.name: words for words in entry_words(entry or {}, names)}


def _propose(request: Request, version: VersionCard, given: dict[str, Any]) -> None:
    actions.propose_version(
        actor=request.actor, version_id=version.version_id, now=request.now,
        seen=seen_on_page(request, version.seen), **given,
    )  # fmt: skip


def _review(request: Request, version: VersionCard, given: dict[str, Any]) -> None:
    actions.review_version(
        actor=request.actor, version_id=version.version_id, now=request.now,
        seen=seen_on_page(request, version.seen), **given,
    )  # fmt: skip


def _send_back(request: Request, version: VersionCard, given: dict[str, Any]) -> None:
    actions.send_back_version(
        actor=request.actor, version_id=version.version_id, now=request.now, **given
    )


def _approve(request: Request, version: VersionCard, given: dict[str, Any]) -> None:
    on = given.pop("in_force_on")
    begins = datetime.combine(on, time(), timezone.get_current_timezone())
    if on == timezone.localdate(request.now):
        begins = request.now
    try:
        actions.approve_version(
            actor=request.actor, version_id=version.version_id, in_force_from=begins,
            seen=seen_on_page(request, version.seen), now=request.now, **given,
        )  # fmt: skip
    except Invalid as refusal:
        raise Invalid.of("in_force_on", str(refusal)) from refusal


def _drop(request: Request, version: VersionCard, _given: dict[str, Any]) -> None:
    actions.drop_draft(
        actor=request.actor, version_id=version.version_id, now=request.now,
        seen=seen_on_page(request, version.seen),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a version on its way: what it is called, what it asks, who may take it."""

    title: Promise
    form: type[django_forms.Form]
    permission: str
    perform: Callable[[Request, VersionCard, dict[str, Any]], None]
    danger: bool = False


STEPS: Mapping[str, Step] = {
    "propose": Step(title=gettext_lazy("Propose this version"), form=forms.Reason,
                    permission="packs.propose_version", perform=_propose),
    "review": Step(title=gettext_lazy("Reviewed: it is right"), form=forms.Comment,
                   permission="packs.review_version", perform=_review),
    "send-back": Step(title=gettext_lazy("Send back"), form=forms.Reason,
                      permission="packs.send_back_version", perform=_send_back, danger=True),
    "approve": Step(title=gettext_lazy("Approve this version"), form=forms.Approve,
                    permission="packs.approve_version", perform=_approve),
    "drop": Step(title=gettext_lazy("Drop this draft"), form=forms.Sure,
                 permission="packs.drop_draft", perform=_drop, danger=True),
}  # fmt: skip
