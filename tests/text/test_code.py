"""Code: blanked out where it certainly is code, and every other character left at its place."""

import pytest
from hypothesis import given

from artifacts.text.code import without_code
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("a `b` c", "a     c"),
        ("a ``b`c`` d", "a         d"),
        ("a `b", "a `b"),
        (r"a \`b` c", r"a \`b` c"),
        (r"a \\`b` c", r"a \\    c"),
        (r"a \``b` c", r"a \`    c"),
        ("a `b\nc` d", "a   \n   d"),
        ("a `b\n\nc` d", "a `b\n\nc` d"),
        ("a `b\n# c` d", "a `b\n# c` d"),
        ("```\na\n```\nb", "   \n \n   \nb"),
        ("```\na\n``\n````\nb", "   \n \n  \n    \nb"),
        ("~~~ x\n```\n~~~\nb", "     \n   \n   \nb"),
        ("```\na", "   \n "),
        ("``` `\na", "``` `\na"),
        ("    ```\na", "    ```\na"),
        ("", ""),
        ("    a\n# b\n", "    a\n# b\n"),
    ],
)
def test_without_code(source, bare):
    assert without_code(source) == bare


@given(texts)
def test_nothing_but_code_is_changed_and_nothing_moves(text):
    bare = without_code(text)

    assert len(bare) == len(text)
    assert [old for old, new in zip(text, bare, strict=True) if new not in (old, " ")] == []
    assert bare.count("\n") == text.count("\n")
