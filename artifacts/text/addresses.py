"""Addresses: the keys that lead to an artifact, and which of them a link's target stands for."""

import functools
import re
import unicodedata
from urllib.parse import unquote, urlsplit

ID_PATHS = {"artifact", "artifacts", "hypothesis", "hypotheses", "analysis", "analyses"}
OWN_PATHS = {"admin", "atlas", "browse", "edit", "exchange", "healthz", "media", "recent", "search", "static"}
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
KEY = re.compile(r"[^\s/?#\[\]<>|]+")
ARTIFACT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*")
SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
MAX_KEY_LENGTH = 250


def normalise_key(text: str) -> str:
    """Fold `WIKI-Nusinersen ` to `wiki-nusinersen`: NFKC, case-folded, trimmed, as the one unique index holds it."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Case folding can undo the composition (U+0345, U+1E9E), so compose once more.
    return unicodedata.normalize("NFKC", folded).strip()


def page_keys(slug: str) -> tuple[str, ...]:
    """The keys that a path form looks up, in order: the prefixed id first, then the bare slug."""
    key = normalise_key(slug)
    return (key,) if key.startswith("wiki-") else (f"wiki-{key}", key)


@functools.lru_cache(maxsize=8192)
def target_keys(href: str) -> tuple[str, ...]:
    """Keys to try, in order, for a link's target; none for an external address, a fragment or a page of the site's own.

    >>> target_keys("/genes/smn1#splicing")
    ('wiki-genes-smn1', 'genes-smn1')
    """
    if CONTROL.search(href):
        return ()
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ()
    if parts.scheme or parts.netloc or not parts.path.strip("/"):
        return ()
    steps = [unquote(step) for step in parts.path.strip("/").split("/")]
    if not all(KEY.fullmatch(step) and step.strip(".") for step in steps) or steps[0].casefold() in OWN_PATHS:
        return ()
    if len(steps) == 2 and steps[0].casefold() in ID_PATHS:
        return (normalise_key(steps[1]),)
    if len(steps) == 2 and steps[0].casefold() == "wiki":
        return page_keys(steps[1])
    if len(steps) == 2:
        return page_keys("-".join(steps))
    return page_keys(steps[0]) if len(steps) == 1 else ()


def is_stored(src: str) -> bool:
    """Whether a picture is one of ours, and its path leads to no other address of the site."""
    return src.startswith("/media/") and ".." not in unquote(src)
