"""Who serves, what each may see, and to whom a case can be given."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief, file_briefs
from aftercare.foundation.identity.queries import grants_of, user_names
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.pages import Page, cursor_of, key_of, text_in
from aftercare.people.organisation.queries import ids_below, unit_ids_below, unit_path

from . import rules
from .models import Face, Member

SEE_MEMBERS = view("staff.see_members")
SEE_ALL_UNITS = view("staff.see_all_units")
ANY = rules.ANY
NEAR = 64
WHO_SERVES = ("staff_member", "organisation_orgunit")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberBrief:
    id: int
    number: str
    name: str
    title: str
    org_unit_id: int
    org_unit_name: str
    user_id: int | None
    is_head: bool
    is_active: bool
    on_duty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCard:
    """A member with everything that decides which cases may be given."""

    brief: MemberBrief
    handles: tuple[str, ...]
    levels: tuple[str, ...]
    product_lines: tuple[str, ...]
    regions: tuple[str, ...]
    stand_in_id: int | None
    stand_in_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody on duty who may take the case. The more `*_fit`, the closer.

    `region_fit` is how many digits of the region agree (0: takes any region); `category_fit` and
    `line_fit` say that the duties name kind or category, or the line, and do not just allow them.
    `stands_in_for` is the member away whose work this would be.
    """

    member_id: int
    name: str
    org_unit_id: int
    is_head: bool
    category_fit: bool
    line_fit: bool
    region_fit: int
    stands_in_for: int | None


def actor_of_user(*, actor: Actor, user_id: int) -> Actor:
    """Who a signed-in user is: grants by roles, rows in sight by place in the organisation.

    A member sees the unit and all below it; who may `staff.see_all_units` sees everything.
    Remembered as long as accounts, roles, staff and units stay as they are. Raises NotFound for a
    user who may not sign in.
    """
    del actor
    return _actor_of(user_id)


@remembered(*WHO_SERVES, "identity_user", "identity_user_roles", "identity_role", most=4096)
def _actor_of(user_id: int) -> Actor:
    grants = grants_of(actor=SYSTEM, user_id=user_id)
    below = ids_below(actor=SYSTEM, path="org_unit__path")
    serving = Member.objects.serving().filter(user_id=user_id)
    member_id, name, units = serving.values_list("id", "name", below).first() or (None, "", [])
    if not grants:
        raise NotFound(_("There is no such user."))
    if member_id is None:
        name = user_names(actor=SYSTEM, ids=[user_id]).get(user_id, "")
    return Actor(
        user_id=user_id,
        name=name,
        kind=ActorKind.STAFF,
        staff_id=member_id,
        grants=grants,
        org_units=frozenset(units),
        sees_everything=SEE_ALL_UNITS in grants,
    )


def member_brief(*, actor: Actor, member_id: int) -> MemberBrief:
    """Any colleague, also one who has left: names stand in histories."""
    del actor
    found = _brief(member_id)
    if found is None:
        raise NotFound(_("There is no such colleague."))
    return found


def member_briefs(*, actor: Actor, ids: Iterable[int]) -> dict[int, MemberBrief]:
    """By id; one query at most."""
    del actor
    return dict(_briefs(frozenset(ids)))


@remembered(*WHO_SERVES)
def _briefs(ids: frozenset[int]) -> dict[int, MemberBrief]:
    found = Member.objects.filter(id__in=ids).select_related("org_unit")
    return {member.id: brief_of(member) for member in found}


def faces(*, actor: Actor, ids: Iterable[int]) -> dict[int, FileBrief]:
    """The pictures on their badges, by member; for colleagues, and for who is visited by them."""
    del actor
    shown = Face.objects.filter(member_id__in=set(ids), member__left_at=None)
    files = dict(shown.values_list("member_id", "file_id"))
    briefs = file_briefs(actor=SYSTEM, ids=files.values()) if files else {}
    return {member: briefs[file] for member, file in files.items()}


def member_of_user(*, actor: Actor, user_id: int) -> MemberBrief | None:
    del actor
    member = Member.objects.filter(user_id=user_id).select_related("org_unit").first()
    return brief_of(member) if member else None


def user_ids(*, actor: Actor) -> frozenset[int]:
    """The accounts that belong to a colleague, also to one who has left."""
    del actor
    linked = Member.objects.filter(user__isnull=False)
    return frozenset(linked.values_list("user_id", flat=True))


def member_card(*, actor: Actor, member_id: int) -> MemberCard:
    actor.must(SEE_MEMBERS)
    members = Member.objects.visible_to(actor).select_related("org_unit", "stand_in")
    member = members.filter(id=member_id).first()
    if member is None:
        raise NotFound(_("There is no such colleague."))
    return card_of(member)


def member_cards(*, actor: Actor, ids: Iterable[int]) -> dict[int, MemberCard]:
    """Those of them in sight who serve, by id; one query."""
    actor.must(SEE_MEMBERS)
    found = Member.objects.visible_to(actor).serving().filter(id__in=set(ids))
    rows = found.select_related("org_unit", "stand_in")
    return {member.id: card_of(member) for member in rows}


def members(
    *,
    actor: Actor,
    org_unit_id: int | None = None,
    text: str = "",
    former: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[MemberCard]:
    """Colleagues in sight by name; `org_unit_id` narrows to that unit and all below it.

    `text` is part of a name, of its pinyin, or of a number; `former` adds those who have left.
    """
    actor.must(SEE_MEMBERS)
    found = Member.objects.visible_to(actor).select_related("org_unit", "stand_in")
    if not former:
        found = found.serving()
    if org_unit_id is not None:
        found = found.filter(org_unit_id__in=unit_ids_below(actor=actor, org_unit_id=org_unit_id))
    if text.strip():
        asked = text.strip()
        found = found.filter(
            Q(name__icontains=asked)
            | Q(name_key__icontains=asked.lower())
            | Q(number__istartswith=asked)
        )
    if cursor:
        said, last_id = key_of(cursor, parts=2)
        last_key = text_in(said)
        found = found.filter(Q(name_key__gt=last_key) | Q(name_key=last_key, id__gt=last_id))
    rows = list(found.order_by("name_key", "id")[: limit + 1])
    more = len(rows) > limit
    shown = rows[:limit]
    return Page(
        rows=[card_of(row) for row in shown],
        next_cursor=cursor_of(shown[-1].name_key, shown[-1].id) if more else None,
    )


def head_counts(*, actor: Actor) -> dict[int, int]:
    """How many work in each unit itself, those below it not counted."""
    del actor
    serving = Member.objects.serving().values("org_unit_id").annotate(number=Count("id"))
    return dict(serving.order_by().values_list("org_unit_id", "number"))


def candidates(
    *, actor: Actor, kind: str, category: str, level: str, product_line: str, region: str
) -> list[Candidate]:
    """Everybody to whom such a case may be given now, in no order of preference."""
    del actor
    return list(_candidates(kind, category, level, product_line, region))


@remembered(*WHO_SERVES)
def _candidates(
    kind: str, category: str, level: str, product_line: str, region: str
) -> tuple[Candidate, ...]:
    able = _covering(kind, category, level, product_line, region).filter(
        Q(on_duty=True) | Q(stand_in__on_duty=True, stand_in__left_at=None)
    )
    found: dict[int, Candidate] = {}
    for member in able.select_related("org_unit", "stand_in").order_by("id"):
        candidate = _candidate(member, {kind, category}, line=product_line, region=region)
        if member.on_duty:
            found[candidate.member_id] = candidate
        else:
            found.setdefault(candidate.member_id, candidate)
    return tuple(found.values())


def somebody_covers(
    *, actor: Actor, kind: str, category: str, level: str, product_line: str, region: str
) -> bool:
    """Whether anybody's duties cover such a case, there or away."""
    del actor
    return _covering(kind, category, level, product_line, region).exists()


def _covering(
    kind: str, category: str, level: str, product_line: str, region: str
) -> QuerySet[Member]:
    places = rules.prefixes(region)
    able = Member.objects.serving().filter(
        Q(handles__overlap=[rules.ANY, kind, category]),
        Q(levels=[]) | Q(levels__contains=[level]),
        Q(product_lines=[]) | Q(product_lines__contains=[product_line]),
    )
    if places:
        able = able.filter(
            Q(regions__overlap=places) | Q(regions=[], org_unit__region__in=["", *places])
        )
    return able


def head_above(*, actor: Actor, member_id: int) -> MemberBrief | None:
    """The nearest head up the tree who is not the member; None above the topmost."""
    del actor
    member = _brief(member_id)
    return _head_of(member.org_unit_id, member.id if member.is_head else 0) if member else None


@remembered(*WHO_SERVES)
def _head_of(org_unit_id: int, besides: int) -> MemberBrief | None:
    return head_of(actor=SYSTEM, org_unit_id=org_unit_id, besides=besides)


def top_head(*, actor: Actor) -> MemberBrief | None:
    """The head of the whole company: of the unit nearest to the root that has one."""
    del actor
    return _top_head()


@remembered(*WHO_SERVES)
def _top_head() -> MemberBrief | None:
    heads = Member.objects.serving().filter(is_head=True).select_related("org_unit")
    found = min(heads, key=lambda head: (len(head.org_unit.path), head.id), default=None)
    return brief_of(found) if found else None


def _brief(member_id: int) -> MemberBrief | None:
    return _near(member_id // NEAR).get(member_id)


@remembered(*WHO_SERVES)
def _near(place: int) -> dict[int, MemberBrief]:
    """So many whose numbers follow each other, at once: cases go round among colleagues."""
    some = Member.objects.filter(id__range=(place * NEAR, place * NEAR + NEAR - 1))
    return {member.id: brief_of(member) for member in some.select_related("org_unit")}


def head_of(*, actor: Actor, org_unit_id: int, besides: int | None = None) -> MemberBrief | None:
    """The head of the unit, or of the nearest unit above that has one (other than `besides`)."""
    path = unit_path(actor=actor, org_unit_id=org_unit_id)
    heads = Member.objects.serving().filter(is_head=True, org_unit_id__in=path)
    by_unit = {
        head.org_unit_id: head
        for head in heads.exclude(id=besides or 0).select_related("org_unit").order_by("-id")
    }
    for unit_id in reversed(path):
        if unit_id in by_unit:
            return brief_of(by_unit[unit_id])
    return None


def brief_of(member: Member) -> MemberBrief:
    return MemberBrief(
        id=member.id,
        number=member.number,
        name=member.name,
        title=member.title,
        org_unit_id=member.org_unit_id,
        org_unit_name=member.org_unit.name,
        user_id=member.user_id,
        is_head=member.is_head,
        is_active=member.is_active,
        on_duty=member.on_duty,
    )


def card_of(member: Member) -> MemberCard:
    return MemberCard(
        brief=brief_of(member),
        handles=tuple(member.handles),
        levels=tuple(member.levels),
        product_lines=tuple(member.product_lines),
        regions=tuple(member.regions),
        stand_in_id=member.stand_in_id,
        stand_in_name=member.stand_in.name if member.stand_in else "",
    )


def _candidate(member: Member, matter: set[str], *, line: str, region: str) -> Candidate:
    taker = member if member.on_duty or member.stand_in is None else member.stand_in
    places = member.regions or [member.org_unit.region]
    return Candidate(
        member_id=taker.id,
        name=taker.name,
        org_unit_id=member.org_unit_id if taker is member else taker.org_unit_id,
        is_head=taker.is_head,
        category_fit=not matter.isdisjoint(member.handles),
        line_fit=line in member.product_lines,
        region_fit=rules.region_fit(places, region),
        stands_in_for=None if taker is member else member.id,
    )
