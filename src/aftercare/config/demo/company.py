"""The units and people of the company, and what may be given to whom."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import get_hasher

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.actions import create_user, install_roles
from aftercare.people.organisation.actions import describe_company, open_unit
from aftercare.people.organisation.queries import CompanyCard
from aftercare.people.staff.actions import hire_member, set_duties, set_presence
from aftercare.people.staff.queries import actor_of_user, head_above

PASSWORD = "Anxin-Demo-2026"  # noqa: S105 - of invented people, printed at every start
DOMAIN = "anju.example"
LIGHT = {"time_cost": 1, "memory_cost": 1024, "parallelism": 1}


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str
    kind: str
    parent: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`roles` are joined by "+". `shown` people are named at every start."""

    username: str
    name: str
    roles: str
    unit: str
    title: str
    is_head: bool = False
    handles: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    shown: str = ""


COMPANY = CompanyCard(
    name_zh="安居家品",
    name_en="Anju Home",
    phone="400-000-0000",
    hours="08:00–20:00",
    email=f"service@{DOMAIN}",
    address="上海市闵行区示例路1号",
    website=f"https://{DOMAIN}",
    privacy_contact=f"privacy@{DOMAIN}",
)
UNITS = (
    Unit("AJ", "安居家品客户服务中心", "department"),
    Unit("QC", "质量部", "department", "AJ"),
    Unit("LG", "物流部", "department", "AJ"),
    Unit("XS", "销售运营部", "department", "AJ"),
    Unit("HD", "华东服务部", "department", "AJ"),
    Unit("HD-SH", "上海服务站", "station", "HD", "31"),
    Unit("HD-HZ", "杭州服务站", "station", "HD", "33"),
    Unit("HD-NJ", "南京服务站", "station", "HD", "32"),
    Unit("HN", "华南服务部", "department", "AJ"),
    Unit("HN-GZ", "广州服务站", "station", "HN", "44"),
    Unit("HN-SZ", "深圳服务站", "station", "HN", "4403"),
    Unit("HB", "华北服务部", "department", "AJ"),
    Unit("HB-BJ", "北京服务站", "station", "HB", "11"),
    Unit("HB-TJ", "天津服务站", "station", "HB", "12"),
)

_LINES = ("appliance", "building", "furniture", "home")
_FIELD = ("repair", "installation", "care", "recycling", "service")
_AREA = {"handles": _FIELD, "lines": _LINES}
_DESK = ("consultation", "other")
_SALES = ("contract", "price", "promotion", "return_exchange")
_QUALITY = ("product_quality", "safety")


def _person(*given: str, **more: object) -> Person:
    username, name, roles, unit, title = given
    return Person(
        username=username,
        name=name,
        roles=roles,
        unit=unit,
        title=title,
        **more,  # type: ignore[arg-type]
    )


PEOPLE = (
    _person("manager", "沈国华", "manager", "AJ", "客服总监", is_head=True, shown="客服总监"),
    _person("manager2", "叶文君", "manager", "AJ", "客服副总监", shown="客服副总监"),
    _person("agent", "林晓雯", "agent", "AJ", "资深客服", handles=_DESK + _FIELD,
            lines=_LINES, shown="客服"),
    _person("agent2", "周婷", "agent", "AJ", "客服", handles=_DESK + _FIELD, lines=_LINES),
    _person("agent3", "陈思远", "agent", "AJ", "客服", handles=_DESK + _FIELD, lines=_LINES),
    _person("agent4", "何佳琪", "agent", "AJ", "在线客服", handles=_DESK),
    _person("agent5", "吴静", "agent", "AJ", "回访专员"),
    _person("dispatcher", "马志强", "dispatcher", "AJ", "调度主管", shown="调度"),
    _person("keeper", "冯铁", "storekeeper", "AJ", "配件管理员", shown="配件管理员"),
    _person("admin", "赵明远", "administrator", "AJ", "系统管理员", shown="系统管理员"),
    _person("auditor", "钱慎之", "auditor", "AJ", "内部审计", shown="审计"),
    _person("finance", "孙丽", "finance", "AJ", "财务主管", shown="财务"),
    _person("privacy", "郑律", "privacy_officer", "AJ", "法务与隐私专员", shown="法务与隐私"),
    _person("trainer", "许晴", "trainer", "AJ", "培训师", shown="培训"),
    _person("quality", "刘建平", "quality_engineer+station_manager", "QC", "质量部经理",
            is_head=True, shown="质量部经理"),
    _person("quality2", "高翔", "quality_engineer", "QC", "家电质量工程师",
            handles=_QUALITY, lines=("appliance",)),
    _person("quality3", "罗敏", "quality_engineer", "QC", "家具质量工程师",
            handles=_QUALITY, lines=("furniture", "home"), shown="家具质量工程师"),
    _person("quality4", "石磊", "quality_engineer", "QC", "建材质量工程师",
            handles=_QUALITY, lines=("building",)),
    _person("logistics", "谢东升", "handler+station_manager", "LG", "物流部经理", is_head=True),
    _person("logistics2", "唐磊", "handler", "LG", "物流客诉专员", handles=("logistics",),
            shown="物流处理人"),
    _person("sales", "韩雪", "handler+station_manager", "XS", "销售运营经理", is_head=True),
    _person("sales2", "邓超群", "handler", "XS", "订单与合同专员", handles=_SALES,
            shown="合同与价格处理人"),
    _person("east", "王海涛", "station_manager", "HD", "华东服务部经理", is_head=True,
            shown="华东服务部经理"),
    _person("shanghai", "徐正", "station_manager", "HD-SH", "上海站站长", is_head=True),
    _person("shanghai2", "张立新", "handler", "HD-SH", "上海站服务顾问", **_AREA,
            shown="上海站服务顾问"),
    _person("technician", "孟凡", "technician", "HD-SH", "安装维修工程师", shown="安装维修工程师"),
    _person("technician2", "顾海峰", "technician", "HD-SH", "家电维修工程师"),
    _person("technician3", "倪建军", "technician", "HD-SH", "安装维修工程师"),
    _person("technician4", "陆文斌", "technician", "HD-SH", "家电维修工程师"),
    _person("technician5", "章小龙", "technician", "HD-HZ", "家电维修工程师"),
    _person("technician6", "余立", "technician", "HD-HZ", "家具安装工程师"),
    _person("technician7", "葛志强", "technician", "HD-NJ", "安装维修工程师"),
    _person("technician8", "麦永辉", "technician", "HN-GZ", "安装维修工程师"),
    _person("technician9", "丘伟", "technician", "HN-SZ", "安装维修工程师"),
    _person("technician10", "尹国栋", "technician", "HB-BJ", "家电维修工程师"),
    _person("technician11", "白雪松", "technician", "HB-TJ", "安装维修工程师"),
    _person("hangzhou", "方芳", "station_manager", "HD-HZ", "杭州站站长", is_head=True,
            **_AREA, shown="杭州站站长"),
    _person("nanjing", "蒋伟", "station_manager", "HD-NJ", "南京站站长", is_head=True,
            **_AREA),
    _person("south", "黄志明", "station_manager", "HN", "华南服务部经理", is_head=True,
            **_AREA),
    _person("guangzhou", "梁家辉", "handler", "HN-GZ", "广州站服务顾问", **_AREA),
    _person("shenzhen", "李敏仪", "handler+partner", "HN-SZ", "深圳合作站负责人", **_AREA,
            shown="深圳合作站负责人"),
    _person("north", "郭大勇", "station_manager", "HB", "华北服务部经理", is_head=True,
            **_AREA),
    _person("beijing", "董磊", "handler", "HB-BJ", "北京站服务顾问", **_AREA,
            shown="北京站服务顾问"),
    _person("tianjin", "曹阳", "handler+partner", "HB-TJ", "天津合作站负责人", **_AREA),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Everybody as an actor: by sign-in name, by member, and the head above each member."""

    by_name: Mapping[str, Actor]
    by_member: Mapping[int, Actor]
    heads: Mapping[int, Actor | None]


def hire(now: datetime) -> Staff:
    """Opens the units, makes the accounts and hires everybody."""
    install_roles(actor=SYSTEM, now=now)
    describe_company(actor=SYSTEM, card=COMPANY, now=now)
    units: dict[str, int] = {}
    for unit in UNITS:
        units[unit.code] = open_unit(
            actor=SYSTEM,
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            parent_id=units.get(unit.parent),
            region=unit.region,
            now=now,
        ).id
    with _light_hashing():
        members = {
            person.username: _hire(person, f"AJ{serial:04d}", units[person.unit], now)
            for serial, person in enumerate(PEOPLE, start=1001)
        }
    set_presence(
        actor=SYSTEM,
        member_id=members["agent4"].staff_id or 0,
        on_duty=False,
        stand_in_id=members["agent2"].staff_id,
        now=now,
    )
    by_member = {actor.staff_id: actor for actor in members.values() if actor.staff_id}
    heads = {}
    for member_id in by_member:
        head = head_above(actor=SYSTEM, member_id=member_id)
        heads[member_id] = by_member[head.id] if head else None
    return Staff(by_name=members, by_member=by_member, heads=heads)


@contextmanager
def _light_hashing() -> Iterator[None]:
    """A password that is printed at every start needs no strong hash; it would cost five seconds.

    Whoever signs in has it hashed anew, with full strength.
    """
    hasher = get_hasher()
    usual = {name: getattr(hasher, name) for name in LIGHT if hasattr(hasher, name)}
    vars(hasher).update({name: LIGHT[name] for name in usual})
    try:
        yield
    finally:
        vars(hasher).update(usual)


def sign_ins() -> str:
    """Whom one may sign in as: a line each."""
    shown = [f"{p.username} {p.shown}" for p in PEOPLE if p.shown]
    rows = [" · ".join(shown[at : at + 4]) for at in range(0, len(shown), 4)]
    names = "".join(f"                    {row}\n" for row in rows)
    return f"    登录   sign-in  密码 password: {PASSWORD}\n{names}"


def _hire(person: Person, number: str, org_unit_id: int, now: datetime) -> Actor:
    user = create_user(
        actor=SYSTEM,
        username=person.username,
        display_name=person.name,
        password=PASSWORD,
        role_codes=person.roles.split("+"),
        email=f"{person.username}@{DOMAIN}",
        must_change_password=False,
        now=now,
    )
    member = hire_member(
        actor=SYSTEM,
        number=number,
        name=person.name,
        org_unit_id=org_unit_id,
        title=person.title,
        is_head=person.is_head,
        user_id=user.id,
        now=now,
    )
    set_duties(
        actor=SYSTEM,
        member_id=member.id,
        handles=person.handles,
        product_lines=person.lines,
        now=now,
    )
    return actor_of_user(actor=SYSTEM, user_id=user.id)
