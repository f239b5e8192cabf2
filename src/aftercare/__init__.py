"""After-sales service: what happens to a customer, a product and a promise after the sale."""

import os

# Names are spelled sign by sign: pypinyin's 47,000 phrases would cost each start 0.3 s and 42 MiB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
