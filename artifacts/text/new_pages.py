"""New pages: what can be told of a page that nobody has written yet by the address that a link gives it."""

from typing import NamedTuple

from artifacts.text.addresses import ID_PATHS, SLUG, target_keys
from artifacts.text.lint.targets import CATEGORIES

# Of these one word is a symbol.
SYMBOLS = ("genes", "proteins")


class NewPage(NamedTuple):
    slug: str
    title: str
    entity_type: str


def new_page(path: str) -> NewPage | None:
    """The page that would stand at a path, with first guesses at its title and type; None where none would.

    >>> new_page("/genes/smn9")
    NewPage(slug='genes-smn9', title='SMN9', entity_type='gene')
    """
    keys, steps = target_keys(path), path.strip("/").split("/")
    slug = keys[-1].removeprefix("wiki-") if keys else ""
    # What has an id already is none of those.
    if len(steps) != 2 or steps[0].casefold() in ID_PATHS or not SLUG.fullmatch(slug):
        return None
    category = next((name for name in CATEGORIES if slug.startswith(f"{name}-")), "")
    name = slug.removeprefix(f"{category}-").replace("-", " ").replace("_", " ").strip()
    title = name.upper() if category in SYMBOLS and " " not in name else name[:1].upper() + name[1:]
    types = CATEGORIES.get(category, ())
    return NewPage(slug, title, next(iter(types), ""))
