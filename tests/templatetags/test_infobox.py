"""What of an infobox stands in sight on a narrow screen, and what is folded away."""

import pytest

from artifacts.templatetags.infobox import folded


def rows(kinds: str) -> list[dict]:
    """`hspf` as a header, a sub-header, a pair and a full row."""
    names = {"h": "header", "s": "subheader", "p": "pair", "f": "full"}
    return [{"kind": names[kind]} for kind in kinds]


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        ("", 0),
        ("hppppp", 6),
        ("hpppppppp", 9),
        ("hppppppppp", 7),
        ("hpppppsppp", 6),
        ("hppppsshppp", 5),
        ("ssssssssss", 1),
        ("hppppppfff", 7),
    ],
)
def test_the_first_rows_are_shown_and_no_head_is_parted_from_its_rows(kinds, shown):
    given = rows(kinds)

    assert folded(given) == (given[:shown], given[shown:])
