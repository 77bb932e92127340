"""What citeproc-py and the styles get wrong, put right: in what they are given, and in the line that they give back."""

import re
from html import escape

# Beyond these no style names anybody but the last, and citeproc's time grows with every name.
MOST_NAMES = 30
# Signs that mean nothing elsewhere, by which a line tells what became of its parts.
# Stands for the authors that are known to be missing, so that the style counts them and sets them at their place.
OTHERS = "\ue000"
# Stands before a word whose first letter stays small in headlines: α-helix, p53, bioRxiv.
SMALL = "\ue001"
OWN_SIGNS = str.maketrans("", "", OTHERS + SMALL)
ET_AL = re.compile(rf"(?:, (?:and |&amp; |& )?| and | & | &amp; |, … |… ){OTHERS}(?: et al\.)?")
DOUBLED_STOP = re.compile(r"(?<!\.)\.(</(?:i|b|span)>)?\.(?=\s|<|$)")
STOP_BEHIND_MARK = re.compile(r"([?!])(</(?:i|b|span)>)?\.(?=\s|<|$)")
# Without an author the title stands first, and citeproc-py sets it again at its own place.
TITLE_TWICE = re.compile(
    r"^(?P<title>(?:<i>|“)?.{1,1000}?(?:</i>|”)?)(?P<between>\. (?:(?:\([^()]*\)|\d{1,4}|n\.d)\. )?)(?P=title)[.,]? ?"
)
EDITORS_AGAIN = re.compile(r"\.? \([^()]+, eds?\.\)(?=\.)")
# In Chicago's order the year stands next; the stop of initials and of `et al.` is theirs.
END_OF_NAMES = re.compile(r"(\b[A-Z]|et al)?\. (?=(?:\d{1,4}|n\.d)\. )")
KEPT_SMALL = re.compile(r"(?<!\S)(?=[α-ωµ]|[a-z]+-?[A-Z0-9])")
ITALIC = re.compile(r"<i>[^<>]*</i>")
TAG = re.compile(r"</?i>")
INITIALS = re.compile(r"(?<!\S)[A-Z]{1,3}(?!\S)")
# Kinds of work that the styles set as something poorer than their nearest kin.
NEAREST = {"software": "webpage", "entry-encyclopedia": "chapter"}
TYPES = {
    *("article", "article-journal", "webpage", "book", "chapter", "report", "thesis", "document"),
    *("paper-conference", "dataset", "software"),
}
# The fields that a line is made of; an abstract or a PMID's neighbour fields would only cost time.
FIELDS = (
    *("title", "container-title", "container-title-short", "volume", "issue", "page", "publisher", "publisher-place"),
    *("edition", "DOI", "URL", "version", "language"),
)
HEADLINES = ("title", "container-title", "container-title-short", "publisher")


def prepared(csl: dict, style: str) -> dict:
    """What citeproc is given: the fields of a clean record that make a line, every string escaped."""
    csl = _reshaped(csl, style)
    item = {field: _text(_cased(csl[field]) if field in HEADLINES else csl[field]) for field in FIELDS if field in csl}
    item |= {"id": "work", "type": csl["type"] if csl["type"] in TYPES else "document"}
    for field in ("author", "editor"):
        if field in csl:
            names = csl[field] if len(csl[field]) <= MOST_NAMES else [*csl[field][: MOST_NAMES - 1], csl[field][-1]]
            item[field] = [{part: _text(_without_signs(text)) for part, text in name.items()} for name in names]
    if "author" in csl and csl.get("author_list_complete") is False:
        item["author"].append({"literal": OTHERS})
    for field in ("issued", "accessed"):
        if field in csl:
            item[field] = csl[field]
    if item["type"] == "thesis":
        item["genre"] = "Thesis"
    return item


def _reshaped(csl: dict, style: str) -> dict:
    """The record as its style's own rules read it, where the style's file or citeproc-py would not."""
    csl = {field: _without_signs(value) for field, value in csl.items()}
    kind = csl["type"]
    if (style, kind) != ("apa", "software"):
        csl["type"] = NEAREST.get(kind, kind)
    if kind == "webpage":
        csl.pop("version", None)
    if kind == "article":
        # A preprint: its server is a journal to the one, a publisher to the other.
        server = csl.pop("container-title", "") or csl.get("publisher", "")
        csl.pop("publisher", None)
        csl |= {"container-title" if style in ("ama", "vancouver") else "publisher": server} if server else {}
    if _is_edited(csl) and style in ("nature", "chicago"):
        csl["author"] = csl.pop("editor")
    if style == "apa" and "publisher" in csl and csl.get("author") == [{"literal": csl["publisher"]}]:
        del csl["publisher"]
    if style == "chicago":
        csl["title"] = _capitals_in_marks(re.sub(r'"([^"]*)"', r"“\1”", csl["title"]))
        csl |= {field: [_spaced(name) for name in csl[field]] for field in ("author", "editor") if field in csl}
    return csl


def _without_signs(value):
    return value.translate(OWN_SIGNS) if isinstance(value, str) else value


def _is_edited(csl: dict) -> bool:
    return csl["type"] == "book" and "editor" in csl and "author" not in csl


def _cased(title: str) -> str:
    """A title whose words keep their small letters where a headline's capital would be another name."""
    title = ITALIC.sub(lambda match: re.sub(r"(?<=\s)(?=\w)", SMALL, match[0]), title)
    return KEPT_SMALL.sub(SMALL, title)


def _capitals_in_marks(title: str) -> str:
    return re.sub(r"(?<=[“(\[])[a-z](?=[a-z]*\b)", lambda match: match[0].upper(), title)


def _spaced(name: dict) -> dict:
    """`DC` as `D. C.`, since whole given names are not made initials of."""
    spaced = INITIALS.sub(lambda match: " ".join(f"{letter}." for letter in match[0]), name.get("given", ""))
    return {**name, "given": spaced} if spaced else name


def _text(text: str) -> str:
    return escape(text, quote=False)


def mended(line: str, csl: dict, style: str) -> str:
    """The line without small defects, and with the authors that are known to be missing; HTML, to be sanitised."""
    line = ET_AL.sub(", et al.", re.sub(r"\s+", " ", line)).replace(SMALL, "")
    line = re.sub(r" \.(?=\s|<|$)", ".", line)
    line = DOUBLED_STOP.sub(r".\1", line)
    line = STOP_BEHIND_MARK.sub(r"\1\2", line)
    if "author" not in csl:
        line = TITLE_TWICE.sub(r"\g<title>\g<between>", line, count=1)
    line = OF_STYLE.get(style, lambda line, csl: line)(line, csl)
    # The tags that CSL allows in a title; nothing else that was escaped comes alive again.
    return _upright_in_italic(re.sub(r"&lt;(/?(?:i|b|sub|sup))&gt;", r"<\1>", line))


def _editors_once(line: str, csl: dict) -> str:
    return EDITORS_AGAIN.sub("", line) if _is_edited(csl) else line


def _apa(line: str, csl: dict) -> str:
    line = _editors_once(line, csl).replace("(ed.)", "(Ed.)").replace("(eds.)", "(Eds.)")
    return line.replace(" (Publication)", "") if csl["type"] == "thesis" else line


def _nature(line: str, csl: dict) -> str:
    if _is_edited(csl):
        line = re.sub(r" (?=<i>(?!et al))", " (eds) " if len(csl["editor"]) > 1 else " (ed.) ", line, count=1)
    if "DOI" in csl and f"https://doi.org/{_text(csl['DOI'])}" in line:
        line = line.replace(f" doi:{_text(csl['DOI'])}", "")
    line = re.sub(r"(?<=[.?!]) in (?=<i>)", " In ", line)
    return re.sub(r"\. (?=\([^()]*\)\.$)", " ", line)


def _chicago(line: str, csl: dict) -> str:
    line = re.sub(r"([.?!])?”\.", lambda match: f"{match[1] or '.'}”", line)
    if _is_edited(csl):
        role = "eds." if len(csl["editor"]) > 1 else "ed."
        line = END_OF_NAMES.sub(lambda match: f"{match[1] + '.' if match[1] else ''}, {role} ", line, count=1)
    site = _text(csl.get("container-title", ""))
    if "author" not in csl and site and line.startswith(f"{site}. "):
        # The site stands in the author's place, and once is enough.
        line = re.sub(f"” {re.escape(site)}[.,]", "”", line, count=1)
    return _nested_marks(line)


OF_STYLE = {"ama": _editors_once, "apa": _apa, "nature": _nature, "chicago": _chicago}


def _nested_marks(line: str) -> str:
    """“The “exon” problem” with single marks within the double ones; as it is where they are not in pairs."""
    depth, signs = 0, []
    for sign in line:
        if sign == "”":
            depth -= 1
        signs.append({"“": "‘", "”": "’"}.get(sign, sign) if depth > 0 else sign)
        if sign == "“":
            depth += 1
        if depth < 0:
            return line
    return "".join(signs) if depth == 0 else line


def _upright_in_italic(line: str) -> str:
    """Within an italic title a name that is itself italic stands upright, as every style asks."""
    depth, pieces, at = 0, [], 0
    for match in TAG.finditer(line):
        opening = match[0] == "<i>"
        inner = depth > 0 if opening else depth > 1
        pieces += [line[at : match.start()], ("</i>" if opening else "<i>") if inner else match[0]]
        depth, at = depth + (1 if opening else -1), match.end()
        if depth < 0:
            return line
    return re.sub("<i></i>", "", "".join([*pieces, line[at:]]))
