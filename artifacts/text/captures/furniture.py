"""The furniture of a captured page: cite button, metadata table, provenance, embed box and lists of related works."""

import re

from artifacts.text.captures.capture import RelatedWork
from artifacts.text.captures.lines import Line
from artifacts.text.literals import read_literal

CITE_BUTTON = re.compile(r"\W*Cite This Artifact\W*", re.IGNORECASE)
METADATA = re.compile(r"[▸▾►▼▶\s]*Metadata(?!\w*\s\w+\.)(?:\w+:.*)?", re.IGNORECASE)
METADATA_ROW = re.compile(r"\|\s*([\w.-]+)\s*\|\s?(.*?)\s*\|")
ADDRESS = re.compile(r"(https?://[^\s/\"<>()]+)/artifacts?/([A-Za-z0-9][A-Za-z0-9._:-]*)")
EDGE = re.compile(
    r"(derives_from|cites|supports|contradicts|embeds|extracts|mentions|supersedes|was[A-Z]\w{1,40}|used)\s*(?:→|->|:)\s*(\S.*)"
)
FIXED = re.compile(
    r"(?:No provenance edges found|Provenance|Use \?embed=1 .*|<iframe\b.*|\[.*\]\(https?://\S+\)|https?://\S+|Copy)"
)

RELATED = re.compile(r"(?:#+\s*)?Related (?:Hypotheses|Analyses):?", re.IGNORECASE)
WORK = re.compile(
    r"[-*]\s*\[(?P<title>.+?)\]\(/(?P<path>hypothesis|hypotheses|analysis|analyses)/(?P<id>[^()\s]+)\)(?P<rest>.*)"
)
TAG = re.compile(r"<[^<>]*>")
SCORE = re.compile(r"(?<![\d.])(?:0(?:\.\d+)?|1(?:\.0+)?)(?![\d.])")
TARGET = re.compile(r"Target:\s*([^·|]+)")
ICONS = {
    **dict.fromkeys("🔄⏳🟡", "open"),
    **dict.fromkeys("✅✔☑🟢", "completed"),
    **dict.fromkeys("📦🗄🗃", "archived"),
    **dict.fromkeys("❌✖🔴", "failed"),
}


def read_metadata(lines: list[Line]) -> dict:
    """The rows `| key | value |`, their values as what the program that printed them meant."""
    found = {}
    for line in lines:
        if match := METADATA_ROW.fullmatch(line.text):
            found.setdefault(match[1], read_literal(match[2]))
    return found


def read_provenance(lines: list[Line]) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for line in lines if (match := EDGE.fullmatch(line.text))]


def unread(lines: list[Line]) -> list[Line]:
    """The lines below the text that none of this understands."""
    known = (METADATA, METADATA_ROW, EDGE, FIXED)
    return [line for line in lines if line.text and not any(pattern.fullmatch(line.text) for pattern in known)]


def read_related(text: str) -> RelatedWork | None:
    """One line of a list of related works; None where it is none."""
    match = WORK.fullmatch(text)
    if match is None:
        return None
    rest = TAG.sub("", match["rest"])
    if match["path"].startswith("hypothes"):
        score, target = SCORE.search(rest), TARGET.search(rest)
        genes = re.split(r"[,;/\s]+", target[1].strip()) if target else []
        return RelatedWork(
            "hypothesis",
            match["id"],
            match["title"],
            score=float(score[0]) if score else None,
            target_genes=tuple(gene for gene in genes if gene),
        )
    status = next((ICONS[sign] for sign in rest if sign in ICONS), "")
    return RelatedWork("analysis", match["id"], match["title"], status=status)
