"""Telling customers and colleagues, by messages that leave the desk (R-PL-03, R-IN-03)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.casework.cases.actions import held_case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.intake.queries import follow_token
from aftercare.customers.parties.queries import customer_brief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.deliveries.actions import send_instead, send_message
from aftercare.foundation.deliveries.events import MessageGivenUp
from aftercare.foundation.deliveries.queries import GROUP, Draft
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.identity.queries import user_briefs
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import member_brief

from . import rules
from .models import Switch, Template, Wish
from .queries import (
    TemplateText,
    customer_id_of,
    is_template,
    known_of,
    template_text,
    text_of,
    told_by,
    way_to,
    wish_token,
)
from .rules import ANY_TIME, AT_ONCE, Occasion, Timing

LONGEST_TEXT = 4000
LOST_TEXT = gettext_noop("A message to the customer of {number} did not arrive. Call instead.")
CONTACT_BY = {"sms": "sms", "mail": "email", "wechat": "chat"}


class NoWay(Refusal):
    """Nothing that is switched on, known and not refused leads to the customer."""


@action
def tell_customer(
    *,
    actor: Actor,
    occasion: Occasion,
    case: CaseBrief,
    now: datetime,
    facts: Mapping[str, str] | None = None,
    code: str = "",
    timing: Timing = ANY_TIME,
) -> str:
    """Sends the customer of a case word of it; the channel, or "" where nothing was sent.

    By the first channel that is switched on, leads to the customer and was not refused.
    """
    way = way_to(actor=actor, occasion=occasion, case=case)
    if way is None:
        return ""
    channel = way.words.channel
    secrets = {"customer": way.name, "link": _link(actor, case), "code": code}
    secrets["wishes"] = _wish_link(actor, case)
    _send(actor, case, way.words, way.address, now, facts=facts or {}, secrets=secrets,
          timing=timing)  # fmt: skip
    record(actor=actor, verb="case.customer_told", subject=f"case:{case.id}", at=now,
           channel=channel, occasion=str(occasion))  # fmt: skip
    return channel


@action
def write_to_customer(*, actor: Actor, case_id: int, text: str, now: datetime) -> str:
    """Sends what somebody wrote, by the customer's own way; it stands in the stream. The channel.

    Raises NoWay where nothing leads to the customer: then somebody has to call.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    if not text.strip():
        raise Invalid.of("text", _("Write something."))
    way = way_to(actor=actor, occasion=Occasion.NEWS, case=case)
    if way is None:
        raise NoWay(_("No channel for such messages leads to this customer: call instead."))
    contact = log_contact(
        actor=actor, case_id=case_id, channel=CONTACT_BY[way.words.channel], outbound=True,
        public=True, text=text.strip(), now=now,
    )  # fmt: skip
    channel = tell_customer(
        actor=actor, occasion=Occasion.NEWS, case=case, facts={"text": text.strip()},
        timing=Timing(part=f"contact:{contact.id}"), now=now,
    )  # fmt: skip
    record(actor=actor, verb="case.customer_written_to", subject=f"case:{case_id}", at=now,
           channel=channel)  # fmt: skip
    return channel


@action
def tell_otherwise(*, actor: Actor, lost: MessageGivenUp, now: datetime) -> str:
    """What could not go by one channel goes by the next; the channel, or "" where none is left.

    Then whoever has the case hears that the customer does not know.
    """
    case = case_brief(actor=SYSTEM, case_id=int(lost.about.removeprefix("case:")))
    occasion, in_time = lost.purpose.removeprefix("case."), lost.until is None or lost.until > now
    told = occasion in list(Occasion)
    way = (
        way_to(actor=actor, occasion=Occasion(occasion), case=case, after=lost.channel)
        if told and in_time
        else None
    )
    if way is not None:
        timing = Timing(urgent=lost.urgent, until=lost.until, part=lost.part)
        draft = _draft(actor, case, way.words, way.address, facts=lost.facts,
                       secrets={"wishes": _wish_link(actor, case)}, timing=timing)  # fmt: skip
        send_instead(actor=actor, message_id=lost.message_id, draft=draft, now=now)
        channel = way.words.channel
    else:
        channel = ""
        owner = member_brief(actor=SYSTEM, member_id=case.owner_id)
        notify(actor=actor, user_ids=[owner.user_id], kind="message_lost", text_key=LOST_TEXT,
               params={"number": case.number}, link=f"/desk/cases/{case.id}",
               now=now)  # fmt: skip
    record(actor=actor, verb="case.told_otherwise", subject=f"case:{case.id}", at=now,
           message=lost.message_id, channel=channel)  # fmt: skip
    return channel


@action
def tell_colleagues(
    *,
    actor: Actor,
    occasion: Occasion,
    case: CaseBrief,
    user_ids: Collection[int],
    promise: str,
    now: datetime,
) -> int:
    """Mails to those colleagues and a word in the company's chat, where switched on; how many.

    `promise` is a text of the catalogue, said in each reader's language.
    """
    enabled = told_by(actor=actor, occasion=occasion)
    people = user_briefs(actor=SYSTEM, ids=user_ids) if "mail" in enabled else {}
    told = [("mail", one.email, one.language) for one in people.values() if one.email]
    told += [("chat", GROUP, "zh")] if "chat" in enabled else []
    for channel, address, language in told:
        with translation.override("zh-hans" if language.startswith("zh") else "en"):
            facts = {"promise": _(promise)}
        words = template_text(
            actor=actor, occasion=occasion, channel=channel, language=language[:2]
        )
        _send(actor, case, words, address, now, facts=facts, secrets={}, timing=AT_ONCE)
    if told:
        record(actor=actor, verb="case.colleagues_told", subject=f"case:{case.id}", at=now,
               occasion=str(occasion), amount=len(told))  # fmt: skip
    return len(told)


@action
def switch_occasion(*, actor: Actor, occasion: str, channel: str, on: bool, now: datetime) -> None:
    """Whether people are told of this by that channel. Twice is once."""
    if not is_template(occasion, channel, "zh"):
        raise NotFound(_("Nobody is told of this by that channel."))
    if on:
        Switch.objects.get_or_create(occasion=occasion, channel=channel)
    else:
        Switch.objects.filter(occasion=occasion, channel=channel).delete()
    record(actor=actor, verb="messaging.switched", subject="messaging", at=now, occasion=occasion,
           channel=channel, on=on)  # fmt: skip


@action
def write_template(
    *,
    actor: Actor,
    occasion: str,
    channel: str,
    language: str,
    text: str,
    now: datetime,
    subject: str = "",
    gateway_template: str = "",
    gateway_fields: str = "",
) -> TemplateText:
    """The next version of a text. Raises Invalid for a name in braces that nobody fills.

    `gateway_fields`: what stands in the fields of the provider's template, `name = text` a line.
    """
    if not is_template(occasion, channel, language):
        raise NotFound(_("Nobody is told of this by that channel."))
    _check(Occasion(occasion), channel, subject=subject, text=text, fields=gateway_fields)
    newest = (
        Template.objects.select_for_update()
        .filter(occasion=occasion, channel=channel, language=language)
        .order_by("-version")
        .first()
    )
    fresh = Template.objects.create(
        occasion=occasion,
        channel=channel,
        language=language,
        version=newest.version + 1 if newest else 1,
        subject=subject.strip(),
        text=text.strip(),
        gateway_template=gateway_template.strip(),
        gateway_fields=gateway_fields.strip(),
        written_by=actor.user_id,
        written_at=now,
    )
    record(actor=actor, verb="messaging.template_written", subject="messaging", at=now,
           occasion=occasion, channel=channel, language=language,
           version=fresh.version)  # fmt: skip
    return text_of(fresh)


@action
def note_wishes(
    *,
    actor: Actor,
    customer_id: int,
    now: datetime,
    language: str = "",
    channel: str = "",
    refused: Collection[str] = (),
    wechat_id: str | None = None,
) -> None:
    """How a customer wishes to be reached; without `wechat_id` that stays as it is."""
    customer = customer_brief(actor=actor, customer_id=customer_id)
    _check_wishes(language, channel, refused)
    given: dict[str, object] = {
        "language": language,
        "channel": channel,
        "refused": sorted(set(refused)),
        "noted_at": now,
    }
    if wechat_id is not None:
        given["wechat_id"] = wechat_id.strip()
    Wish.objects.update_or_create(customer_id=customer.id, defaults=given)
    record(actor=actor, verb="customer.wishes_noted", subject=f"customer:{customer.id}", at=now,
           refused=sorted(set(refused)))  # fmt: skip


@action
def choose_own_messages(
    *,
    actor: Actor,
    token: str,
    refused: Collection[str],
    unwanted: Collection[str],
    now: datetime,
) -> None:
    """A customer says by what, and of what, no messages are wanted; the signed link is the proof.

    A channel rather used that is refused now is rather used no more. Raises NotFound, Invalid.
    """
    customer_id = customer_id_of(token)
    if customer_id is None:
        raise NotFound(_("This link opens nothing."))
    if set(refused) - set(rules.CUSTOMER_CHANNELS) or set(unwanted) - set(rules.OPTIONAL):
        raise Invalid.of("refused", _("Choose one of the list."))
    wish = Wish.objects.select_for_update().filter(customer_id=customer_id).first()
    wish = wish or Wish(customer_id=customer_id)
    wish.refused, wish.unwanted = sorted(set(refused)), sorted(set(unwanted))
    wish.channel = "" if wish.channel in wish.refused else wish.channel
    wish.noted_at = now
    wish.save()
    record(actor=actor, verb="customer.messages_chosen", subject=f"customer:{customer_id}", at=now,
           refused=wish.refused, unwanted=wish.unwanted)  # fmt: skip


def _send(
    actor: Actor,
    case: CaseBrief,
    words: TemplateText,
    address: str,
    now: datetime,
    *,
    facts: Mapping[str, str],
    secrets: Mapping[str, str],
    timing: Timing = ANY_TIME,
) -> None:
    draft = _draft(actor, case, words, address, facts=facts, secrets=secrets, timing=timing)
    send_message(actor=actor, draft=draft, now=now)


def _draft(
    actor: Actor,
    case: CaseBrief,
    words: TemplateText,
    address: str,
    *,
    facts: Mapping[str, str],
    secrets: Mapping[str, str],
    timing: Timing,
) -> Draft:
    known = known_of(actor, case, facts)
    fields = rules.fields_of(words.gateway_fields)
    return Draft(
        channel=words.channel,
        recipient=address,
        subject=rules.filled(words.subject, known),
        text=rules.filled(words.text, known) + _ending(words, secrets),
        purpose=f"case.{words.occasion}",
        template=words.occasion,
        version=words.version,
        language=words.language,
        gateway_template=words.gateway_template,
        params=known,
        fields=fields,
        secrets=secrets,
        about=f"case:{case.id}",
        part=timing.part,
        org_unit_id=case.org_unit_id,
        urgent=timing.urgent,
        until=timing.until,
    )


def _ending(words: TemplateText, secrets: Mapping[str, str]) -> str:
    """The way out, in every message to a customer, where the installation knows its address."""
    if not secrets.get("wishes"):
        return ""
    return rules.ENDINGS[words.language]["mail" if words.channel == "mail" else "short"]


def _wish_link(actor: Actor, case: CaseBrief) -> str:
    if not settings.AFTERCARE_PUBLIC_URL:
        return ""
    token = wish_token(actor=actor, customer_id=case.customer_id)
    return f"{settings.AFTERCARE_PUBLIC_URL}/w/{token}"


def _link(actor: Actor, case: CaseBrief) -> str:
    """The customer's own page, where the installation knows its address."""
    if not settings.AFTERCARE_PUBLIC_URL:
        return ""
    return f"{settings.AFTERCARE_PUBLIC_URL}/f/{follow_token(actor=actor, case_id=case.id)}"


def _check(occasion: Occasion, channel: str, *, subject: str, text: str, fields: str) -> None:
    wrong = {}
    if not text.strip() or len(text) > LONGEST_TEXT:
        wrong["text"] = _("A message needs a text, of 4,000 signs at most.")
    if channel == "mail" and not subject.strip():
        wrong["subject"] = _("A mail needs a subject.")
    named = (("subject", subject), ("text", text), ("gateway_fields", fields))
    for field, words in named:
        if unknown := rules.strangers(occasion, words):
            wrong[field] = _("Nothing fills {name}.").format(name="{" + unknown[0] + "}")
    try:
        rules.fields_of(fields)
    except ValueError as error:
        told = _("A line for each field, like thing1 = {{product}}: {line}")
        wrong["gateway_fields"] = told.format(line=str(error))
    if any("{" + name + "}" in subject for name in rules.SECRET):
        wrong["subject"] = _("A subject is seen on locked screens: no name, link or code in it.")
    if wrong:
        raise Invalid(_("The text cannot be saved like this."), fields=wrong)


def _check_wishes(language: str, channel: str, refused: Collection[str]) -> None:
    known = {*rules.CUSTOMER_CHANNELS, ""}
    wrong = {}
    if language not in ("", *rules.LANGUAGES):
        wrong["language"] = _("Choose one of the list.")
    if channel not in known or channel in refused:
        wrong["channel"] = _("Choose a channel that is not refused.")
    if set(refused) - known:
        wrong["refused"] = _("Choose one of the list.")
    if wrong:
        raise Invalid(_("The wishes cannot be saved like this."), fields=wrong)
