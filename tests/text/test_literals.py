"""Literals: what a program printed is read as it meant it; what is no literal stays text."""

import pytest

from artifacts.text.literals import read_literal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("None", None),
        ("True", True),
        ("1", 1),
        ("0.75", 0.75),
        ("-3", -3),
        ("{'merged_at': '2026-05-13', 'n': [1, (2, None)]}", {"merged_at": "2026-05-13", "n": [1, [2, None]]}),
        ("{1: 'a'}", {"1": "a"}),
        ("'quoted'", "quoted"),
        ("", ""),
        ("plain words", "plain words"),
        ("007", "007"),
        ("1e9", "1e9"),
        ("wp-fdf59cad1c88", "wp-fdf59cad1c88"),
        ("{broken", "{broken"),
        ("__import__('os')", "__import__('os')"),
        ("[f() for f in x]", "[f() for f in x]"),
        ("{" * 60, "{" * 60),
        ("[" + "1," * 6000 + "]", "[" + "1," * 6000 + "]"),
    ],
)
def test_read_literal(text, value):
    assert read_literal(text) == value
