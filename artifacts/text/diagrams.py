"""Diagrams: what a Mermaid source shows, in words, and what is refused in one."""

import re

# A block that nothing closes reaches the end of the source, so that it is read once only.
CAPTION = re.compile(
    r"^[ \t]*acc(?:Title|Descr)[ \t]*(?::[ \t]*(?P<line>[^\n]+)|\{(?P<block>[^}]*)(?P<closed>\}|\Z))", re.MULTILINE
)
# Directives change how everything is drawn, a front matter too; clicks and the links of actors and classes lead away,
# or call a script; a picture would be loaded from elsewhere. A semicolon begins a statement as a line does.
REFUSED = re.compile(
    r"^[ \t]*(?P<name>click|callback)\b|;[ \t]*(?P<next>click|callback)[ \t]"
    r"|(?:^|;)[ \t]*(?P<link>links?)[ \t][\w`~. ]{1,80}[:\"]|@\{[^}]{0,300}?\b(?P<picture>img)[\"']?[ \t]*:"
    r"|(?P<directive>%%\{)|\A\s*(?P<matter>---)[ \t]*$",
    re.MULTILINE,
)
FLOW = re.compile(r"\s*(?:graph|flowchart)\b")
NODE = re.compile(
    r"(?P<id>\b[A-Za-z_]\w{0,60})(?:@\{[^}\n]{0,300}\}|[\[({>]{1,3}[/\\]?(?:\"(?P<quoted>[^\"\n]{0,300})\""
    r"|(?P<bare>[^\[\](){}\"\n]{0,300}?))[/\\]?[\])}]{1,3})"
)
# A run of blanks is tried from its beginning alone, or a long one would be read anew from each of its blanks.
LINK = re.compile(
    r"(?:(?<![ \t])[ \t]++)?<?(?:--+|-\.+-?|==+)(?:[ \t](?P<word>[^\n>|=-]{1,80}?)[ \t](?:--+|\.+-|==+))?[>ox-]?[ \t]*"
    r"(?:\|(?P<label>[^|\n]{0,100})\|)?[ \t]*"
)
ID = re.compile(r"[A-Za-z_]\w{0,60}")
MOST_SHOWN = 60
MOST_AT_ONCE = 8


def refused(source: str) -> str:
    """What is written in a diagram and not allowed there: `click`, `link`, `img`, `%%{`, `---`; else nothing."""
    match = REFUSED.search(source)
    return match[match.lastgroup] if match else ""


def caption(source: str) -> str:
    """What its author says that it shows: the text of `accTitle` and `accDescr`."""
    said = (match["line"] or (match["closed"] and match["block"]) or "" for match in CAPTION.finditer(source))
    return " ".join(" ".join(words.split()) for words in said)


def arrows(source: str) -> str:
    """A flow chart in words: `SMN2 → SMN (splicing); SMN → snRNP`; empty for other kinds of diagram."""
    if not FLOW.match(source):
        return ""
    labels: dict[str, str] = {}
    pairs: list[str] = []

    def by_id(match) -> str:
        labels.setdefault(match["id"], " ".join((match["quoted"] or match["bare"] or match["id"]).split()))
        return match["id"]

    lines = [NODE.sub(by_id, line) for line in re.split(r"[\n;]", source)]
    for line in lines:
        # A link with its words between two nodes each; `A & B` are two at once.
        pieces = LINK.split(line)
        nodes, words = pieces[::3], zip(pieces[1::3], pieces[2::3], strict=True)
        for before, (word, label), after in zip(nodes, words, nodes[1:], strict=False):
            said = (word or label or "").strip().strip('"')
            pairs += [
                f"{labels.get(one, one)} → {labels.get(two, two)}" + (f" ({said})" if said else "")
                for one in ID.findall(before)[:MOST_AT_ONCE]
                for two in ID.findall(after)[:MOST_AT_ONCE]
            ]
            if len(pairs) > MOST_SHOWN:
                return "; ".join([*pairs[:MOST_SHOWN], "…"])
    return "; ".join(pairs)
