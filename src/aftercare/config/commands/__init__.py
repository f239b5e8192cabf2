"""One file a command: a docstring for its help, `arguments(parser)` and `run(given) -> int`.

Imports of Django and of the house stand inside `run`, so that a command that needs neither starts
at once. `doors.open_house()` gives a running database and Django; `home.Trouble` is a clear error.
"""
