"""Repairing: every repair of the table made on one content, again until there is nothing left to mend."""

from collections.abc import Container, Mapping
from itertools import chain, repeat

from artifacts.text.limits import MAX_BYTES
from artifacts.text.repairs.mending import Mended, Page, shortened
from artifacts.text.repairs.table import REPAIRS
from artifacts.text.repairs.targets import NONE, Targets

# What one repair uncovers another mends: all look again until none has found anything since the last one did.
MOST_LOOKS = 12


def repair_page(
    content: dict,
    *,
    titles: Mapping[str, str] = NONE,
    aliases: Mapping[str, str] = NONE,
    without: Container[str] = (),
) -> tuple[dict, list[Mended]]:
    """The content with everything mended that is safe to mend, and what was done, in the order of the table.

    `titles` are those of other artifacts by their keys, as `text.addresses.target_keys` gives them; `aliases` lead
    other keys to these. `without` names repairs that are left out. Works that stood in the text are in `Mended.works`.
    A page, a hypothesis or an analysis can be mended; the content that is given is not changed.
    """
    page = Page(content, targets=None if titles is NONE else Targets(titles, aliases))
    if not page.field or len(page.body) > MAX_BYTES:
        return content, []
    repairs = [repair for repair in REPAIRS.values() if repair.name not in without]
    done: dict[str, list[Mended]] = {}
    seen = 0
    for repair in chain.from_iterable(repeat(repairs, MOST_LOOKS)):
        if seen == len(repairs):
            break
        seen += 1
        if fix := repair.mend(page):
            page, seen = page.with_content(fix.content), 0
            done.setdefault(repair.name, []).append(repair.tell(fix))
    return page.content, [_together(done[name]) for name in REPAIRS if name in done]


def _together(parts: list[Mended]) -> Mended:
    """What one repair did in several looks as one."""
    if len(parts) == 1:
        return parts[0]
    examples = shortened(example for part in parts for example in part.examples)
    dropped, works = sum((part.dropped for part in parts), ()), sum((part.works for part in parts), ())
    return REPAIRS[parts[0].rule].mended(sum(part.count for part in parts), examples, dropped, works)
