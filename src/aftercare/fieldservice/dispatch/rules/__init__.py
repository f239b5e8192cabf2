"""A day on site: who may do what, when, and what a plan of it must keep."""
