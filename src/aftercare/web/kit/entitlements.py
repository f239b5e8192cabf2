"""What somebody is entitled to, in plain words: for the case, the thing, the customer's page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from aftercare.casework.rights.queries import (
    FAULT_CHOICES,
    STATE_CHOICES,
    EntitlementCard,
    Fact,
    Option,
    Remedy,
    Standing,
)
from aftercare.customers.units.queries import PROOF_CHOICES
from aftercare.policy.packs.queries import Clause, said

from .formats import day, money
from .sections import section_words

REMEDIES: dict[Remedy, str | Promise] = {
    Remedy.RETURN: gettext_lazy("Return, the whole price back"),
    Remedy.EXCHANGE: gettext_lazy("Exchange"),
    Remedy.REFUND: gettext_lazy("Return, the price less the use"),
    Remedy.FREE_REPAIR: gettext_lazy("Free repair"),
    Remedy.CHARGED_REPAIR: gettext_lazy("Charged repair"),
    Remedy.NONE: gettext_lazy("Nothing is owed"),
}
# Which remedies a resolution of a kind would carry out (R-CASE-06).
CARRIES_OUT: dict[str, tuple[Remedy, ...]] = {
    "repair": (Remedy.FREE_REPAIR, Remedy.CHARGED_REPAIR),
    "exchange": (Remedy.EXCHANGE,),
    "return": (Remedy.RETURN, Remedy.REFUND),
}
FACTS: dict[Fact, str | Promise] = {
    Fact.MADE_ON: gettext_lazy("Made on"),
    Fact.BOUGHT_ON: gettext_lazy("Bought on"),
    Fact.DELIVERED_ON: gettext_lazy("Delivered on"),
    Fact.INSTALLED_ON: gettext_lazy("Installed on"),
    Fact.INSTALLED_BY_SELLER: gettext_lazy("Installed by the seller"),
    Fact.EXCHANGED_ON: gettext_lazy("Exchanged on"),
    Fact.PROOF: gettext_lazy("Proof of purchase"),
    Fact.REMOTE: gettext_lazy("Bought at a distance"),
    Fact.CUSTOM_MADE: gettext_lazy("Made to order"),
    Fact.WAIVED: gettext_lazy("Return excluded when bought"),
    Fact.GOODS_STATE: gettext_lazy("State of the goods"),
    Fact.CAUSE: gettext_lazy("Cause of the fault"),
    Fact.PROVEN: gettext_lazy("The cause is proven"),
    Fact.PRESUMED: gettext_lazy("Cause taken for granted"),
    Fact.CONFIRMED: gettext_lazy("Fault confirmed"),
    Fact.SERIOUS: gettext_lazy("Serious defect"),
    Fact.PART: gettext_lazy("Part"),
    Fact.REPAIRS: gettext_lazy("Repairs that failed"),
    Fact.REPAIR_FAILED: gettext_lazy("The repair failed"),
    Fact.REPAIR_DAYS: gettext_lazy("Days in repair, not counted"),
    Fact.REPAIRED_ON: gettext_lazy("Last repaired on"),
    Fact.DELAY: gettext_lazy("Why the repair takes so long"),
    Fact.WAITED_DAYS: gettext_lazy("Days of waiting for the repair"),
}
QUESTIONS: dict[Fact, str | Promise] = {
    Fact.MADE_ON: gettext_lazy("When was it made? The label on the product says so."),
    Fact.BOUGHT_ON: gettext_lazy("When was it bought?"),
    Fact.DELIVERED_ON: gettext_lazy("When was it delivered?"),
    Fact.INSTALLED_ON: gettext_lazy("When was the installation finished?"),
    Fact.INSTALLED_BY_SELLER: gettext_lazy("Did the seller install it?"),
    Fact.PROOF: gettext_lazy("Is there an invoice, an order or another proof of purchase?"),
    Fact.REMOTE: gettext_lazy("Was it bought by net, phone, television or mail order?"),
    Fact.CUSTOM_MADE: gettext_lazy("Was it made to order?"),
    Fact.GOODS_STATE: gettext_lazy("Are the goods still as they came?"),
    Fact.CAUSE: gettext_lazy("What caused the fault?"),
    Fact.PROVEN: gettext_lazy("Is there evidence for this cause?"),
    Fact.CONFIRMED: gettext_lazy("Has somebody looked at the fault and confirmed it?"),
    Fact.SERIOUS: gettext_lazy("Is it a serious defect?"),
    Fact.PART: gettext_lazy("Which part is faulty?"),
    Fact.REPAIR_FAILED: gettext_lazy("Did the last repair help?"),
    Fact.DELAY: gettext_lazy("What does the repair wait for: a part, or the repairer?"),
}
TOLD: dict[str, str | Promise] = {
    "true": gettext_lazy("yes"),
    **dict(PROOF_CHOICES),
    **dict(FAULT_CHOICES),
    **dict(STATE_CHOICES),
}
DAYS = frozenset(
    {
        Fact.MADE_ON,
        Fact.BOUGHT_ON,
        Fact.DELIVERED_ON,
        Fact.INSTALLED_ON,
        Fact.EXCHANGED_ON,
        Fact.REPAIRED_ON,
    }
)
# What no customer is asked: how the fault came to be, and how grave it is.
OURS_TO_FIND = frozenset({Fact.CAUSE, Fact.PROVEN, Fact.CONFIRMED, Fact.SERIOUS})
MARKS = {
    Standing.DUE: ("good", "circle-check"),
    Standing.OPEN: ("soon", "help-circle"),
    Standing.EXCLUDED: ("", "circle-x"),
    Standing.LAPSED: ("", "circle-x"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWords:
    """Where a rule is written; `confirm`: a default that nobody has confirmed yet."""

    document: str
    section: str
    wording: str
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWords:
    """A fact that counted, or (with a question for its words) one that is asked for."""

    code: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionWords:
    """One remedy as people read it. `sentence` says how it stands, `clauses` why.

    `amount` is what is paid back in yuan, where the price is known.
    """

    remedy: str
    standing: str
    title: str
    sentence: str
    days_left: int | None
    until: date | None
    clauses: tuple[ClauseWords, ...]
    facts: tuple[FactWords, ...]
    missing: tuple[FactWords, ...]
    amount: Decimal | None
    needs_consent: bool
    tone: str
    icon: str

    @property
    def known(self) -> str:
        """What the sentence says beside that something is still asked: said once for all."""
        rest = self.sentence.removeprefix(_("it depends on what is still asked"))
        return rest.removeprefix(_("; "))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementWords:
    """`live` is what is owed or may be, `over` what is not any more; `missing` is to be asked."""

    policy: str
    on: date
    live: tuple[OptionWords, ...]
    over: tuple[OptionWords, ...]
    missing: tuple[FactWords, ...]

    @property
    def theirs(self) -> list[FactWords]:
        """What is asked that the customer can tell."""
        return [fact for fact in self.missing if fact.code not in OURS_TO_FIND]

    @property
    def ours(self) -> bool:
        """Something is open that we look into ourselves."""
        return len(self.theirs) < len(self.missing)

    def of_resolution(self, kind: str) -> OptionWords | None:
        """What the policy says of a resolution of this kind: the best it would carry out."""
        remedies = CARRIES_OUT.get(kind, ())
        return next((o for o in (*self.live, *self.over) if o.remedy in remedies), None)


def in_words(card: EntitlementCard) -> EntitlementWords:
    options = [_option(option, card.on) for option in card.options]
    if card.returned_on:
        sentence = _("the product was given back on %s") % day(card.returned_on)
        options = [_nothing(REMEDIES[Remedy.NONE], sentence, "circle-check")]
    elif card.sold_after:
        title = _("The facts contradict each other")
        options = [_nothing(title, _contradiction(card.on, *card.sold_after), "alert-triangle")]
    is_live = {Standing.DUE.value, Standing.OPEN.value}
    missing = tuple(_asked(fact) for fact in card.asks)
    if card.unit is None and not card.returned_on:
        which = FactWords(code="unit", label=_("Product"), words=_("Which product is it?"))
        missing = (which, *missing)
    return EntitlementWords(
        policy=f"{card.pack.name} v{card.pack.number}" if card.pack else "",
        on=card.on,
        live=tuple(option for option in options if option.standing in is_live),
        over=tuple(option for option in options if option.standing not in is_live),
        missing=missing,
    )


def _option(option: Option, on: date) -> OptionWords:
    rules = [rule for rule in (option.rule, *option.also) if rule is not None]
    tone, icon = MARKS[option.standing]
    return OptionWords(
        remedy=option.remedy.value,
        standing=option.standing.value,
        title=str(REMEDIES[option.remedy]),
        sentence=_sentence(option, on),
        days_left=option.days_left,
        until=option.until,
        clauses=tuple(dict.fromkeys(_clause(rule.clause, confirm=rule.confirm) for rule in rules)),
        facts=tuple(_fact(fact, value) for fact, value in dict(option.used).items()),
        missing=tuple(_asked(fact) for fact in option.missing),
        amount=option.amount,
        needs_consent=option.needs_consent,
        tone="" if option.remedy is Remedy.NONE else tone,
        icon=icon,
    )


def _contradiction(on: date, fact: Fact, sold: date) -> str:
    """Which two of them cannot both be true."""
    sentence = _("%(fact)s %(sold)s, after the day asked for, %(on)s")
    return sentence % {"fact": FACTS[fact], "sold": day(sold), "on": day(on)}


def _nothing(title: str | Promise, sentence: str, icon: str) -> OptionWords:
    return OptionWords(
        remedy=Remedy.NONE.value,
        standing=Standing.DUE.value,
        title=str(title),
        sentence=sentence,
        days_left=None,
        until=None,
        clauses=(),
        facts=(),
        missing=(),
        amount=None,
        needs_consent=False,
        tone="",
        icon=icon,
    )


def _clause(clause: Clause, *, confirm: bool) -> ClauseWords:
    return ClauseWords(
        document=said(clause.document),
        section=section_words(clause.section),
        wording=said(clause.wording),
        confirm=confirm,
    )


def _sentence(option: Option, on: date) -> str:
    """How a remedy stands, in one sentence."""
    parts = [_how_long(option, on)]
    if option.standing in (Standing.DUE, Standing.OPEN):
        parts.append(_how_much(option.amount, option.deducted))
    if option.needs_consent:
        parts = [_("a quotation first; the work begins when the customer agrees"), *parts]
    if option.standing is Standing.OPEN:
        parts = [_("it depends on what is still asked"), *parts]
    return _("; ").join(part for part in parts if part)


def _how_long(option: Option, on: date) -> str:
    if option.standing is Standing.EXCLUDED:
        return _("not in this case")
    if option.standing is Standing.LAPSED:
        return _("ended on %s") % day(option.until)
    if option.days_left is None or option.until is None:
        return ""
    if option.until == on:
        return _("today is the last day")
    left = ngettext("%d day left", "%d days left", option.days_left) % option.days_left
    return _("%(left)s, to %(until)s") % {"left": left, "until": day(option.until)}


def _how_much(amount: Decimal | None, deducted: Decimal | None) -> str:
    if amount is not None and deducted:
        return _("%(amount)s after %(percent)s %% for the use") % {
            "amount": money(amount),
            "percent": f"{deducted.normalize():f}",
        }
    return money(amount)


def _fact(fact: Fact, value: str) -> FactWords:
    words = day(date.fromisoformat(value)) if fact in DAYS else str(TOLD.get(value, value))
    return FactWords(code=fact.value, label=str(FACTS[fact]), words=words)


def _asked(fact: Fact) -> FactWords:
    return FactWords(code=fact.value, label=str(FACTS[fact]), words=str(QUESTIONS[fact]))
