"""Sections of laws and of the company's texts, as each reader reads them."""

import pytest
from django.utils import translation

from aftercare.web.kit.sections import section_words


@pytest.mark.parametrize(
    ("section", "english"),
    [
        ("第二十四条", "Art. 24"),
        ("第十条", "Art. 10"),
        ("第九条", "Art. 9"),
        ("第五十五条第二款", "Art. 55(2)"),
        ("第一百零一条", "Art. 101"),
        ("第一百一十条", "Art. 110"),
        ("第24条", "Art. 24"),
        ("第八条至第十条", "Arts. 8–10"),
        ("第十条、第十一条", "Art. 10、Art. 11"),
        ("附录", "Annex"),
        ("补偿标准", "Compensation"),
        ("本公司红头文件之三", "本公司红头文件之三"),
        ("第几条", "第几条"),
        ("", ""),
    ],
)
def test_a_section_is_told_in_english_and_stays_as_written_in_chinese(
    section: str, english: str
) -> None:
    with translation.override("en"):
        assert section_words(section) == english
    with translation.override("zh-hans"):
        assert section_words(section) == section
