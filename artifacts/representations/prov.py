"""W3C PROV: statements about where things come from, streamed as PROV-O in Turtle or as PROV-JSON."""

import json
import re
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from typing import IO, NamedTuple
from urllib.parse import quote

# What an address may hold as it is; all else is encoded, so that it ends neither an address nor a line.
SAFE = "/:?#[]@!$&'()*+,;=~"
LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
CLASSES = {"entity": "Entity", "activity": "Activity", "agent": "Agent"}
# The relations of PROV as PROV-JSON calls them: the section, what its two sides are called, and a narrower type.
SECTIONS = {
    "wasGeneratedBy": ("wasGeneratedBy", "entity", "activity", ""),
    "wasAttributedTo": ("wasAttributedTo", "entity", "agent", ""),
    "wasAssociatedWith": ("wasAssociatedWith", "activity", "agent", ""),
    "wasDerivedFrom": ("wasDerivedFrom", "generatedEntity", "usedEntity", ""),
    "wasRevisionOf": ("wasDerivedFrom", "generatedEntity", "usedEntity", "prov:Revision"),
    "wasQuotedFrom": ("wasDerivedFrom", "generatedEntity", "usedEntity", "prov:Quotation"),
    "hadPrimarySource": ("wasDerivedFrom", "generatedEntity", "usedEntity", "prov:PrimarySource"),
    "specializationOf": ("specializationOf", "specificEntity", "generalEntity", ""),
    "alternateOf": ("alternateOf", "alternate1", "alternate2", ""),
    "wasInfluencedBy": ("wasInfluencedBy", "influencee", "influencer", ""),
}
OBJECTS = {"wasGeneratedBy": "activity", "wasAttributedTo": "agent"}
NAMESPACES = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Thing(NamedTuple):
    """An entity, activity or agent; `at` is when an activity began."""

    kind: str
    address: str
    label: str
    comment: str = ""
    at: str = ""


class Link(NamedTuple):
    """A relation of PROV, or one of another name, between two addresses; `at` is when an entity came to be."""

    relation: str
    subject: str
    object: str
    at: str = ""


def address_of(address: str, *parts: str) -> str:
    """An address, and behind it parts that are no addresses yet: encoded."""
    beginning = quote(LONE_PERCENT.sub("%25", address), safe=f"{SAFE}%")
    return beginning + "".join(quote(part, safe=SAFE) for part in parts)


def write_turtle(statements: Iterable[Thing | Link], file: IO[str], site: str) -> int:
    """PROV-O, one statement a line; relations of other names are properties of the site. How many statements."""
    for prefix, address in [*NAMESPACES.items(), ("site", f"{site}/#")]:
        file.write(f"@prefix {prefix}: <{address}> .\n")
    count = 0
    for statement in statements:
        count += 1
        told = _thing_in_turtle(statement) if isinstance(statement, Thing) else _link_in_turtle(statement, site)
        file.write(f"<{statement[1]}> {' ; '.join(told)} .\n")
    return count


def _thing_in_turtle(thing: Thing) -> list[str]:
    told = [f"a prov:{CLASSES[thing.kind]}", f"rdfs:label {_literal(thing.label)}"]
    told += [f"rdfs:comment {_literal(thing.comment)}"] if thing.comment else []
    return told + ([f"prov:startedAtTime {_time(thing.at)}"] if thing.at else [])


def _link_in_turtle(link: Link, site: str) -> list[str]:
    told = [f"prov:generatedAtTime {_time(link.at)}"] if link.at else []
    if link.object and link.relation in SECTIONS:
        told.append(f"prov:{link.relation} <{link.object}>")
    elif link.object:
        told += [f"prov:wasInfluencedBy <{link.object}>", f"<{address_of(site, '/#', link.relation)}> <{link.object}>"]
    return told


def _literal(text: str) -> str:
    # The escapes of JSON are some of Turtle's.
    return json.dumps(text, ensure_ascii=False)


def _time(at: str) -> str:
    return f'"{at}"^^xsd:dateTime'


def write_prov_json(statements: Iterable[Thing | Link], file: IO[str], site: str) -> int:
    """PROV-JSON, whose sections wait in files of their own: memory holds one statement. How many there were."""
    with ExitStack() as stack:
        sections: dict[str, IO[str]] = {}

        def tell(section: str, name: str, fields: dict) -> None:
            if section not in sections:
                sections[section] = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
            separator = ",\n" if sections[section].tell() else ""
            sections[section].write(f"{separator}{_literal(name)}: {json.dumps(fields, ensure_ascii=False)}")

        count = 0
        for statement in statements:
            count += 1
            if isinstance(statement, Thing):
                tell(statement.kind, _name(statement.address, site), _thing_in_json(statement))
            else:
                tell(*_link_in_json(statement, site, count))
        prefixes = {"site": f"{site}/", "http": "http:", "https": "https:", "rdfs": NAMESPACES["rdfs"]}
        file.write(f'{{"prefix": {json.dumps(prefixes)}')
        for section, waiting in sections.items():
            file.write(f',\n"{section}": {{\n')
            waiting.seek(0)
            while part := waiting.read(1024 * 1024):
                file.write(part)
            file.write("\n}")
        file.write("}\n")
    return count


def _name(address: str, site: str) -> str:
    """An address as a qualified name: `site:artifact/x`, or, elsewhere, `https://…`, whose prefix is `https`."""
    return f"site:{address.removeprefix(f'{site}/')}" if address.startswith(f"{site}/") else address


def _thing_in_json(thing: Thing) -> dict:
    told = {"prov:label": thing.label}
    told |= {"rdfs:comment": thing.comment} if thing.comment else {}
    return told | ({"prov:startTime": thing.at} if thing.at else {})


def _link_in_json(link: Link, site: str, number: int) -> tuple[str, str, dict]:
    section, subject, object_, narrower = SECTIONS.get(link.relation, SECTIONS["wasInfluencedBy"])
    if link.relation not in SECTIONS:
        narrower = _name(address_of(site, "/#", link.relation), site)
    told = {f"prov:{subject}": _name(link.subject, site)}
    told |= {f"prov:{object_}": _name(link.object, site)} if link.object else {}
    told |= {"prov:time": link.at} if link.at else {}
    told |= {"prov:type": {"$": narrower, "type": "prov:QUALIFIED_NAME"}} if narrower else {}
    return section, f"_:n{number}", told


WRITERS = {"ttl": write_turtle, "json": write_prov_json}
