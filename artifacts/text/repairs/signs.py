"""Signs: characters read in the wrong encoding, tags that were escaped, and marks that name no work."""

import re

from artifacts.text.lint.findings import Edit, Finding, apply_edits
from artifacts.text.lint.markup import DRESS
from artifacts.text.marks import MARK, read_mark
from artifacts.text.repairs.glances import matches
from artifacts.text.repairs.mending import Fix, Page

# What texts of science hold, and what a misread character may hence be: of others a person judges.
CERTAIN = frozenset(
    "αβγδεζηθικλμνξοπρςστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
    "°±²³¹µ·×÷½¼¾§¶©®«»–—‘’“”„…•†‡‰′″€™←↑→↓↔≈≠≤≥−∞∼"
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝœŒšŠžŽ"
)
NAMES = "|".join(sorted(DRESS))
ESCAPED_DRESS = re.compile(
    rf"&lt;(?:/(?:{NAMES})|(?:{NAMES})(?:[ \t](?:(?!&[lg]t;)[^\n<>]){{0,300}})?)&gt;", re.IGNORECASE
)
KEYS = r"(?:pmid|pmc|pmcid|doi):(?:unassigned|unknown|undefined|none|null|nan|na|tbd|pending)"
NO_WORK = re.compile(KEYS, re.IGNORECASE)
names_no_work = matches(f"@{KEYS}", re.IGNORECASE)


def is_certain(finding: Finding) -> bool:
    return finding.params["right"] in CERTAIN


def undress(page: Page) -> Fix | None:
    """`&lt;span style="…"&gt;0.72&lt;/span&gt;` as `0.72`."""
    if "&lt;" not in page.all_text:
        return None
    found = [(text, match) for text in page.texts for match in ESCAPED_DRESS.finditer(text.bare)]
    edits = [Edit(text.path, match.start(), match.end(), "") for text, match in found]
    tags = tuple(match[0] for _text, match in found)
    return Fix(apply_edits(page.content, edits), tags, tags) if edits else None


def drop_marks_of_nothing(page: Page) -> Fix | None:
    """`[@PMID:unassigned]` goes, with the blank before it; of several keys in a mark those that name a work stay."""
    if not names_no_work(page):
        return None
    edits, places = [], []
    for text in page.texts:
        for match in MARK.finditer(text.bare):
            cited = read_mark(match[0])
            kept = [one for one in cited if not NO_WORK.fullmatch(one.key)]
            if len(kept) == len(cited):
                continue
            mark = "; ".join(f"@{one.key}" + f", {one.locator}" * bool(one.locator) for one in kept)
            start = match.start() - (not kept and text.source[match.start() - 1 : match.start()] == " ")
            edits.append(Edit(text.path, start, match.end(), f"[{mark}]" if kept else ""))
            places.append(match[0])
    if not edits:
        return None
    content = apply_edits(page.content, edits)
    if "citations" in content:
        keys = content["citations"].items()
        content["citations"] = {key: work for key, work in keys if work or not NO_WORK.fullmatch(key)}
    return Fix(content, tuple(places), tuple(places))
