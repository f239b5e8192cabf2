"""The house rules that a layer contract cannot say."""

from pathlib import Path

import grimp
import pytest

AREAS = (
    "policy",
    "customers",
    "people",
    "knowledge",
    "casework",
    "matters",
    "fieldservice",
    "feedback",
    "money",
)
ROOMS = {
    "apps",
    "models",
    "rules",
    "events",
    "queries",
    "actions",
    "reactions",
    "jobs",
    "adapters",
    "migrations",
    "tests",
    "data",
}
PUBLIC = {"actions", "queries", "events"}
HOUSE = Path(__file__).parents[2] / "src" / "aftercare"
LINES = 400

MODULES = sorted(
    f"aftercare.{area}.{module.name}"
    for area in AREAS
    if (HOUSE / area).is_dir()
    for module in (HOUSE / area).iterdir()
    if module.is_dir() and module.name != "__pycache__"
)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("aftercare", cache_dir=None)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_only_the_rooms_every_module_may_have(
    module: str, graph: grimp.ImportGraph
) -> None:
    rooms = {name.rpartition(".")[2] for name in graph.find_children(module)}
    assert rooms <= ROOMS, f"{module}: no room is called {sorted(rooms - ROOMS)}"


@pytest.mark.parametrize("module", MODULES)
def test_other_modules_use_only_its_actions_queries_and_events(
    module: str, graph: grimp.ImportGraph
) -> None:
    private = {
        f"{importer} -> {room}"
        for room in graph.find_descendants(module)
        if room.split(".")[3] not in PUBLIC
        for importer in graph.find_modules_that_directly_import(room)
        if not importer.startswith((module + ".", "aftercare.subscriptions", "aftercare.config"))
    }
    assert not private


def test_a_room_fits_in_one_sitting() -> None:
    long = {
        str(path.relative_to(HOUSE)): lines
        for path in HOUSE.rglob("*.py")
        if not {"migrations", "tests"} & set(path.parts)
        and (lines := len(path.read_text().splitlines())) > LINES
    }
    assert not long, f"a file of more than {LINES} lines is two subjects"
