"""RIS: a work as tagged lines, one tag a line; no field can begin a line of its own."""

from artifacts.representations.csl import clean_csl, note_of

TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "dataset": "DATA",
    "paper-conference": "CONF",
    "software": "COMP",
    "patent": "PAT",
    "manuscript": "UNPB",
    "entry-encyclopedia": "ENCYC",
}


def to_ris(csl: dict) -> str:
    own_id, note, csl = csl.get("id"), note_of(csl), clean_csl(csl)
    lines = [("TY", TYPES.get(csl.get("type"), "GEN")), ("TI", csl.get("title"))]
    lines += [("AU", _name(author)) for author in csl.get("author", [])]
    lines += [("AU", "et al.")] if csl.get("author") and csl.get("author_list_complete") is False else []
    lines += [("ED", _name(editor)) for editor in csl.get("editor", [])]
    pages = str(csl.get("page", "")).split("-", 1)
    date = (csl.get("issued") or {}).get("date-parts", [[]])[0]
    lines += [
        ("T2", csl.get("container-title")),
        ("J2", csl.get("container-title-short")),
        ("PY", date[0] if date else None),
        ("DA", "/".join(f"{part:02}" for part in date) if len(date) > 1 else None),
        ("VL", csl.get("volume")),
        ("IS", csl.get("issue")),
        ("SP", pages[0]),
        ("EP", pages[1] if len(pages) > 1 else None),
        ("PB", csl.get("publisher")),
        ("CY", csl.get("publisher-place")),
        ("ET", csl.get("edition")),
        ("VO", csl.get("version")),
        ("SN", csl.get("ISSN")),
        ("SN", csl.get("ISBN")),
        ("LA", csl.get("language")),
        ("N1", note),
        ("AB", csl.get("abstract")),
        ("DO", csl.get("DOI")),
        ("AN", csl.get("PMID")),
        ("C2", csl.get("PMCID")),
        ("UR", csl.get("URL")),
        ("ID", own_id),
    ]
    written = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in lines if value]
    return "\n".join([*written, "ER  - ", ""])


def _name(author: dict) -> str:
    if author.get("literal"):
        return author["literal"]
    family = " ".join(filter(None, [author.get("non-dropping-particle"), author.get("family")]))
    return ", ".join(filter(None, [family, author.get("given"), author.get("suffix")]))
