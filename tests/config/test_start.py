"""What a start loads, and what it leaves to whoever asks first (docs/decisions/wsgi-granian.md)."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

RARE = (
    *("typst", "xlsxwriter", "numpy", "numba", "highspy", "pypdf", "babel", "pypinyin"),
    *("django.test", "unittest"),
)
LOADED = f"""
import json, os, sys
from aftercare.config import doors, web
doors.start_django(pooled=True)
web.preload()
from django.template import engines
loaders = engines["django"].engine.template_loaders
from ninja import Schema
print(json.dumps({{
    "rare": [name for name in {RARE} if name in sys.modules],
    "threads": len(os.listdir("/proc/self/task")),
    "shapes": sum(shape.__pydantic_complete__ for shape in Schema.__subclasses__()),
    "described": len(Schema.__subclasses__()),
    "pages": [len(loader.get_template_cache) for loader in loaders],
}}))
"""


@pytest.fixture(scope="module")
def loaded() -> dict[str, Any]:
    """What is in the memory of a process that is about to fork."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "aftercare.config.settings"},
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_start_loads_nothing_that_only_rare_requests_need(loaded: dict[str, Any]) -> None:
    assert loaded["rare"] == []


def test_what_is_forked_has_one_thread(loaded: dict[str, Any]) -> None:
    assert loaded["threads"] == 1


def test_shapes_of_the_api_are_built_when_somebody_asks(loaded: dict[str, Any]) -> None:
    assert loaded["described"] > 100
    assert loaded["shapes"] < loaded["described"] / 10


def test_pages_are_read_when_somebody_asks(loaded: dict[str, Any]) -> None:
    assert loaded["pages"] == [0]
