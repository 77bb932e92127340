"""Rules of records: titles, identifiers and scores of an artifact itself."""

import re

from artifacts.errors import marked as _
from artifacts.text.addresses import normalise_key
from artifacts.text.limits import body_refusal
from artifacts.text.lint.citations import is_run
from artifacts.text.lint.findings import ERROR, FIELD, INFO, WARNING, Edit, Finding, rule
from artifacts.text.lint.headings import LOOSE_ATTRIBUTE
from artifacts.text.lint.targets import ANYWHERE, CATEGORIES
from artifacts.text.scores import composite_of
from artifacts.text.title_rules import is_slug

REFERENCE = ("reference",)
HYPOTHESIS = ("hypothesis",)
EVERY_TITLE = ("page", "hypothesis", "analysis")
ATTRIBUTE = re.compile(LOOSE_ATTRIBUTE.pattern + r"[ \t]*$")
# Registrants that stand for nobody, and the tails of examples.
PLACEHOLDER_DOI = re.compile(
    r"10\.(?:1234|12345|0000|9999|99999|xxxx)/.*|10\.\d{4,9}/(?:x{3,}|example|test|unknown|none)\b.*", re.I
)
SAME_SCORE = 0.005
# Under this the metadata keeps the id of what came in under one that differs from another's in case only.
SPELLING = "imported_id"


def _of_field(field: str, *edits: Edit, **params) -> Finding:
    return Finding("", FIELD, field, params, edits)


@rule(
    "text-over-limits",
    ERROR,
    _("The text is too long, or holds too much markup, to be read: divide it into several pages."),
    EVERY_TITLE,
)
def text_over_limits(subject):
    if body_refusal(subject.body):
        yield Finding()


@rule("slug-as-title", WARNING, _("The title “{title}” is the page's slug: write what readers call it."))
def slug_as_title(subject):
    """Mended by the text's own first heading, where it says more."""
    title = subject.content.get("title", "")
    if is_slug(title, subject.content.get("slug", "")):
        first = next((section.title for section, _start in subject.headings if section.level == 1), title)
        told = LOOSE_ATTRIBUTE.sub("", first).strip()
        edits = [Edit(("title",), 0, len(title), told)] if normalise_key(told) != normalise_key(title) and told else []
        yield _of_field("title", *edits, title=title)


@rule(
    "id-in-other-case",
    WARNING,
    _("An import wrote its id as {id}, and another artifact has that id in other case: see whether both are needed."),
    EVERY_TITLE,
)
def id_in_other_case(subject):
    spelt = subject.content.get("metadata", {}).get(SPELLING)
    if isinstance(spelt, str) and subject.public_id.startswith(f"{spelt}-"):
        yield Finding(params={"id": spelt})


@rule("raw-title-attribute", WARNING, _("Readers see {attribute} in the title: remove it."), EVERY_TITLE)
def raw_title_attribute(subject):
    title = subject.content.get("title", "")
    match = ATTRIBUTE.search(title)
    if match and match.start():
        yield _of_field("title", Edit(("title",), match.start(), len(title), ""), attribute=match[0].strip())


@rule(
    "type-against-address",
    WARNING,
    _("The address begins with {category}, and the page is of the type {entity_type}: correct one of them."),
)
def type_against_address(subject):
    slug, entity_type = subject.content.get("slug", ""), subject.content.get("entity_type", "")
    for category, types in CATEGORIES.items():
        if slug.startswith(category + "-") and entity_type not in types | ANYWHERE:
            yield _of_field("entity_type", category=category, entity_type=entity_type)


@rule(
    "composite-differs",
    WARNING,
    _("The imported composite is {imported}, and the scores give {own}: correct them, or clear the imported one."),
    HYPOTHESIS,
)
def composite_differs(subject):
    imported, own = subject.content.get("composite"), composite_of(subject.content.get("scores", {}))
    if imported is not None and own is not None and abs(imported - own) > SAME_SCORE:
        yield _of_field("imported_composite", imported=f"{imported:.2f}", own=f"{own:.2f}")


@rule(
    "no-evidence",
    INFO,
    _("No evidence is given for or against this hypothesis: add the works that speak to it."),
    HYPOTHESIS,
)
def no_evidence(subject):
    if not subject.evidence:
        yield _of_field("evidence")


def _csl(subject) -> dict:
    return subject.content.get("csl") or {}


@rule("reference-without-title", ERROR, _("The reference has no title: write it as the work has it."), REFERENCE)
def reference_without_title(subject):
    if not str(_csl(subject).get("title") or "").strip():
        yield _of_field("title")


@rule(
    "reference-without-author",
    WARNING,
    _("The reference names no author: add the people or the body it is by."),
    REFERENCE,
)
def reference_without_author(subject):
    if not _csl(subject).get("author") and not _csl(subject).get("editor"):
        yield _of_field("csl")


@rule("reference-without-year", WARNING, _("The reference has no year: add when the work was published."), REFERENCE)
def reference_without_year(subject):
    if not re.search(r"\d{4}", str(_csl(subject).get("issued") or "")):
        yield _of_field("csl")


@rule(
    "reference-without-identifier",
    INFO,
    _("The reference has neither DOI nor PMID nor address: look it up, so that readers find the work."),
    REFERENCE,
)
def reference_without_identifier(subject):
    csl = _csl(subject)
    named = [subject.content.get(name) for name in ("doi", "pmid", "pmcid", "url")]
    if not any(named) and not any(csl.get(name) for name in ("URL", "ISBN", "DOI", "PMID")):
        yield _of_field("doi")


@rule(
    "suspicious-reference-identifier",
    WARNING,
    _("{value} looks made up: look the work up, and correct its identifier."),
    REFERENCE,
)
def suspicious_reference_identifier(subject):
    for name in ("pmid", "pmcid"):
        value = subject.content.get(name, "")
        if is_run(value.removeprefix("PMC")) if value.removeprefix("PMC").isdigit() else False:
            yield _of_field(name, value=value)
    doi = subject.content.get("doi", "")
    if PLACEHOLDER_DOI.fullmatch(doi):
        yield _of_field("doi", value=doi)
