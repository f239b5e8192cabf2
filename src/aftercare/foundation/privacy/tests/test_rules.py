import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.foundation.privacy import rules

KEY = b"k" * 32
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("+8613800138000", "13800138000"),
        ("(+86)13800138000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("021-5555 6666", "02155556666"),
        ("+86 21 5555 6666", "02155556666"),
        ("+86 (0)21 5555 6666", "02155556666"),
        ("0755-2345678", "07552345678"),
        ("400-800-1234", "4008001234"),
        ("+86 400 800 1234", "4008001234"),
        ("+852 2345 6789", "+85223456789"),
        ("0085223456789", "+85223456789"),
        ("12315", "12315"),
        ("没有电话", ""),
        ("", ""),
        ("+", ""),
    ],
)
def test_every_way_to_write_a_number_is_one_number(text: str, number: str) -> None:
    assert rules.normal_phone(text) == number


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("13800138000", True),
        ("+86 138-0013-8000", True),
        ("13800000000转1234", True),
        ("1380013", False),
        ("1380013800", False),
        ("138001380001", False),
        ("12800138000", False),
        ("0571-88881234", True),
        ("0571-8888123", True),
        ("010-82345678-8", True),
        ("021-1234567", True),
        ("0571-0888123", False),
        ("0571-888812", False),
        ("82345678", True),
        ("98765432", False),
        ("400-800-1234", True),
        ("800-810-1234转2", True),
        ("400-800-123", False),
        ("+852 2345 6789", True),
        ("+1 415 555 2671", True),
        ("+12345", False),
        ("12315", False),
        ("", False),
    ],
)
def test_what_can_be_called_is_a_phone_and_a_number_with_missing_digits_is_none(
    text: str,
    is_one: bool,  # noqa: FBT001 - one of a table
) -> None:
    assert rules.is_phone(rules.normal_phone(text)) is is_one


@given(MOBILES)
def test_a_normal_number_stays_as_it_is(number: str) -> None:
    assert rules.normal_phone(number) == number


@given(MOBILES, st.sampled_from(["", "+86", "+86 ", "0086", "86", "(+86)"]), st.sampled_from("- ·"))
def test_prefix_blanks_and_wide_digits_do_not_change_the_index(
    number: str, prefix: str, gap: str
) -> None:
    written = f"{prefix}{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}".translate(WIDE)
    normal = rules.normal_phone(written)
    assert rules.blind_index(normal, KEY) == rules.blind_index(number, KEY)


@given(MOBILES, MOBILES)
def test_different_numbers_have_different_indexes(one: str, other: str) -> None:
    same = rules.blind_index(one, KEY) == rules.blind_index(other, KEY)
    assert same == (one == other)


@given(MOBILES)
def test_an_index_tells_nothing_without_its_key(number: str) -> None:
    assert rules.blind_index(number, KEY) != rules.blind_index(number, b"j" * 32)
    assert number.encode() not in rules.blind_index(number, KEY)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13800138000", "138****8000"),
        ("+86 138-0013-8000", "138****8000"),
        ("021-55556666", "021****6666"),
        ("0755-23456789", "0755****6789"),
        ("0571-8888123", "0571****123"),
        ("0571-88881234转801", "0571*******4801"),
        ("4008001234", "******1234"),
        ("55556666", "****6666"),
        ("12315", "***15"),
        ("1", "*"),
        ("+85223456789", "+852****6789"),
        ("", ""),
    ],
)
def test_a_masked_number_shows_who_is_meant_and_not_how_to_call(text: str, masked: str) -> None:
    assert rules.mask_phone(text) == masked


@given(st.text(alphabet="0123456789+- ()０１２", max_size=24))
def test_the_middle_of_a_number_never_shows(text: str) -> None:
    digits = rules.normal_phone(text).removeprefix("+")
    masked = rules.mask_phone(text).removeprefix("+")
    assert len(masked) == len(digits)
    hidden = masked.count("*")
    assert hidden >= min(4, (len(digits) + 1) // 2)
    shown = [m for m in masked if m != "*"]
    assert len(shown) <= 8
    assert all(m in {"*", d} for m, d in zip(masked, digits, strict=True))


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("王小明", "王**"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳", "欧*"),
        ("司马相如", "司马**"),
        ("张 三", "张*"),
        ("买买提·艾力", "买*****"),
        ("Anna Maria Smith", "A*** M**** S****"),
        ("李", "*"),
        ("J", "*"),
        ("上海家具有限公司", "上*******"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_masked_name_shows_the_family_name(name: str, masked: str) -> None:
    assert rules.mask_name(name) == masked


@given(st.text(min_size=1, max_size=30))
def test_a_masked_name_shows_two_signs_of_a_word_at_most(name: str) -> None:
    for word in rules.mask_name(name).split():
        assert len(word.replace("*", "")) <= 2 or set(name) & {"*"}


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("上海市浦东新区张江路100号3幢502室", "上海市浦东新区****"),
        ("广东省深圳市南山区科技园南路8号", "广东省深圳市南山区****"),
        ("北京市海淀区中关村大街1号", "北京市海淀区****"),
        ("江苏省苏州市昆山市花桥镇1号", "江苏省苏州市昆山市****"),
        ("内蒙古自治区呼和浩特市新城区海东路", "内蒙古自治区呼和浩特市新城区****"),
        ("浙江省 杭州市 西湖区 文三路90号", "浙江省 杭州市 西湖区****"),
        ("云南省大理白族自治州大理市下关镇", "云南省大理白族自治州大理市****"),
        ("建设路15号502室", "****"),
        ("", ""),
    ],
)
def test_a_masked_address_keeps_province_city_and_district(address: str, masked: str) -> None:
    assert rules.mask_address(address) == masked


@given(st.text(max_size=60))
def test_no_text_breaks_a_mask(text: str) -> None:
    rules.mask_phone(text)
    rules.mask_name(text)
    rules.mask_address(text)
    assert len(rules.phone_tail(text)) in {0, 4}


@given(st.from_regex(r"[0-9]{1,4}号[0-9]{1,3}幢[0-9]{3,4}室", fullmatch=True))
def test_a_house_number_never_shows(house: str) -> None:
    masked = rules.mask_address(f"上海市浦东新区张江路{house}")
    assert masked == "上海市浦东新区****"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("来电 139-7654-0321，请回电", True),
        ("+86 139 7654 0321", True),
        ("139765403211", False),
        ("合计 13976540321.00 元", True),
        ("MuXue@Lane.Example 来信", True),
        ("客户欧阳慕雪说", True),
        ("王芳", True),
        ("王芳,13900000000", True),
        ("王芳芳来电", False),
        ("", False),
    ],
)
def test_a_text_names_a_person_by_number_mail_or_name(text: str, *, named: bool) -> None:
    marks = ("13976540321", "muxue@lane.example", "欧阳慕雪", "王芳", "")
    assert rules.names_one_of(text, marks) is named
