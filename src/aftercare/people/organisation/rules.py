"""The shape of the tree, without a database."""


def path_of(parent_path: str, unit_id: int) -> str:
    return f"{parent_path}{unit_id}/"


def ids_on(path: str) -> list[int]:
    """From the root down to the unit itself: "1/7/23/" → 1, 7, 23."""
    return [int(part) for part in path.split("/") if part]


def would_turn_in_a_ring(*, path: str, new_parent_path: str) -> bool:
    """A unit cannot be put below itself."""
    return new_parent_path.startswith(path)
