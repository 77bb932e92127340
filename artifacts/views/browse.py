"""Browse: everything of one type letter by letter; genes, proteins and diseases as an index of symbols and names."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from artifacts.models import Publication
from artifacts.text.ordering import INITIALS, OTHERS, initial_of
from artifacts.text.plain_html import plain
from artifacts.views.alphabet import Alphabet
from artifacts.views.context import LISTED_KINDS
from artifacts.views.finding import not_found
from artifacts.views.lists import entries, listing

PER_INDEX = 150
PLURALS = {
    "gene": _("genes"),
    "protein": _("proteins"),
    "disease": _("diseases"),
    "mechanism": _("mechanisms"),
    "therapeutic": _("therapeutics"),
    "cell": _("cell types"),
    "phenotype": _("phenotypes"),
    "biomarker": _("biomarkers"),
    "brain_region": _("brain regions"),
    "technology": _("technologies"),
    "clinical_trial": _("clinical trials"),
    "company": _("companies"),
    "experiment": _("experiments"),
    "index": _("indexes"),
    "general": _("general pages"),
    "entity": _("entities"),
    "hypothesis": _("hypotheses"),
    "analysis": _("analyses"),
    "reference": _("references"),
}
# Types that people look up by a symbol or a name, and what an infobox calls the name in full.
INDEXED = ("gene", "protein", "disease")
FULL_NAMES = ("full name", "approved name", "name")


@require_safe
def browse(request, type_slug):
    """`/browse/<type>`: all of it in natural order, or those of one `?letter=`."""
    letter = request.GET.get("letter", "")
    if type_slug not in PLURALS or letter not in ("", *INITIALS):
        not_found()
    kind = type_slug in LISTED_KINDS
    asked = {"artifact__kind": type_slug, "entity_type": ""} if kind else {"entity_type": type_slug}
    rows = Publication.objects.but_inactive().filter(**asked).select_related("artifact").defer("parts")
    alphabet = Alphabet(rows)
    context = {"letters": letters(alphabet, letter), "letter": letter, "total": len(alphabet), "others": OTHERS}
    if letter:
        alphabet = alphabet.only(letter)
    context["indexed"] = type_slug in INDEXED
    told, per_page = (names, PER_INDEX) if context["indexed"] else (entries, None)
    return listing(
        request,
        alphabet,
        PLURALS[type_slug],
        template="artifacts/browse.html",
        told=told,
        per_page=per_page,
        **context,
    )


def letters(alphabet: Alphabet, asked: str) -> list[dict]:
    """The row of letters, each with how many entries it has; other signs are named only where there are any."""
    return [
        {"initial": initial, "count": count, "here": initial == asked}
        for initial, count in alphabet.counts.items()
        if count or initial.isalpha() and initial != OTHERS
    ]


def names(rows) -> list[dict]:
    """Entries of an index: the title, and the name in full where the page's facts give another one."""
    facts = Publication.objects.filter(pk__in=[row.pk for row in rows]).order_by().annotate(facts=F("parts__infobox"))
    named = {pk: full_name(found) for pk, found in facts.values_list("pk", "facts")}
    return [
        {
            "href": row.artifact.get_absolute_url(),
            "title": row.title,
            "initial": initial_of(row.first),
            "name": "" if named[row.pk].casefold() == row.title.casefold() else named[row.pk],
        }
        for row in rows
    ]


def full_name(facts: list[dict] | None) -> str:
    """What an infobox gives as the name in full, in plain words; empty where it gives none."""
    found = (row["value"] for row in facts or () if plain(row["label"]).casefold().rstrip(":") in FULL_NAMES)
    return plain(next(found, ""))
