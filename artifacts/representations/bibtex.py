"""BibTeX: a work as one entry, in UTF-8, with LaTeX's own signs escaped."""

import re

from artifacts.representations.csl import clean_csl, note_of

TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
    "paper-conference": "inproceedings",
    "webpage": "online",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "manuscript": "unpublished",
    "entry-encyclopedia": "inreference",
}
MARKUP = {"i": "textit", "b": "textbf", "sub": "textsubscript", "sup": "textsuperscript"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


def to_bibtex(csl: dict, key: str) -> str:
    note, csl = note_of(csl), clean_csl(csl)
    date = (csl.get("issued") or {}).get("date-parts", [[]])[0]
    kind = TYPES.get(csl.get("type"), "misc")
    fields = {
        "author": " and ".join(_names(csl, "author")),
        "editor": " and ".join(_names(csl, "editor")),
        "title": f"{{{_marked_up(csl.get('title', ''))}}}",
        {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}.get(
            kind, "organization"
        ): escape(csl.get("container-title", "")),
        "shortjournal": escape(csl.get("container-title-short", "")),
        "year": str(date[0]) if date else "",
        "volume": escape(csl.get("volume", "")),
        "number": escape(csl.get("issue", "")),
        "pages": escape(re.sub(r"(?<=\d)-(?=\w)", "--", csl.get("page", ""))),
        "publisher": escape(csl.get("publisher", "")),
        "address": escape(csl.get("publisher-place", "")),
        "edition": escape(csl.get("edition", "")),
        "version": escape(csl.get("version", "")),
        "isbn": escape(csl.get("ISBN", "")),
        "issn": escape(csl.get("ISSN", "")),
        "language": escape(csl.get("language", "")),
        "note": escape(note),
        "abstract": _marked_up(csl.get("abstract", "")),
        # A DOI and an address are read as they are, so what could end the field is encoded.
        "doi": verbatim(csl.get("DOI", "")),
        "pmid": verbatim(csl.get("PMID", "")),
        "pmcid": verbatim(csl.get("PMCID", "")),
        "url": verbatim(csl.get("URL", "")),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value and value != "{}"]
    if len(date) > 1 and 1 <= date[1] <= 12:
        lines.append(f"  month = {MONTHS[date[1] - 1]}")
        lines += [f"  day = {date[2]}"] if len(date) > 2 else []
    return f"@{kind}{{{citation_key(key)},\n" + ",\n".join(lines) + "\n}\n"


def citation_key(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_:.-]", "-", text) or "work"


def escape(text: str) -> str:
    return _signs(" ".join(str(text).split()))


def _signs(text: str) -> str:
    return "".join(SIGNS.get(sign, sign) for sign in text)


def verbatim(text: str) -> str:
    return re.sub(r"[\s{}\\%#]", lambda match: f"%{ord(match[0]):02X}" if match[0] not in "%#" else match[0], str(text))


def _marked_up(text: str) -> str:
    """With the tags that CSL allows as LaTeX's own."""
    pieces = re.split(r"<(/?)(i|b|sub|sup)>", " ".join(str(text).split()))
    written, texts = [], iter(pieces)
    for piece in texts:
        written.append(_signs(piece))
        if (closing := next(texts, None)) is not None:
            name = next(texts)
            written.append("}" if closing else f"\\{MARKUP[name]}{{")
    # Markup that is not balanced would end the field.
    return "".join(written) if _balanced(pieces[1::3], pieces[2::3]) else escape(text)


def _balanced(closings: list[str], names: list[str]) -> bool:
    opened = []
    for closing, name in zip(closings, names, strict=True):
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def _names(csl: dict, field: str) -> list[str]:
    names = [_name(name) for name in csl.get(field, [])]
    return [*names, "others"] if names and field == "author" and csl.get("author_list_complete") is False else names


def _name(author: dict) -> str:
    if author.get("literal"):
        return f"{{{escape(author['literal'])}}}"
    family = " ".join(filter(None, [author.get("non-dropping-particle"), author.get("family")]))
    return ", ".join(_part(part) for part in (family, author.get("suffix"), author.get("given")) if part)


def _part(text: str) -> str:
    """Part of a name, in braces where a comma or an `and` in it would make two of one."""
    return f"{{{escape(text)}}}" if re.search(r",|\band\b", text, re.IGNORECASE) else escape(text)
