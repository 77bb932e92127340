"""Highwire Press tags: the `citation_*` metadata by which Zotero and Google Scholar take a page, or a record's work."""

from artifacts.representations.csl import csl_date, csl_title

MOST_NAMES = 100
# By the work's type: the tag that its container is told by, and that reference managers know the type by.
CONTAINERS = {
    "article-journal": "citation_journal_title",
    "paper-conference": "citation_conference_title",
    "chapter": "citation_inbook_title",
}
PUBLISHERS = {"thesis": "citation_dissertation_institution", "report": "citation_technical_report_institution"}


def citation_tags(parts: dict, *, url: str) -> list[tuple[str, str]]:
    """Names and contents, in order; none for a preview, which nobody can cite."""
    csl = parts["cite"]["csl"]
    if not csl:
        return []
    first, _, last = csl.get("page", "").replace("–", "-").partition("-")
    tags = [
        ("citation_title", csl_title(csl)),
        *(("citation_author", name) for name in _authors(csl)),
        ("citation_publication_date", csl_date(csl).replace("-", "/")),
        (CONTAINERS.get(csl["type"], ""), csl.get("container-title", "")),
        ("citation_volume", csl.get("volume", "")),
        ("citation_issue", csl.get("issue", "")),
        ("citation_firstpage", first.strip()),
        ("citation_lastpage", last.strip()),
        ("citation_issn", csl.get("ISSN", "")),
        ("citation_isbn", csl.get("ISBN", "")),
        (PUBLISHERS.get(csl["type"], "citation_publisher"), csl.get("publisher", "")),
        ("citation_doi", parts.get("doi", "")),
        ("citation_pmid", parts.get("pmid", "")),
        ("citation_public_url", url),
    ]
    return [(name, content) for name, content in tags if name and content]


def _authors(csl: dict) -> list[str]:
    """`Lefebvre, Suzie`, as reference managers tell family and given names apart."""
    names = csl.get("author", [])[:MOST_NAMES]
    return [name.get("literal") or ", ".join(filter(None, [name.get("family"), name.get("given")])) for name in names]
