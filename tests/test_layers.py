"""Imports point one way (docs/architecture.md, Layout), and stand at the top of the file."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "artifacts"
LAYERS = (
    {"errors"},
    {"text"},
    {"models"},
    {"representations"},
    {"domain"},
    {"forms", "templatetags"},
    {"views", "admin", "api", "management"},
    {"urls"},
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# Wiring that belongs to no layer: Django's app, and migrations, which may use what makes accounts.
OUTSIDE = {"apps", "migrations", "__init__"}
PURE = {"django", "reversion", "artifacts.models", "datetime", "random", "time", "os"}


def layer(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(tree) -> list[tuple[str, ast.AST]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.append((node.module, node))
    return found


FILES = [path for path in sorted(ROOT.rglob("*.py")) if layer(path) not in OUTSIDE]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_from_its_own_layer_or_one_before_it(path):
    for name, _node in imports(ast.parse(path.read_text())):
        parts = name.split(".")
        if parts[0] == "artifacts" and len(parts) > 1 and parts[1] not in OUTSIDE:
            assert RANK[parts[1]] <= RANK[layer(path)], f"{layer(path)} must not import {name}"
        assert parts[0] not in ("tests", "scidex")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_at_its_top(path):
    tree = ast.parse(path.read_text())
    assert [name for name, node in imports(tree) if node not in tree.body] == []


@pytest.mark.parametrize("path", [path for path in FILES if layer(path) == "text"], ids=lambda path: path.name)
def test_text_knows_no_models_settings_or_clock(path):
    names = {name for name, _node in imports(ast.parse(path.read_text()))}
    assert {name for name in names if name in PURE or name.split(".")[0] in PURE} == set()


def test_a_layer_that_does_not_exist_is_noticed():
    assert {layer(path) for path in FILES} <= set(RANK)
