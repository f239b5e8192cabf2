"""Customers and what they have. Names, numbers and addresses are made up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from aftercare.customers.batches.actions import note_batch
from aftercare.customers.contacts.actions import add_address, add_person
from aftercare.customers.parties.actions import correct_customer, find_or_register_customer
from aftercare.customers.products.actions import add_model, add_part, load_lines
from aftercare.customers.products.queries import ModelBrief
from aftercare.customers.units.actions import add_unit, correct_unit
from aftercare.foundation.actor import SYSTEM

from .stories import models

FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许"
    "韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢"
)
GIVEN: list[str] = re.findall(
    r"\w+",
    "伟 芳 娜 敏 静 磊 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂英 秀兰 建国 建华 志强 淑珍"
    " 玉梅 晓东 晓燕 海燕 丽华 国强 文博 子涵 雨桐 浩然 欣怡 俊杰 思琪 梓轩 雅婷 家豪"
    " 嘉怡 明轩 佳慧 振宇 美玲 永康 春梅 立群 少芬",
)
COMPOUND = ("欧阳靖", "司马蕊", "上官云", "诸葛明远")
COMPANIES = ("宜居装饰工程有限公司", "和悦酒店管理有限公司", "锦程房产物业中心", "四季民宿")
STREETS = (
    "锦绣路",
    "平安大街",
    "学林路",
    "滨河东路",
    "迎宾大道",
    "翠竹街",
    "文化路",
    "建设二路",
    "桃源路",
    "香樟路",
)
ESTATES = (
    "阳光花园",
    "书香名邸",
    "江南春晓",
    "万和家园",
    "翡翠城",
    "金色年华",
    "湖畔雅居",
    "育才小区",
)
PLACES = (
    *["上海市浦东新区", "上海市闵行区", "上海市徐汇区"] * 3,
    *["上海市宝山区", "上海市杨浦区", "上海市松江区"] * 3,
    *["浙江省杭州市西湖区", "浙江省杭州市余杭区", "浙江省杭州市滨江区", "浙江省宁波市鄞州区"] * 2,
    *["江苏省南京市鼓楼区", "江苏省南京市江宁区", "江苏省苏州市吴中区", "江苏省无锡市滨湖区"] * 2,
    *["广东省广州市天河区", "广东省广州市番禺区", "广东省深圳市南山区", "广东省深圳市龙岗区"] * 2,
    *["北京市朝阳区", "北京市海淀区", "北京市通州区", "天津市南开区", "天津市河西区"] * 2,
    "四川省成都市武侯区", "湖北省武汉市洪山区", "陕西省西安市雁塔区", "山东省济南市历下区",
)  # fmt: skip
SHOPS = ("天猫旗舰店", "京东自营", "抖音直播间", "线下专卖店", "红星家居广场店", "工程集采")
SUPPLIERS = ("宁波顺达五金", "佛山华晟板材", "中山精工电机", "嘉兴恒润纺织")
PARTS = {"空调": ("压缩机", "电机"), "冰箱": ("压缩机", "温控器"), "洗衣机": ("电机", "程控器")}
SOON = timedelta(days=2)  # from buying to standing at home


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    customer_id: int
    place: str
    phone: str
    model_id: int
    unit_id: int
    order_no: str
    label: str  # what the label of the product says, "" without one


class Neighbourhood:
    """Hands out households, each with a product of the wanted word."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now, self.serial = rng, now, 0
        load_lines(actor=SYSTEM, now=now)
        self.models: dict[str, list[ModelBrief]] = {}
        for model in models():
            brief = add_model(
                actor=SYSTEM,
                line_code=model.line,
                brand=model.brand,
                code=model.code,
                name=model.name,
                category_word=model.word,
                now=now,
            )
            self.models.setdefault(model.word, []).append(brief)
            note_batch(
                actor=SYSTEM,
                model_id=brief.id,
                number=self._batch(brief.id),
                made_on=now.date() - timedelta(days=520),
                made_line=f"{1 + brief.id % 3}号线",
                supplier=SUPPLIERS[brief.id % len(SUPPLIERS)],
                materials=[f"M-{brief.id * 37 % 900 + 100}"],
                now=now,
            )
            for part in PARTS.get(model.word, ()):
                add_part(actor=SYSTEM, model_id=brief.id, name=part, now=now)

    def household(self, line: str, word: str, at: datetime) -> Household:
        """A customer who bought this some time before `at`; some are known since long."""
        self.serial += 1
        place = self.rng.choice(PLACES)
        phone = f"1990{self.serial * 7919 % 10_000_000:07d}"
        since = at - timedelta(days=self.rng.randint(3, 500))
        customer = find_or_register_customer(
            actor=SYSTEM,
            name=self._name(),
            phone=phone,
            address=self._address(place),
            kind="company" if self.serial % 29 == 0 else "person",
            now=since,
        )
        if self.serial % 17 == 0:
            changes = {"grade": "valued", "notes": "老客户，介绍过三位邻居购买。"}
            correct_customer(actor=SYSTEM, customer_id=customer.id, changes=changes, now=since)
        if self.serial % 29 == 0:
            self._people_of(customer.id, place, since)
        model = self._model(line, word)
        bought = since.date()
        order_no = f"AJ{bought:%y%m%d}{self.serial:05d}"
        unit = add_unit(
            actor=SYSTEM,
            customer_id=customer.id,
            model_id=model.id if model else None,
            described_as="" if model else word,
            serial=f"{bought:%y%m}{self.rng.randrange(10**7):07d}" if model else "",
            batch=self._batch(model.id) if model and self.serial % 4 else "",
            purchased_on=bought,
            installed_on=bought + SOON,
            channel=self.rng.choice(SHOPS),
            order_no=order_no,
            now=since + SOON,
        )
        purchase = {
            "delivered_on": bought + timedelta(days=1),
            "fitted_by_seller": line != "furniture" or None,
            "proof": "" if self.serial % 3 == 0 else self.rng.choice(("order", "invoice")),
            "paid_amount": Decimal(self.rng.randrange(299, 8999, 100)),
        }
        correct_unit(actor=SYSTEM, unit_id=unit.id, changes=purchase, now=since + SOON)
        return Household(
            customer_id=customer.id,
            place=place,
            phone=phone,
            model_id=model.id if model else 0,
            unit_id=unit.id,
            order_no=order_no,
            label=f"MODEL  {model.code}\nS/N  {unit.serial}" if model and unit.serial else "",
        )

    def _people_of(self, customer_id: int, place: str, since: datetime) -> None:
        """A company has somebody who buys and somebody on the site."""
        for role, number in (("采购经理", "1991"), ("现场负责人", "1992")):
            add_person(
                actor=SYSTEM,
                customer_id=customer_id,
                name=self.rng.choice(FAMILY) + self.rng.choice(GIVEN),
                role=role,
                phone=f"{number}{self.serial * 7919 % 10_000_000:07d}",
                now=since,
            )
        text = self._address(place)
        add_address(actor=SYSTEM, customer_id=customer_id, text=text, label="收货地址", now=since)

    def _batch(self, model_id: int) -> str:
        """The batch that most things of a model come from."""
        return f"{self.now:%y}{model_id * 7 % 52 + 1:02d}-{model_id * 13 % 90 + 10}"

    def _model(self, line: str, word: str) -> ModelBrief | None:
        fitting = [model for model in self.models.get(word, []) if model.line_code == line]
        return self.rng.choice(fitting) if fitting else None

    def _name(self) -> str:
        if self.serial % 29 == 0:
            return COMPANIES[self.serial // 29 % len(COMPANIES)]
        if self.serial % 23 == 0:
            return COMPOUND[self.serial // 23 % len(COMPOUND)]
        return self.rng.choice(FAMILY) + self.rng.choice(GIVEN)

    def _address(self, place: str) -> str:
        rng = self.rng
        street = f"{_one(rng, STREETS)}{rng.randint(1, 480)}号"
        door = f"{rng.randint(1, 28)}幢{rng.randint(2, 26)}0{rng.randint(1, 4)}室"
        return f"{place}{street}{_one(rng, ESTATES)}{door}"


def _one(rng: Random, texts: Sequence[str]) -> str:
    return rng.choice(texts)
