"""Template tags of the queue of possible duplicates: a rule's finding in words, and where a pair is merged."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from artifacts.domain.duplicate_rules import Rule
from artifacts.models import Artifact

register = template.Library()

# What each rule is called, and what it says of a pair.
REASONS = {
    Rule.TWIN_ID: (_("twin ids"), _("Twins, one id with the prefix “wiki-” and one without: %s")),
    Rule.SAME_IDENTIFIER: (_("same identifier"), _("Both name the same work: %s")),
    Rule.NEAR_EQUAL_TEXT: (_("near-equal text"), _("Their texts agree to about %s")),
    Rule.ALIKE_ADDRESS: (_("alike addresses"), _("Addresses alike but for spelling: %s")),
    Rule.SAME_TITLE: (_("same title"), _("The same title: %s")),
    Rule.SAME_GENES: (_("same target genes"), _("Alike statements about the same target genes: %s")),
    Rule.SHARED_WORKS: (_("shared works"), _("Of the works that either cites, both cite %s")),
    Rule.JUDGED_BEFORE: (_("judged before"), _("Judged to be no duplicate, and changed since: %s")),
    Rule.REOPENED: (_("re-opened"), _("Re-opened by %s")),
}


@register.filter
def told(reason: dict) -> str:
    """A reason as it is stored, as a sentence."""
    _name, sentence = REASONS.get(reason["rule"], ("", f"{reason['rule']}: %s"))
    return sentence % reason["detail"]


@register.simple_tag
def admin_url(artifact, verb: str, *arguments) -> str:
    """What staff do with an artifact: `change`, `merge`; with a number what they do with a revision: `review`."""
    model = "wikipage" if artifact.kind == Artifact.Kind.PAGE else artifact.kind
    return reverse(f"admin:artifacts_{model}_{verb}", args=[artifact.pk, *arguments])


@register.simple_tag
def merge_url(target, source) -> str:
    """Where the merge of one artifact into another is planned."""
    return f"{admin_url(target, 'merge')}?{urlencode({'source': source.public_id})}"
