"""Template tags of reference files: what would become of an entry, and what became of it, in words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.domain.reference_applying import Result
from artifacts.domain.reference_files import Choice, Outcome, Planned
from artifacts.domain.reference_matching import Why
from artifacts.representations.styles import format_citation
from artifacts.text.worddiff import word_spans

register = template.Library()

OUTCOMES = {
    Outcome.CREATE: gettext_lazy("new"),
    Outcome.UPDATE: gettext_lazy("fills gaps"),
    Outcome.SAME: gettext_lazy("known"),
    Outcome.DOUBTFUL: gettext_lazy("doubtful"),
}
RESULTS = {
    Result.CREATED: gettext_lazy("created"),
    Result.UPDATED: gettext_lazy("updated"),
    Result.SAME: gettext_lazy("unchanged"),
    Result.LEFT: gettext_lazy("left out"),
    Result.FAILED: gettext_lazy("refused"),
}
REASONS = {
    Why.LEAD_APART: gettext_lazy("Its identifiers lead to different references."),
    Why.OTHER_IDENTIFIER: gettext_lazy("One identifier is this reference's, another one is not."),
    Why.OTHER_TITLE: gettext_lazy("The identifier is this reference's, the title is that of another work."),
    Why.SAME_TITLE: gettext_lazy("The title is the same; year, first author or an identifier is not."),
    Why.SEVERAL: gettext_lazy("Several references have this title."),
    Why.WITHDRAWN: gettext_lazy("The reference with this identifier was withdrawn: put it back before it is filled."),
}
FIELDS = {
    "type": gettext_lazy("type"),
    "title": gettext_lazy("title"),
    "author": gettext_lazy("authors"),
    "editor": gettext_lazy("editors"),
    "container-title": gettext_lazy("journal or book"),
    "container-title-short": gettext_lazy("short name of the journal"),
    "issued": gettext_lazy("date"),
    "volume": gettext_lazy("volume"),
    "issue": gettext_lazy("issue"),
    "page": gettext_lazy("pages"),
    "publisher": gettext_lazy("publisher"),
    "publisher-place": gettext_lazy("place"),
    "edition": gettext_lazy("edition"),
    "version": gettext_lazy("version"),
    "abstract": gettext_lazy("abstract"),
    "status": gettext_lazy("status"),
    "URL": gettext_lazy("web address"),
    "accessed": gettext_lazy("accessed on"),
    "language": gettext_lazy("language"),
}


@register.filter
def outcome_words(outcome: str):
    return OUTCOMES[outcome]


@register.filter
def result_words(result: str):
    return RESULTS[result]


@register.filter
def reason_words(why: str):
    return REASONS[why]


@register.filter
def field_words(field: str):
    """What people call a field of CSL-JSON; an identifier's name is the same for everyone."""
    return FIELDS.get(field, field)


@register.filter
def citation(csl: dict) -> str:
    """A work as one line of sanitised HTML."""
    return format_citation(csl, "ama")


@register.filter
def spans(difference) -> list:
    """What the file says otherwise, word by word."""
    return word_spans(difference.ours, difference.theirs)


@register.filter
def choice_words(choice: str, one: Planned) -> str:
    """What choosing it does with an entry."""
    if choice == Choice.CREATE:
        return _("Make a new reference of it") if one.candidates else _("Create it")
    if choice == Choice.SKIP:
        return _("Leave it out")
    if choice == Choice.TAKE:
        return _("Take what the file says wherever they differ")
    if choice == Choice.KEEP:
        return _keeping(one)
    return _("It is this one: fill what it lacks")


@register.filter
def candidate(one: Planned, choice: str):
    """The reference that a doubtful entry may be; None where the choice is another one."""
    return next((row for row in one.candidates if str(row.pk) == choice), None)


def _keeping(one: Planned) -> str:
    if not one.comparison.differing:
        return _("Fill what is missing")
    if not one.comparison.filled:
        return _("Keep ours")
    return _("Fill what is missing, keep ours where they differ")
