"""Compilation, and random numbers that are the same compiled or not."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np
import numpy.typing as npt

from aftercare.fieldservice.dispatch.rules import clock, model

Function = TypeVar("Function", bound=Callable[..., object])
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]

SHIFTS = (np.uint64(13), np.uint64(7), np.uint64(17), np.uint64(11))
FRACTION = 1.0 / (1 << 53)


def _shelf() -> Path:
    """Where the compiled kernel lies on the disk: a folder for each state of its sources.

    numba looks at the file of the function that is called alone, and would go on with old machine
    code when another file of the kernel has changed. `NUMBA_CACHE_DIR` names another place.
    """
    here = Path(__file__).parent
    sources = [*sorted(here.glob("*.py")), Path(clock.__file__), Path(model.__file__)]
    state = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    return Path(os.environ.get("NUMBA_CACHE_DIR") or here / "__pycache__") / f"kernel-{state}"


numba.config.CACHE_DIR = str(_shelf())  # type: ignore[attr-defined]

BARE: dict[str, Any] = {"_nrt": False, "no_cfunc_wrapper": True}
"""Nothing here makes an array, so none is counted: alone eight times the speed."""


def compiled(function: Function) -> Function:
    """For the kernel's own use: without a door from Python it compiles in half the time."""
    options = BARE | {"no_cpython_wrapper": True}
    made: Function = numba.njit(cache=True, nogil=True, **options)(function)
    return made


def entrance(function: Function) -> Function:
    """The same, to be called from Python; kept on the disk for the next process."""
    made: Function = numba.njit(cache=True, nogil=True, **BARE)(function)
    return made


def seeded(seed: int) -> Words:
    """The state of the dice. Neighbouring seeds must not begin alike (splitmix64)."""
    z = (seed + 1) * 0x9E3779B97F4A7C15 & (1 << 64) - 1
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & (1 << 64) - 1
    z = (z ^ z >> 27) * 0x94D049BB133111EB & (1 << 64) - 1
    return np.array([(z ^ z >> 31) or 1], np.uint64)


@compiled
def chance(dice: Words) -> float:
    """Evenly between 0 and 1 (xorshift64)."""
    x = dice[0]
    x ^= x << SHIFTS[0]
    x ^= x >> SHIFTS[1]
    x ^= x << SHIFTS[2]
    dice[0] = x
    return float(x >> SHIFTS[3]) * FRACTION


@compiled
def pick(dice: Words, count: int) -> int:
    """One of 0 … count - 1."""
    return int(chance(dice) * count)
