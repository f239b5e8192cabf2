"""When a calendar is open, and what changes it.

`hours` reads what is written of a day and a week; `edits` are the changes of a calendar as values.
"""
