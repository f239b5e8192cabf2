"""`aftercare import`: the suggestion needs no database, the import is all rows or none."""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from aftercare.casework.cases.queries import CaseFilter, case_counts
from aftercare.casework.imports.rules.matching import suggest
from aftercare.casework.imports.tests.tables import HEADERS, Rows, delimited, order, xls
from aftercare.config.cli import main
from aftercare.config.commands import import_cases
from aftercare.config.home import Trouble
from aftercare.foundation.actor import SYSTEM
from tests import makers

ROWS: Rows = [["订单数据"], HEADERS, order("张三", 13800000001.0), order("李四", 13800000002.0)]
WRONG: Rows = [["姓名", "手机", "描述"], ["张三", "138", "漏水"]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "订单.xls"
    path.write_bytes(xls(ROWS))
    return path


def test_the_suggestion_is_one_json_object_and_needs_no_database(file: Path) -> None:
    nowhere = {"PATH": os.environ["PATH"], "PYTHONPATH": "src", "PYTHONIOENCODING": "utf-8"}
    nowhere["AFTERCARE_DATABASE_URL"] = "postgres://nobody@/nothing?host=/nowhere"
    done = subprocess.run(
        [sys.executable, "-m", "aftercare", "import", str(file), "--suggest", "--json"],
        env=nowhere, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert set(found) == {"header_row", "columns"}
    assert found["header_row"] == 2
    assert found["columns"]["手机*"] == "mobile"
    assert list(found["columns"]) == HEADERS


def test_a_dry_run_lists_wrong_rows_as_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(delimited(WRONG))
    assert main(["import", str(path), "--dry-run"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "row,column,value,wrong,right"
    assert lines[1].startswith("2,手机,138,")
    assert main(["import", str(path), "--dry-run", "--field", "手机="]) == 0


def test_a_dry_run_of_an_empty_template_says_that_its_sample_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "模板.csv"
    sample = ["示例行", "13800000001", "漏水"]
    path.write_bytes(delimited([["姓名", "手机", "描述"], sample, ["合计", None, "1"]]))
    assert main(["import", str(path), "--dry-run"]) == 0
    said = capsys.readouterr().err
    assert "0 rows would become cases" in said
    assert "Left out: sample rows 1" in said
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["import", str(path), "--dry-run"]) == 0
    assert "未计入：示例行 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "more", [["--sheet", "没有"], ["--field", "没有=mobile"], ["--field", "手机*=没有"]]
)
def test_what_is_called_wrongly_is_said(file: Path, more: list[str]) -> None:
    assert main(["import", str(file), "--dry-run", *more]) == 1


def test_what_is_no_table_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"MZ\x90\x00" * 99)
    assert main(["import", str(path)]) == 1
    assert main(["import", str(tmp_path / "none.xlsx")]) == 1
    assert "a.xlsx" in capsys.readouterr().err
    path.write_text("1,2\n3,4\n")
    assert main(["import", str(path), "--suggest"]) == 1


@pytest.mark.django_db
def test_the_rows_of_a_file_become_cases(file: Path) -> None:
    makers.company()
    given = parsed(file, "--as", "agent")
    sheet = import_cases.chosen_sheet(import_cases.sheets_of(file), None)
    found = suggest(sheet)
    assert found is not None
    assert import_cases.take_in(given, sheet, found, found.by_header()) == 0
    assert import_cases.take_in(given, sheet, found, found.by_header()) == 0
    assert case_counts(actor=SYSTEM, narrowed={"all": CaseFilter()}, now=makers.FRIDAY)["all"] == 2
    with pytest.raises(Trouble):
        import_cases.take_in(parsed(file, "--as", "nobody"), sheet, found, {})
    with pytest.raises(Trouble):
        import_cases.take_in(given, sheet, found, {"手机*": "mobile", "电话": "mobile"})


def parsed(file: Path, *words: str) -> Namespace:
    parser = ArgumentParser()
    import_cases.arguments(parser)
    return parser.parse_args([str(file), *words])
