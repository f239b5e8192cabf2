"""Where an address lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.foundation.regions import (
    RETIRED,
    Place,
    in_use,
    is_region,
    place_of,
    region_name,
    region_of,
    regions_below,
)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("浙江省杭州市西湖区文三路1号", "330106"),
        ("杭州西湖区", "330106"),
        ("浙江 杭州 西湖区 文三路", "330106"),
        ("上海市浦东新区世纪大道", "310115"),
        ("上海市上海市浦东新区", "310115"),
        ("上海浦东新区张江", "310115"),
        ("江苏昆山花桥", "320583"),
        ("江苏省苏州市昆山市", "320583"),
        ("昆山市花桥镇", "320583"),
        ("广东东莞长安镇", "4419"),
        ("北京市朝阳区", "110105"),
        ("朝阳区建国路", ""),
        ("吉林省吉林市船营区", "220204"),
        ("吉林市船营区", "220204"),
        ("内蒙古呼和浩特市新城区", "150102"),
        ("重庆渝北区", "500112"),
        ("广西壮族自治区南宁市青秀区", "450103"),
        ("新疆乌鲁木齐", "6501"),
        ("河北区", "120105"),
        ("河北石家庄", "1301"),
        ("河南省济源市", "419001"),
        ("香港九龙", "81"),
        ("台湾省台北市", "71"),
        ("福建省，厦门市，思明区", "350203"),
        ("上海市卢湾区淮海中路", "310101"),
        ("杭州下城区延安路", "330105"),
        ("苏州平江区观前街", "320508"),
        ("somewhere else", ""),
        ("", ""),
    ],
)
def test_an_address_names_its_region(address: str, code: str) -> None:
    assert region_of(address) == code


def test_a_region_has_its_full_name() -> None:
    assert region_name("330106") == "浙江省杭州市西湖区"
    assert region_name("310115") == "上海市浦东新区"
    assert region_name("99") == ""
    assert not is_region("")


def test_the_tree_can_be_walked_down() -> None:
    assert len(regions_below("")) == 34
    assert "杭州市" in {region.name for region in regions_below("33")}


@given(st.sampled_from(sorted(r.code for p in regions_below("") for r in regions_below(p.code))))
def test_every_full_name_leads_back_to_its_region(code: str) -> None:
    assert region_of(region_name(code) + "某路1号") == code


@given(st.text(max_size=60))
def test_any_text_has_a_region_or_none(address: str) -> None:
    code = region_of(address)
    assert code == "" or is_region(code)


@pytest.mark.parametrize(
    ("address", "levels", "street"),
    [
        (
            "浙江省杭州市西湖区文三路1号 3-2-501",
            ("浙江省", "杭州市", "西湖区"),
            "文三路1号 3-2-501",
        ),
        ("上海 浦东新区 世纪大道8号", ("上海市", "上海市", "浦东新区"), "世纪大道8号"),
        ("江苏昆山花桥镇 12-3", ("江苏省", "苏州市", "昆山市"), "花桥镇 12-3"),
        ("广东东莞长安镇", ("广东省", "东莞市", ""), "长安镇"),
        ("北京市宣武区牛街5号", ("北京市", "北京市", "西城区"), "牛街5号"),
        ("湖北荆州地区1号", ("湖北省", "荆州市", ""), "1号"),
        ("文三路1号", ("", "", ""), "文三路1号"),
        ("", ("", "", ""), ""),
    ],
)
def test_an_address_is_cut_into_its_levels(
    address: str, levels: tuple[str, str, str], street: str
) -> None:
    place = place_of(address)
    assert (place.province, place.city, place.district, place.street) == (*levels, street)


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("浙江省绍兴县柯桥街道", "330603"),
        ("北京市密云县", "110118"),
        ("重庆市大足县龙岗街道", "500111"),
        ("天津市蓟县渔阳镇", "120119"),
        ("四川省达县南外镇", "511703"),
        ("江苏省无锡市崇安区中山路", "320213"),
        ("江苏吴江松陵镇", "320509"),
        ("贵州省遵义县南白镇", "520304"),
        ("湖北省襄樊市樊城区人民路", "420606"),
        ("湖北襄樊樊城区", "420606"),
        ("云南省思茅市翠云区", "5308"),
        ("云南思茅地区景东", "530823"),
        ("云南省思茅区", "530802"),
        ("山西吕梁地区离石", "141102"),
        ("西藏那曲地区那曲县", "5406"),
        ("西藏拉萨城关区", "540102"),
        ("西藏昌都地区江达县", "540321"),
        ("贵州毕节地区大方县", "520521"),
        ("贵州省铜仁地区铜仁市", "5206"),
        ("青海海东地区平安县", "630203"),
        ("新疆哈密地区巴里坤县", "6505"),
        ("新疆吐鲁番地区鄯善县", "650421"),
        ("海南三沙西沙区", "460302"),
        ("安徽巢湖市庐江县", "340124"),
        ("安徽省巢湖市居巢区", "340181"),
        ("安徽省合肥市巢湖市", "340181"),
        ("山东省莱芜市莱城区", "370116"),
        ("广西柳州地区武宣县", "451323"),
        ("广西柳州市鱼峰区", "450203"),
        ("四川省重庆市渝中区", "500103"),
        ("四川省万县市云阳县", "500235"),
        ("四川达川地区", "5117"),
        ("江苏省淮阴市淮阴区", "320804"),
        ("内蒙古伊克昭盟", "1506"),
        ("内蒙古哲里木盟通辽", "1505"),
        ("内蒙古昭乌达盟", "1504"),
        ("甘肃陇南地区成县", "621221"),
        ("海南陵水", "469028"),
        ("沙县小吃店", ""),
    ],
)
def test_a_name_of_former_times_leads_to_where_it_lies_now(address: str, region: str) -> None:
    assert region_of(address) == region


@pytest.mark.parametrize("code", sorted(RETIRED))
def test_a_code_of_former_times_stays_valid_and_leads_to_one_in_use(code: str) -> None:
    assert is_region(code)
    assert is_region(in_use(code))
    assert in_use(in_use(code)) == in_use(code)
    assert code not in {region.code for region in regions_below(code[:4])}


@given(st.text(max_size=60))
def test_any_text_is_a_place(address: str) -> None:
    assert isinstance(place_of(address), Place)
