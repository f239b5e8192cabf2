"""Which steps a case takes, and how long each, up to the stage at which it stands today."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from .stories import Story

STAGES = (
    "registered",
    "accepted",
    "investigating",
    "proposing",
    "awaiting_approval",
    "awaiting_consent",
    "carrying_out",
    "resolved",
    "closed",
)
FREE_UNTIL, HEAD_UNTIL = 200, 2000
ZONE = ZoneInfo("Asia/Shanghai")
END_OF_DAYS = datetime(2200, 1, 1, tzinfo=ZONE)
FROM_AFAR = frozenset({"portal", "api", "email"})


@dataclass(frozen=True, slots=True)
class Step:
    """`stage` is where the case stands after it, `hours` the time it takes, `act` a method."""

    stage: str
    hours: float
    act: str


def plot(story: Story, until: str, twists: Collection[str]) -> list[Step]:
    """The steps up to `until`. A twist is something that happens on the way to some cases."""
    reached = STAGES.index(until)
    whole = _whole(story, until, twists)
    return list(takewhile(lambda step: STAGES.index(step.stage) <= reached, whole))


def _whole(story: Story, until: str, twists: Collection[str]) -> Iterator[Step]:
    yield Step("registered", 0, "register")
    if story.channel in FROM_AFAR:
        yield Step("accepted", 0.4, "classify")
    if story.is_question:
        yield from _answering(story, twists)
        return
    if "in vain" in twists:
        yield Step("accepted", 0.3, "ring_in_vain")
    if story.is_visited or story.kind == "recycling":
        yield from (_visiting if story.is_visited else _recycling)(story, twists)
        return
    yield Step("investigating", 0.4, "speak")
    if "asks again" in twists:
        yield Step("investigating", 2, "hear_again")
    if "noted" in twists:
        yield Step("investigating", 1.5, "note")
    if "paused" in twists and until == "investigating":
        yield Step("investigating", 0.5, "pause")
    yield from _finding(story)
    yield from _agreeing(story, until, twists)
    yield Step("carrying_out", 1, "arrange")
    yield Step("resolved", 16, "carry_out")
    yield from _asking(story, twists)


def _finding(story: Story) -> Iterator[Step]:
    if story.kind == "return_exchange":
        yield Step("investigating", 1, "check_claim")
    yield Step("proposing", 5, "find")
    yield Step("proposing", 1, "compare")


def _answering(story: Story, twists: Collection[str]) -> Iterator[Step]:
    if "noted" in twists and story.channel in FROM_AFAR:
        yield Step("accepted", 0.5, "pass_on")
        yield Step("accepted", 3, "give_back")
    yield Step("resolved", 0.6, "answer")
    yield Step("closed", 26, "close")


def _recycling(story: Story, twists: Collection[str]) -> Iterator[Step]:
    yield Step("accepted", 0.4, "speak")
    yield Step("awaiting_consent", 1, "appraise")
    yield Step("carrying_out", 3, "agree_to_offer")
    yield Step("carrying_out", 20, "collect")
    yield Step("resolved", 4, "certify")
    yield from _asking(story, twists)


def _visiting(story: Story, twists: Collection[str]) -> Iterator[Step]:
    if story.has_checklist:
        yield Step("accepted", 0.2, "plan_service")
    yield Step("carrying_out", 0.6, "agree_visit")
    if "refused" in twists:
        yield Step("carrying_out", 20, "find_nobody")
        yield Step("carrying_out", 1, "agree_visit")
    yield Step("carrying_out", 19, "arrive")
    if story.has_checklist:
        yield Step("carrying_out", 1, "accept_service")
    yield Step("resolved", 1.5, "finish_service")
    yield from _asking(story, twists)


def _agreeing(story: Story, until: str, twists: Collection[str]) -> Iterator[Step]:
    yield from _approving(story, declined="declined" in twists and until != "awaiting_approval")
    if "refused" in twists:
        yield Step("awaiting_consent", 4, "hear_no")
        yield Step("awaiting_consent", 2, "improve")
        yield from _approving(story, declined=False)
    yield Step("carrying_out", 4, "hear_yes")


def _approving(story: Story, *, declined: bool) -> Iterator[Step]:
    if story.cost <= FREE_UNTIL:
        yield Step("awaiting_consent", 1, "propose")
        return
    yield Step("awaiting_approval", 1, "propose")
    if declined:
        yield Step("awaiting_approval", 2, "decline")
        yield Step("awaiting_approval", 1, "improve")
        yield Step("awaiting_approval", 1, "propose")
    if story.cost > HEAD_UNTIL:
        yield Step("awaiting_approval", 2, "approve")
    yield Step("awaiting_consent", 2, "approve")


def _asking(story: Story, twists: Collection[str]) -> Iterator[Step]:
    if story.kind == "recycling":
        yield Step("closed", 20, "close")
        return
    if "busy" in twists:
        yield Step("closed", 18, "ask_in_vain")
    if "unhappy" in twists:
        yield Step("resolved", 22, "hear_unhappy")
        return
    yield Step("closed", 22, "ask")
    yield Step("closed", 1, "close")


def next_morning(now: datetime) -> datetime:
    """Nine o'clock of the next day, where the company is."""
    local = now.astimezone(ZONE) + timedelta(days=1)
    return local.replace(hour=9, minute=0, second=0, microsecond=0)
