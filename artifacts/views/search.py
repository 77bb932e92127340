"""Search: what a query finds and how it can be narrowed down; suggestions while it is typed."""

import re
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from artifacts.domain.search.finding import MOST_SHOWN, PER_PAGE, Hit, Narrowing, Results, published, search, suggest
from artifacts.domain.search.guessing import did_you_mean, near
from artifacts.models import Artifact, Publication, score_level
from artifacts.text.addresses import normalise_key, page_keys
from artifacts.text.queries import Query, parse_query
from artifacts.text.snippets import marked
from artifacts.views.context import type_label, type_labels
from artifacts.views.finding import addresses_of, identifier_keys, is_public

SUGGESTIONS_KEPT = 60
BARE_PMID = re.compile(r"[0-9]{7,8}")


class Option(NamedTuple):
    """A value of a facet: as the address has it, as people read it, and as entries have it."""

    word: str
    label: str
    value: str | bool


@require_safe
def search_page(request):
    """Every word somewhere, titles first; an exact address, DOI or PMID goes straight there."""
    query = parse_query(request.GET.get("q", ""))
    if exact := exact_match(query.text):
        return HttpResponseRedirect(exact.get_absolute_url())
    offered = _offered()
    narrowing = Narrowing(**{name: _value(values, request.GET.get(name)) for name, values in offered.items()})
    results = search(query, narrowing, _page(request))
    whole = not narrowing.chosen()
    meant = did_you_mean(query, results.total) if whole else None
    context = {
        "title": _("Search"),
        "noindex": True,
        "query": query.text,
        "total": results.total,
        "count": capped(results.total),
        "entries": [_shown(hit, query) for hit in results.hits],
        "facets": _facets(results, narrowing, offered, query),
        "page_obj": Paginator(range(results.shown), PER_PAGE).get_page(results.page),
        "meant": {"words": meant.text, "href": _address(meant, {})} if meant else {},
        "near": listed_by(near(meant or query)) if whole and not results.total else [],
        "everything": "" if whole else _address(query, {}),
    }
    return render(request, "artifacts/search.html", context)


@require_safe
def suggestions(request):
    """What the words typed so far may become, as JSON: title, type and href, and what to say of the list."""
    found = [listed(publication) for publication in suggest(parse_query(request.GET.get("q", "")))]
    status = ngettext("%(n)s suggestion", "%(n)s suggestions", len(found)) % {"n": len(found)}
    response = JsonResponse({"label": _("Suggestions"), "status": status, "suggestions": found})
    patch_cache_control(response, public=True, max_age=SUGGESTIONS_KEPT)
    return response


def exact_match(query: str) -> Artifact | None:
    """The artifact that has a query for its address."""
    # PubMed shows its numbers bare, and that is how they are copied; shorter ones may be anything else's.
    pmid = f"PMID:{query}" if BARE_PMID.fullmatch(query) else query
    keys = [normalise_key(query), *page_keys(query), *identifier_keys(pmid)]
    found = addresses_of(keys)
    return next((found[key].final() for key in keys if key in found and is_public(found[key])), None)


def listed(publication: Publication) -> dict[str, str]:
    """What a short list of links shows of a publication."""
    href = publication.artifact.get_absolute_url()
    return {"title": publication.title, "type": str(type_label(publication)), "href": href}


def capped(count: int, *, more: bool = False) -> str:
    """`1,000+` for more than anybody reads through; with `more` there are at least so many."""
    sign = "+" if more or count > MOST_SHOWN else ""
    return number_format(min(count, MOST_SHOWN), force_grouping=True) + sign


def _page(request) -> int:
    number = request.GET.get("page", "")
    return int(number[:9]) if number.isascii() and number.isdecimal() else 1


def _shown(hit: Hit, query: Query) -> dict:
    publication = hit.publication
    return {
        **listed(publication),
        "pieces": marked(publication.title, query),
        "snippet": hit.snippet,
        "kind": publication.artifact.kind,
        "score": publication.score,
        "level": score_level(publication.score),
        "status": publication.status or "",
    }


def _offered() -> dict[str, list[Option]]:
    """What a list can be narrowed down to, by the name of the facet."""
    return {
        "type": [Option(slug, label, slug) for slug, label in type_labels().items()],
        "reviewed": [Option("yes", _("reviewed"), True), Option("no", _("not reviewed"), False)],
        "has_hypotheses": [Option("yes", _("with hypotheses"), True)],
    }


def _value(options: list[Option], word: str | None):
    """What a word of the address stands for; None for a word that is none of ours."""
    return next((option.value for option in options if option.word == word), None)


def _facets(results: Results, narrowing: Narrowing, offered: dict[str, list[Option]], query: Query) -> list[dict]:
    """Each facet that parts the results, the commonest value first, with addresses that choose a value or drop it."""
    headings = {"type": _("Type"), "reviewed": _("Review"), "has_hypotheses": _("Hypotheses")}
    chosen = narrowing.chosen()
    words = {name: next(o.word for o in offered[name] if o.value == value) for name, value in chosen.items()}
    facets = []
    for name, options in offered.items():
        counts = results.counts.get(name, {})
        left = [option for option in options if counts.get(option.value) or words.get(name) == option.word]
        if len(counts) > 1 or name in chosen:
            shown = [
                {
                    "label": capfirst(option.label),
                    "count": capped(counts.get(option.value, 0), more=results.more),
                    "chosen": words.get(name) == option.word,
                    "href": _address(query, _toggled(words, name, option.word)),
                }
                for option in sorted(left, key=lambda option: -counts.get(option.value, 0))
            ]
            facets.append({"heading": headings[name], "options": shown})
    return facets


def _toggled(words: dict[str, str], name: str, word: str) -> dict[str, str]:
    others = {other: chosen for other, chosen in words.items() if other != name}
    return others if words.get(name) == word else others | {name: word}


def _address(query: Query, chosen: dict[str, str]) -> str:
    fields = QueryDict(mutable=True)
    fields["q"] = query.text
    fields.update(chosen)
    return "?" + fields.urlencode()


def listed_by(pks: list[int]) -> list[dict[str, str]]:
    publications = published(pks) if pks else {}
    return [listed(publications[pk]) for pk in pks if pk in publications]
