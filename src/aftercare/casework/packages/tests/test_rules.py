import pytest

from aftercare.casework.packages.rules import numbers_of, off_by, size_of


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("3", [3]),
        ("3、5-7", [3, 5, 6, 7]),
        ("3,5 - 7; 9", [3, 5, 6, 7, 9]),
        ("第3件，5至6 5", [3, 5, 6]),
        ("200", [200]),
    ],
)
def test_packages_are_named_by_their_numbers(text: str, numbers: list[int]) -> None:
    assert numbers_of(text) == numbers


@pytest.mark.parametrize("text", ["门板", "0", "7-5", "201", "3-", "1.5", "-3", "1-9999"])
def test_what_is_no_number_of_a_package_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        numbers_of(text)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", ""),
        ("2400×600×18", "2400×600×18"),
        ("2400 x 600 X 18 mm", "2400×600×18"),
        ("240*60cm", "2400×600"),
        ("2.4米", "2400"),
        ("1.5", "1.5"),
        ("80乘80厘米", "800×800"),
    ],
)
def test_sizes_are_kept_in_millimetres(text: str, size: str) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["大", "2400×", "1×2×3×4", "2400×600 寸", "-5", "cm", "1e5"])
def test_what_is_no_size_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        size_of(text)


@pytest.mark.parametrize(
    ("ordered", "measured", "differs"),
    [
        ("2400×600×18", "2398×600×18.5", "-2 / 0 / +0.5"),
        ("2400×600", "2400×600", ""),
        ("2400×600", "2400", ""),
        ("", "2400", ""),
    ],
)
def test_sizes_are_compared_side_by_side(ordered: str, measured: str, differs: str) -> None:
    assert off_by(ordered, measured) == differs
