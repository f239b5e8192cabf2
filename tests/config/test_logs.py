"""What is written to the logs opens no door."""

import json
import logging
from pathlib import Path

from aftercare.casework.intake.queries import follow_token
from aftercare.config import logs
from aftercare.foundation.actor import SYSTEM


def test_a_customers_link_is_cut_out_of_the_log(tmp_path: Path) -> None:
    token = follow_token(actor=SYSTEM, case_id=17)
    file = tmp_path / "log"
    handler = logging.FileHandler(file)
    formatter = dict(logs.settings("-", None)["formatters"]["json"])
    handler.setFormatter(formatter.pop("()")(**formatter))
    logger = logging.getLogger("aftercare.tests.links")
    logger.addHandler(handler)
    try:
        logger.warning("Not Found: %s", f"/f/{token}/files/3")
    finally:
        logger.removeHandler(handler)
        handler.close()
    assert json.loads(file.read_text())["event"] == "Not Found: /f/…/files/3"
