from aftercare.casework.intake.rules import Intake, subject_of


def test_a_case_without_a_subject_is_called_by_its_first_words() -> None:
    said = Intake(channel="phone", description="  衣柜门板\n变形，关不上 ")
    assert subject_of(said) == "衣柜门板 变形，关不上"
    long = Intake(channel="phone", description="很长的故事" * 20)
    assert subject_of(long).endswith("…")
    assert len(subject_of(long)) == 40
    assert subject_of(Intake(channel="phone", subject="标题", description="内容")) == "标题"
