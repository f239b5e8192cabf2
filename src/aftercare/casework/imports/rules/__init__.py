"""Reading strange tables: what a column is, what a cell means, which case a row makes."""
