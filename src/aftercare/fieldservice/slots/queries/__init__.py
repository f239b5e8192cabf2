"""Which times are free, and who could come."""

from .days import Wish, _kept, fresh_day, learn_days, settings, window_at
from .free import Slot, Slots, free_slots, is_any_free, ways_to
from .hindered import Hindered
from .moves import Move, moves_to, told_window

__all__ = [
    "Hindered",
    "Move",
    "Slot",
    "Slots",
    "Wish",
    "_kept",
    "free_slots",
    "fresh_day",
    "is_any_free",
    "learn_days",
    "moves_to",
    "settings",
    "told_window",
    "ways_to",
    "window_at",
]
