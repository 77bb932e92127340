"""Saved filters: a list's filters and search, kept under a name for oneself or, by who may publish, for everybody."""

from django.db import IntegrityError, transaction
from django.http import QueryDict

from artifacts.errors import ContentError, StateError
from artifacts.errors import marked as _
from artifacts.models import SavedFilter
from artifacts.representations.canonical import normalised

# Not what is filtered: the place in the list, and how its page was opened.
PASSING = ("p", "all", "e", "_popup", "_to_field", "_changelist_filters")
MOST_OF_A_NAME = SavedFilter._meta.get_field("name").max_length
MOST_OF_A_QUERY = SavedFilter._meta.get_field("query").max_length
MAY_SHARE = "artifacts.publish_artifact"


def filter_query(query: str) -> str:
    """The filters, search and order of a list's address, in one spelling."""
    asked = QueryDict(query, mutable=True)
    for name in PASSING:
        asked.pop(name, None)
    return "&".join(sorted(part for part in asked.urlencode().split("&") if not part.endswith("=")))


def save_filter(name: str, query: str, *, by, model: str, shared: bool = False) -> SavedFilter:
    """Keep the filters of a model's list under a name; what the same person kept under it before gives way."""
    name, query = _checked(name), filter_query(query)
    if not query:
        raise ContentError(_("Nothing is filtered: choose a filter or search for something, then save that."))
    if len(query) > MOST_OF_A_QUERY:
        raise ContentError(_("These filters are too long to be saved: search for fewer words."))
    kept, _created = SavedFilter.objects.update_or_create(
        user=by, model=model, name=name, defaults={"query": query, "shared": shared and by.has_perm(MAY_SHARE)}
    )
    return kept


def rename_filter(saved: SavedFilter, name: str, *, by) -> SavedFilter:
    _check_own(saved, by)
    saved.name = _checked(name)
    try:
        with transaction.atomic():
            saved.save(update_fields=["name"])
    except IntegrityError as error:
        raise ContentError(_("Another filter is named {name!r}: choose another name."), name=saved.name) from error
    return saved


def delete_filter(saved: SavedFilter, *, by) -> None:
    _check_own(saved, by)
    saved.delete()


def may_change(saved: SavedFilter, user) -> bool:
    """Whose it is; one that everybody sees, also those who could have shared it."""
    return saved.user_id == user.pk or (saved.shared and user.has_perm(MAY_SHARE))


def _check_own(saved: SavedFilter, by) -> None:
    if not may_change(saved, by):
        raise StateError(_("The filter {name!r} is somebody else's."), name=saved.name)


def _checked(name: str) -> str:
    name = " ".join(normalised(name).split())
    if not name:
        raise ContentError(_("Give the filter a name, such as: genes without sources."), field="name")
    if len(name) > MOST_OF_A_NAME:
        raise ContentError(_("A filter's name is at most {most} characters long."), most=MOST_OF_A_NAME, field="name")
    return name
