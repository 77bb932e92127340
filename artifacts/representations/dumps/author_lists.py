"""Author lists as dumps write them: `Bacon C, Endris V, et al`, `Bacon, Claire; Endris, Volker`, or a list of names."""

import re

from artifacts.representations.intake.fields import person

OTHERS = re.compile(r"[,;]?\s*(?:\b(?:et\s+al|and\s+others)\b\.?|…|\.\.\.)\s*$", re.IGNORECASE)
JOINED = re.compile(r"\s+(?:and|&)\s+")
# `De Vivo DC`, `Rappold G.A.`, `Smith J-P Jr`: what the National Library of Medicine makes of a name.
SHORT = re.compile(
    r"(?P<family>[^\s,][^,]*?)\s+(?P<given>(?:[A-Z]\.?-?){1,4})(?:\s+(?P<suffix>[JS]r|[2-9](?:nd|rd|th)|I{2,3}|IV)\.?)?"
)
MOST = 5000


def read_authors(value) -> tuple[list[dict], bool]:
    """The names as CSL has them, and whether these are all."""
    if isinstance(value, list):
        spelled = [one for one in value[:MOST] if isinstance(one, (str, dict))]
        texts = [one for one in spelled if isinstance(one, dict) or not OTHERS.fullmatch(one)]
        return [_of_object(one) if isinstance(one, dict) else author(one) for one in texts], len(texts) == len(value)
    text = " ".join(str(value).split())
    whole = OTHERS.sub("", text)
    return [author(name) for name in _parted(whole)[:MOST]], whole == text


def author(spelled: str) -> dict:
    """`Bacon C` as family and initials; every other spelling as reference files have it."""
    if match := SHORT.fullmatch(spelled.strip()):
        initials = re.findall(r"[A-Z]", match["given"])
        return {"family": match["family"], "given": " ".join(initials), "suffix": match["suffix"] or ""}
    return person(spelled)


def _parted(text: str) -> list[str]:
    if ";" in text:
        parts = text.split(";")
    else:
        parts = JOINED.sub(", ", text).split(",")
        names = [part.strip() for part in parts if part.strip()]
        if len(names) == 2 and not any(map(SHORT.fullmatch, names)):
            # `Bacon, Claire` is one person; `Claire Bacon, Volker Endris` are two.
            parts = [text] if not any(" " in name for name in names) and not JOINED.search(text) else names
        elif names and not any(" " in name for name in names):
            parts = [f"{names[at]}, {names[at + 1]}" for at in range(0, len(names) - 1, 2)] if _full(names) else names
    return [part.strip() for part in parts if part.strip()]


def _full(names: list[str]) -> bool:
    """Whether names without blanks are family and given names by turns, `Bacon, C., Endris, V.`."""
    initials = re.compile(r"(?:[A-Z]\.-?){1,4}")
    return len(names) % 2 == 0 and all(map(initials.fullmatch, names[1::2]))


def _of_object(name: dict) -> dict:
    given = {str(part).casefold(): text for part, text in name.items() if isinstance(text, str)}
    family = given.get("family") or given.get("last") or given.get("lastname") or given.get("last_name")
    if family:
        first = given.get("given") or given.get("first") or given.get("firstname") or given.get("first_name")
        return {"family": family, "given": first or given.get("initials", "")}
    literal = given.get("literal") or given.get("name") or given.get("collectivename") or ""
    return author(literal) if literal else {}
