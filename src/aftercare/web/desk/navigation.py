"""The side bar of the desk: the places, in the order of the work, and who may go there."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor
from aftercare.web.kit.addresses import address


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`permission` "" opens to every member of staff; `keys` is the sequence typed to go there.

    `group` is what stands together: the work, then the house. `words` are other words by which
    the palette finds it: English, and pinyin with initials. `is_apart`: a page of another shell.
    """

    url_name: str
    label: str | Promise
    icon: str
    permission: str = ""
    keys: str = ""
    words: str = ""
    group: str = "work"
    in_side_bar: bool = True
    is_apart: bool = False


PLACES = (
    Place(
        url_name="desk:my-work",
        label=_("My work"),
        icon="checklist",
        keys="g m",
        words="my work queue wodegongzuo wdgz",
    ),
    Place(
        url_name="mobile:today",
        label=_("My round"),
        icon="truck",
        permission="records.complete_visit",
        keys="g r",
        words="my round visits phone wodexingcheng wdxc xingcheng shangmen",
        is_apart=True,
    ),
    Place(
        url_name="desk:cases",
        label=_("All cases"),
        icon="layout-list",
        permission="cases.see_cases",
        keys="g c",
        words="all cases list quanbufuwudan qbfwd fuwudan fwd",
    ),
    Place(
        url_name="desk:late",
        label=_("Late and in danger"),
        icon="clock-exclamation",
        permission="views.see_late",
        keys="g l",
        words="late endangered overdue heat chaoshi cs linqi lq",
    ),
    Place(
        url_name="desk:shortages",
        label=_("Nobody there"),
        icon="user-question",
        permission="assignment.see_shortages",
        keys="g y",
        words="nobody there shortage unassigned wurenzaigang wrzg wurenkepai",
    ),
    Place(
        url_name="desk:orders",
        label=_("Work orders"),
        icon="tools",
        permission="workorders.see_orders",
        keys="g w",
        words="work orders field service jobs gongdan gd shangmen sm",
    ),
    Place(
        url_name="desk:contracts",
        label=_("Care contracts"),
        icon="refresh",
        permission="carecontracts.see_contracts",
        words="care contracts baoyanghetong byht qingxibaoyang",
    ),
    Place(
        url_name="desk:external",
        label=_("Before authorities and courts"),
        icon="scale",
        permission="external.see_matters",
        words="external 12315 court authority waibutousu wbts fayuan susong",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:again",
        label=_("What came again"),
        icon="refresh",
        permission="cases.see_cases",
        words="again repeat first-time fix zaicifasheng zcfs yicijiejuelv yicjjl",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:exports",
        label=_("Exported files"),
        icon="download",
        permission="exports.see_exports",
        words="exports files download daochu dc daochuwenjian dcwj",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:register-case",
        label=_("New case"),
        icon="plus",
        permission="intake.register_case",
        keys="g n",
        words="new case register xinjian dengji xj dj",
    ),
    Place(
        url_name="desk:dispatch",
        label=_("Dispatch"),
        icon="route",
        permission="plans.see_board",
        keys="g q",
        words="dispatch board plan pool paigong pg diaodu dd qiangdan qd",
    ),
    Place(
        url_name="desk:customers",
        label=_("Customers"),
        icon="heart-handshake",
        permission="parties.see_customers",
        keys="g k",
        words="customers products kehu kh kehudangan",
    ),
    Place(
        url_name="desk:parts",
        label=_("Spare parts"),
        icon="tool",
        permission="stores.see_stock",
        keys="g j",
        words="spare parts stock peijian pj beijian bj kucun kc",
    ),
    Place(
        url_name="desk:prices",
        label=_("Prices of work on site"),
        icon="tag",
        permission="quotes.see_quotes",
        words="prices fees quotation jiamubiao jiamu jm shangmenfei shoufei sf baojia bj",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:ledger",
        label=_("Compensation ledger"),
        icon="receipt",
        permission="ledger.see_ledger",
        words="ledger compensation money payments buchang bc peichang pc taizhang tz",
    ),
    Place(
        url_name="desk:statements",
        label=_("Statements of stations"),
        icon="building-store",
        permission="settlements.see_statements",
        words="statements settlement stations jiesuan js jiesuandan jsd duizhang dz wangdian",
    ),
    Place(
        url_name="desk:terms",
        label=_("Terms of settlement"),
        icon="scale",
        permission="settlements.see_terms",
        words="terms settlement rules jiesuanguize jsgz",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:policies",
        label=_("Policies and calendars"),
        icon="scale",
        keys="g o",
        words="policies calendars promises holidays zhengce rili zc rl chengnuo",
    ),
    Place(
        url_name="desk:mails",
        label=_("Mail that came in"),
        icon="mail",
        permission="mailbox.see_mails",
        words="mail inbox imap shoujianxiang sjx youjian yj",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:imports",
        label=_("File import"),
        icon="file-import",
        permission="imports.see_imports",
        keys="g i",
        words="file import excel csv wenjiandaoru wjdr",
    ),
    Place(
        url_name="desk:staff",
        label=_("Colleagues"),
        group="house",
        icon="users-group",
        permission="staff.see_members",
        keys="g p",
        words="colleagues staff organisation tongshi ts renyuan ry zuzhi zz",
    ),
    Place(
        url_name="desk:skills",
        label=_("Skills and load"),
        group="house",
        icon="shield-check",
        permission="staff.see_members",
        words="skills certificates load jineng jn zhengshu zs fuhe",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:rosters",
        label=_("Rosters"),
        group="house",
        icon="calendar",
        permission="rosters.see_rosters",
        keys="g d",
        words="rosters shifts leave paiban pb banci qingjia xiujia qj",
    ),
    Place(
        url_name="desk:technicians",
        label=_("Stations and technicians"),
        group="house",
        icon="truck",
        permission="technicians.see_technicians",
        keys="g s",
        words="stations technicians wangdian wd gongchengshi gcs shangmen",
    ),
    Place(
        url_name="desk:stations",
        label=_("Stations"),
        group="house",
        icon="map-pin",
        permission="sites.see_sites",
        words="stations map wangdian wd ditu",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:coverage",
        label=_("Coverage"),
        group="house",
        icon="map-pin",
        permission="coverage.see_coverage",
        words="coverage stations map reach fugai fg wangdianguihua",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:gear",
        label=_("Tools and gear"),
        group="house",
        icon="tools",
        permission="gear.see_gear",
        words="tools gear inspection gongju gj fanghuyongpin jianyan",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:wordings",
        label=_("Standard wordings"),
        icon="message-2",
        permission="wordings.see_wordings",
        words="standard wordings huashu hs",
        in_side_bar=False,
        group="house",
    ),
    Place(
        url_name="desk:products",
        label=_("Catalogue"),
        icon="package",
        permission="products.see_products",
        words="catalogue products models chanpin cp xinghao xh",
        in_side_bar=False,
        group="house",
    ),
    Place(
        url_name="desk:units",
        label=_("Units"),
        group="house",
        icon="building",
        permission="organisation.open_unit",
        words="units organisation tree bumen bm wangdian wd",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:company",
        label=_("The company"),
        group="house",
        icon="building-store",
        permission="organisation.describe_company",
        words="company name phone address gongsi gs dianhua",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:outbox",
        label=_("Outbox"),
        icon="send",
        permission="deliveries.see_outbox",
        keys="g b",
        words="outbox messages mail sms fajianxiang fjx duanxin dx youjian yj weixin wx",
        group="house",
    ),
    Place(
        url_name="desk:sources",
        label=_("Social channels"),
        icon="messages",
        permission="chats.see_sources",
        words="social channels chat webhook inbound shejiaoqudao sjqd douyin dy weixin wx jieru",
        group="house",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:webhooks",
        label=_("Webhooks"),
        icon="bolt",
        permission="webhooks.see_webhooks",
        words="webhooks events push shijiantuisong sjts tuisong ts",
        group="house",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:messaging",
        label=_("Message templates"),
        icon="message-circle",
        permission="messaging.see_templates",
        words="message templates texts notify xiaoximoban xxmb duanxinmoban tongzhi",
        group="house",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:triage",
        label=_("Triage"),
        icon="sparkles",
        permission="triage.see_agreement",
        group="house",
        words="triage agreement rules fenji fj panding pd yizhilv yzl",
    ),
    Place(
        url_name="desk:people",
        label=_("Accounts"),
        group="house",
        icon="users",
        permission="identity.see_users",
        keys="g u",
        words="accounts people users zhanghao zh renyuan",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:roles",
        label=_("Roles"),
        group="house",
        icon="shield-lock",
        permission="identity.see_roles",
        words="roles permissions juese js quanxian",
    ),
    Place(
        url_name="desk:history",
        label=_("Audit"),
        group="house",
        icon="history",
        permission="audit.see_history",
        words="audit history log shenji sj",
    ),
    Place(
        url_name="desk:data-requests",
        label=_("Requests about own data"),
        group="house",
        icon="shield-lock",
        permission="datarequests.see_requests",
        words="privacy personal data requests erasure copy gerenxinxi grxx yinsi ys shanchu",
        in_side_bar=False,
    ),
    Place(
        url_name="desk:notices",
        label=_("Notices"),
        group="house",
        icon="bell",
        keys="g t",
        words="notices tongzhi tz",
        in_side_bar=False,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    place: Place
    url: str
    here: bool


def links(*, actor: Actor, path: str) -> list[Link]:
    """The places this actor may use; the one whose address begins `path` the longest is `here`.

    The first place is the start page, whose address begins every other: it is `here` only itself.
    """
    mine = [place for place in PLACES if not place.permission or actor.may(place.permission)]
    mine.sort(key=lambda place: place.group != "work")
    urls = [address(place.url_name) for place in mine]
    start = address(PLACES[0].url_name)
    fitting = [url for url in urls if path == url or (url != start and path.startswith(url))]
    here = max(fitting, key=len, default="")
    return [
        Link(place=place, url=url, here=url == here) for place, url in zip(mine, urls, strict=True)
    ]
