"""The kernel runs uncompiled here: on days this small compiling would take longer than planning."""

import os

os.environ.setdefault("NUMBA_DISABLE_JIT", "1")
