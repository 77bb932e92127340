"""Names of nodes in a knowledge graph: the key by which two spellings are one, and the addresses that one may be."""

import hashlib
from functools import lru_cache

from artifacts.text.addresses import MAX_KEY_LENGTH, normalise_key, page_keys
from artifacts.text.spellings import PIECE, fold_title, spelt_out

LONGEST_NODE, LONGEST_RELATION, LONGEST_SOURCE = 250, 100, 500
# A key is no longer; what would be ends in a hash of itself.
LONGEST_KEY = 200
HASH = 32


# Names come again and again: hubs, and each by whoever checks it and by whoever writes it.
@lru_cache(maxsize=1 << 16)
def node_key(label: str) -> str:
    """`TDP-43`, `TDP 43` and `tdp43` alike as `tdp43`; `CD4` and `CD4+` apart. Of signs alone, these themselves."""
    key = fold_title(label) or normalise_key(label)
    if len(key) <= LONGEST_KEY:
        return key
    return key[: LONGEST_KEY - HASH] + hashlib.sha256(key.encode()).hexdigest()[:HASH]


def node_addresses(label: str) -> tuple[str, ...]:
    """The address keys that a node's name may be: itself, and its words joined as slugs are, with the prefix first.

    >>> node_addresses("Genes SMN1")
    ('wiki-genes smn1', 'genes smn1', 'wiki-genes-smn1', 'genes-smn1')
    """
    names = dict.fromkeys([normalise_key(label), "-".join(PIECE.findall(spelt_out(label)))])
    keys = dict.fromkeys(key for name in names if name for key in page_keys(name))
    return tuple(key for key in keys if len(key) <= MAX_KEY_LENGTH)
