"""The life of one case: each step is a call of the action that a person would call."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from aftercare.casework.cases.actions import classify_case, close_case
from aftercare.casework.cases.queries import CaseBrief, case_brief, holds_of
from aftercare.casework.consultations.actions import refer_question, return_answer
from aftercare.casework.conversation.actions import add_message, add_note, log_contact
from aftercare.casework.intake.actions import register_case
from aftercare.casework.intake.queries import Intake
from aftercare.casework.pauses.actions import pause_case
from aftercare.casework.resolutions import actions as resolutions
from aftercare.casework.returns.actions import check_claim
from aftercare.casework.visits.actions import agree_visit, end_visit, finish_service, note_arrival
from aftercare.casework.visits.queries import Outcome
from aftercare.feedback.followups.actions import record_follow_up, record_follow_up_try
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.files.actions import store_file

from . import photos, phrases
from .company import Staff
from .households import Household
from .payments import pay_what_is_owed
from .plots import END_OF_DAYS, FROM_AFAR, next_morning
from .services import SERVICES
from .stories import Story

OF_CUSTOMERS = frozenset(
    {"conversation.add_message", "resolutions.record_consent", "cases.see_cases"}
)


@dataclass(slots=True)
class Life:
    """`step(act, now)` performs one step of the plot."""

    story: Story
    move_in: Callable[[], Household]
    staff: Staff
    rng: Random
    has_photos: bool = False
    case_id: int = 0
    owner_id: int = 0
    option_id: int = 0
    visited_until: datetime = END_OF_DAYS
    approved_by: set[int | None] = field(default_factory=set)

    def step(self, act: str, now: datetime) -> None:
        own = SERVICES.get(act)
        own(self, now) if own else getattr(self, act)(now)

    @property
    def case(self) -> CaseBrief:
        return case_brief(actor=SYSTEM, case_id=self.case_id)

    @property
    def owner(self) -> Actor:
        return self.staff.by_member[self.owner_id]

    def _look_up_owner(self) -> None:
        """Who answers for it changes only where triage or an unhappy customer move it."""
        self.owner_id = self.case.owner_id

    @property
    def customer(self) -> Actor:
        case_ids = frozenset({self.case_id})
        return Actor(user_id=None, kind=ActorKind.CUSTOMER, grants=OF_CUSTOMERS, case_ids=case_ids)

    @property
    def head(self) -> Actor:
        """Who may approve next: the head above the owner, or the director if that one did."""
        head = self.staff.heads[self.owner_id] or self.staff.by_name["manager"]
        others = [head, self.staff.by_name["manager"], self.staff.by_name["manager2"]]
        free = [a for a in others if a.user_id not in self.approved_by and a is not self.owner]
        return free[-1] if self.approved_by else free[0]

    def register(self, now: datetime) -> None:
        story, home = self.story, self.move_in()
        spoken = story.channel not in FROM_AFAR
        agent = self.staff.by_name[self.rng.choice(("agent", "agent", "agent2", "agent3"))]
        intake = Intake(
            channel=story.channel,
            description=phrases.told(story.text, self.rng, is_question=story.is_question),
            phone=home.phone,  # by which the agent recognises the customer
            customer_id=home.customer_id,
            product_line=story.line,
            product_text=story.word,
            order_no=home.order_no,
            unit_id=home.unit_id,
        )
        if spoken:
            intake = replace(
                intake,
                subject=phrases.subject(story.word, story.text),
                kind=story.kind,
                category=story.category,
                level=story.level,
                severity=story.severity,
                urgent=story.severity == "A",
                complex=False,
                confirmed=True,
            )
        actor = agent if spoken else SYSTEM
        if self.has_photos:
            intake = replace(intake, file_ids=self._photos(actor, home, now))
        self.case_id = register_case(actor=actor, intake=intake, now=now).case.id
        self._look_up_owner()

    def classify(self, now: datetime) -> None:
        case, story = self.case, self.story
        grave = case.safety or story.severity == "A"
        classify_case(
            actor=self.staff.by_name["agent"],
            case_id=case.id,
            version=None,
            classification=replace(
                case.classification,
                kind=story.kind,
                category=story.category,
                level="one" if grave else story.level,
                severity="A" if grave else story.severity,
                urgent=grave,
                complex=False,
            ),
            safety=case.safety,
            now=now,
        )
        self._look_up_owner()

    def answer(self, now: datetime) -> None:
        channel = "phone" if self.story.channel not in FROM_AFAR else "email"
        resolutions.answer_question(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            channel=channel,
            answer=self.story.finding,
            now=now,
        )

    def pass_on(self, now: datetime) -> None:
        refer_question(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            question=f"客户咨询{self.story.word}：请确认后答复。",
            now=now,
        )
        self._look_up_owner()

    def give_back(self, now: datetime) -> None:
        return_answer(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            answer=self.story.finding,
            now=now,
        )
        self._look_up_owner()

    def ring_in_vain(self, now: datetime) -> None:
        self._talk(phrases.IN_VAIN, now, reached=False)

    def speak(self, now: datetime) -> None:
        grave = self.story.severity == "A"
        self._talk(phrases.SAFETY_CALL if grave else phrases.FIRST_CALL, now)

    def hear_again(self, now: datetime) -> None:
        text = phrases.one(self.rng, phrases.ASKS_AGAIN)
        add_message(actor=self.customer, case_id=self.case_id, text=text, now=now)

    def note(self, now: datetime) -> None:
        text = phrases.one(self.rng, phrases.NOTES)
        add_note(actor=self.owner, case_id=self.case_id, text=text, now=now)

    def pause(self, now: datetime) -> None:
        reason, evidence = self.rng.choice(phrases.PAUSED_FOR)
        pause_case(
            actor=self.owner, case_id=self.case_id, reason=reason, evidence=evidence, now=now
        )

    def check_claim(self, now: datetime) -> None:
        check_claim(
            actor=self.owner,
            case_id=self.case_id,
            granted=True,
            ground="fault",
            proof="order",
            proof_reference=self.case.order_no,
            text=self.story.finding,
            now=now,
        )

    def find(self, now: datetime) -> None:
        resolutions.record_findings(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            cause=self.story.cause,
            liable=self.story.liable,
            text=self.story.finding,
            now=now,
        )

    def compare(self, now: datetime) -> None:
        """What will be offered, and for dearer matters a cheaper way beside it."""
        self.option_id = self._option(self.story.resolution, self.story.offer, 1, 4, now)
        if self.story.cost > 0:
            text = phrases.one(self.rng, phrases.CHEAPER)
            self._option("other", text, 0.4, 2, now)

    def improve(self, now: datetime) -> None:
        text = f"{self.story.offer}（与客户协商后调整）"
        self.option_id = self._option(self.story.resolution, text, 1, 4, now)

    def propose(self, now: datetime) -> None:
        resolutions.propose_resolution(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            resolution_id=self.option_id,
            now=now,
        )
        self.approved_by.clear()

    def approve(self, now: datetime) -> None:
        head = self.head
        resolutions.approve_resolution(
            actor=head,
            case_id=self.case_id,
            version=None,
            resolution_id=self.option_id,
            comment=phrases.one(self.rng, phrases.APPROVED),
            now=now,
        )
        self.approved_by.add(head.user_id)

    def decline(self, now: datetime) -> None:
        resolutions.decline_resolution(
            actor=self.head,
            case_id=self.case_id,
            version=None,
            resolution_id=self.option_id,
            comment=phrases.one(self.rng, phrases.DECLINED),
            now=now,
        )

    def hear_no(self, now: datetime) -> None:
        resolutions.record_refusal(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            resolution_id=self.option_id,
            how="recorded_call",
            reference=self._recording(now),
            comment=phrases.one(self.rng, phrases.REFUSED),
            now=now,
        )

    def hear_yes(self, now: datetime) -> None:
        by_oneself = self.story.channel == "portal"
        resolutions.record_consent(
            actor=self.customer if by_oneself else self.owner,
            case_id=self.case_id,
            version=None,
            resolution_id=self.option_id,
            how="portal" if by_oneself else "recorded_call",
            reference="" if by_oneself else self._recording(now),
            comment=phrases.one(self.rng, phrases.AGREED_SELF if by_oneself else phrases.AGREED),
            now=now,
        )

    def arrange(self, now: datetime) -> None:
        self._talk(phrases.ARRANGED, now)

    def agree_visit(self, now: datetime) -> None:
        begins = next_morning(now)
        self.visited_until = begins + timedelta(hours=3)
        agree_visit(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            from_at=begins,
            until_at=self.visited_until,
            who=self.rng.choice(phrases.WHO_COMES),
            channel="phone",
            text=phrases.one(self.rng, phrases.VISIT_AGREED),
            now=now,
        )

    def find_nobody(self, now: datetime) -> None:
        end_visit(
            actor=self.owner,
            case_id=self.case_id,
            outcome=Outcome.NOBODY_HOME,
            note="按约到达，客户不在家，电话联系后改约。",
            now=now,
        )

    def arrive(self, now: datetime) -> None:
        there = min(now, self.visited_until)
        note_arrival(actor=self.owner, case_id=self.case_id, arrived_at=there, now=now)

    def finish_service(self, now: datetime) -> None:
        finish_service(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            result=f"{self.story.finding}{self.story.offer}",
            root_cause=self.story.cause,
            cost_amount=self.story.cost,
            now=now,
        )

    def carry_out(self, now: datetime) -> None:
        resolutions.carry_out_resolution(
            actor=self.owner,
            case_id=self.case_id,
            version=None,
            result=f"{self.story.offer}{phrases.one(self.rng, phrases.DONE)}",
            cost_amount=self.story.cost,
            now=now,
        )

    def ask_in_vain(self, now: datetime) -> None:
        if "follow_up" not in holds_of(actor=SYSTEM, case=self.case):
            return
        record_follow_up_try(
            actor=self.staff.by_name["agent5"],
            case_id=self.case_id,
            channel="phone",
            note=phrases.one(self.rng, phrases.NO_ANSWER),
            now=now,
        )

    def ask(self, now: datetime) -> None:
        self._rate(phrases.HAPPY, now)

    def hear_unhappy(self, now: datetime) -> None:
        self._rate(phrases.UNHAPPY, now)

    def close(self, now: datetime) -> None:
        pay_what_is_owed(self.staff.by_name["finance"], self.case, now)
        close_case(actor=self.owner, case_id=self.case_id, version=None, now=now)

    def _photos(self, actor: Actor, home: Household, now: datetime) -> list[int]:
        kinds = photos.kinds_for(self.story.text, has_label=bool(home.label))
        return [
            store_file(
                actor=actor,
                name=f"IMG_{now:%H%M%S}_{place}.jpg",
                content=photos.photo(self.rng, kind, home.label),
                now=now,
            ).id
            for place, kind in enumerate(kinds, start=1)
        ]

    def _talk(self, texts: tuple[str, ...], now: datetime, *, reached: bool = True) -> None:
        log_contact(
            actor=self.owner,
            case_id=self.case_id,
            channel="phone",
            outbound=True,
            reached=reached,
            text=phrases.one(self.rng, texts),
            recording_ref=self._recording(now) if reached else "",
            now=now,
        )

    def _rate(self, answers: tuple[tuple[int, str], ...], now: datetime) -> None:
        if "follow_up" not in holds_of(actor=SYSTEM, case=self.case):
            return  # the policy of this line asks after other kinds only
        stars, comment = self.rng.choice(answers)
        record_follow_up(
            actor=self.staff.by_name["agent5"],
            case_id=self.case_id,
            stars=stars,
            comment=comment,
            channel="phone",
            now=now,
        )

    def _option(self, kind: str, summary: str, share: float, stars: int, now: datetime) -> int:
        total = (self.story.cost * Decimal(str(share))).quantize(Decimal(1))
        paid_out = total if kind in {"compensation", "return", "discount"} else Decimal(0)
        return resolutions.add_option(
            actor=self.owner,
            case_id=self.case_id,
            kind=kind,
            summary=summary,
            cost_amount=total - paid_out, compensation_amount=paid_out, expected_stars=stars,
            now=now, **phrases.grounds(kind),
        )  # fmt: skip

    def _recording(self, now: datetime) -> str:
        return f"REC-{now:%y%m%d}-{self.case_id:05d}"
