"""The demonstration company 安居家品: invented people, products and matters, told by our actions.

Everything is made by the same actions that people and programs use, each at its own moment of the
last weeks, so that histories, promises and notices look as they would have come about.
"""
