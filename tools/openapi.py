"""Keeps docs/api/openapi.json: the description of the API as the program gives it.

python tools/openapi.py          writes it
python tools/openapi.py --check  fails where it is not what the program gives
"""

import json
import os
import sys
from pathlib import Path

import django

KEPT = Path(__file__).parents[1] / "docs" / "api" / "openapi.json"


def described() -> str:
    from aftercare.web.api.app import api

    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def is_kept() -> bool:
    return KEPT.is_file() and KEPT.read_text(encoding="utf-8") == described()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    django.setup()
    if "--check" in sys.argv:
        sys.exit(0 if is_kept() else "docs/api/openapi.json: run `python tools/openapi.py`")
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(described(), encoding="utf-8")
