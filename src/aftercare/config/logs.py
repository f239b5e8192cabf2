"""Logs: one JSON object a line, with ids and never with personal data."""

import logging
import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# Signed words in addresses ("/f/NQ:1xV8Pe:i6WY…"): whoever holds one is let in.
SIGNED = re.compile(r"[\w-]+:[\w-]{6}:[\w-]{20,}")


def without_links(_logger: Any, _method: str, said: MutableMapping[str, Any]) -> Any:
    """A log must open no door: a customer's link is cut out of it."""
    said["event"] = SIGNED.sub("…", str(said["event"]))
    return said


SHARED: list[Any] = [
    without_links,
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def settings(target: str, level: str | None) -> dict[str, Any]:
    """Django's LOGGING: to standard error for "-", else to the end of the file named."""
    handler: dict[str, Any] = {"class": "logging.StreamHandler"}
    if target != "-":
        handler = {"class": "logging.handlers.WatchedFileHandler", "filename": target}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.ExceptionRenderer(
                        structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
                    ),
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                ],
            }
        },
        "handlers": {
            "out": handler | {"formatter": "json", "delay": True}
            if target != "-"
            else handler | {"formatter": "json"}
        },
        "root": {"handlers": ["out"], "level": (level or "WARNING").upper()},
        "loggers": {
            "aftercare": {"level": (level or "INFO").upper()},
            "_granian": {"level": "WARNING", "propagate": True},
            "procrastinate": {"level": (level or "WARNING").upper()},
            "django": {"level": (level or "WARNING").upper(), "propagate": True},
            "django.server": {"propagate": True},
        },
    }


def configure(config: dict[str, Any]) -> None:
    """Django calls this with LOGGING; structlog's own loggers take the same way."""
    logging.config.dictConfig(config)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
