"""New works: a reference made in passing, while somebody cites a work that has no record yet."""

from artifacts.domain.lookup import lookup, lookups_on
from artifacts.domain.lookup.taking import make_from
from artifacts.domain.publish import may_publish_own, publish
from artifacts.domain.save import Saved, save
from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import Artifact
from artifacts.text.identifiers import Identifier, find_identifier

NAMES = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}


def make_work(identifier: str, *, by, title: str, authors: str = "", year: str = "") -> Artifact:
    """The work of an identifier: the one that is known, or a new record of it; `authors` are family names with commas.

    Without a title it is looked up, where the site's keeper lets works be looked up. Who may publish without a second
    person publishes it at once, so that readers see what is cited.
    """
    known = find_identifier(identifier)
    if known is None:
        raise ContentError(_("{text!r} is no DOI, PMID or PMCID."), text=identifier[:100])
    standing = Artifact.objects.for_keys([known.key]).get(known.key)
    if standing is not None and standing.kind == Artifact.Kind.REFERENCE:
        return standing
    if not title.strip() and lookups_on():
        revision = _looked_up(known, by).revision
    else:
        csl = {"type": "article-journal", "title": title.strip(), NAMES[known.scheme]: known.value}
        names = [{"family": name.strip()} for name in authors.split(",") if name.strip()]
        revision = save({"kind": "reference", "csl": csl | _authors(names) | _issued(year.strip())}, by=by).revision
    if may_publish_own(by):
        publish(revision, by=by)
    return revision.artifact


def _looked_up(identifier: Identifier, by) -> Saved:
    found = lookup(identifier)
    if found is None:
        raise ContentError(_("No service knows {text}: type its title."), text=identifier.key)
    return make_from(found, by=by)


def _authors(names: list[dict]) -> dict:
    return {"author": names} if names else {}


def _issued(year: str) -> dict:
    if not year:
        return {}
    if not (year.isdecimal() and year.isascii() and len(year) == 4):
        raise ContentError(_("{text!r} is no year: write it with four digits, as in 2017."), text=year[:20])
    return {"issued": {"date-parts": [[int(year)]]}}
