"""How good the plans of a day are, beside others and the best known: see `__main__`."""
