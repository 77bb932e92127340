"""Rules of link targets: what the site knows of where a link leads. Nothing is found where it was not looked up."""

from artifacts.errors import marked as _
from artifacts.text.addresses import normalise_key
from artifacts.text.lint.findings import ERROR, WARNING, WHOLE, Finding, rule
from artifacts.text.lint.links import CUT, TEXTS
from artifacts.text.lint.texts import Link

# The categories of paths, and the entity types whose pages stand there.
CATEGORIES = {
    "biomarkers": {"biomarker"},
    "brain-regions": {"brain_region"},
    "cell-types": {"cell"},
    "cells": {"cell"},
    "clinical-trials": {"clinical_trial"},
    "companies": {"company"},
    "diseases": {"disease"},
    "experiments": {"experiment"},
    "genes": {"gene"},
    "mechanisms": {"mechanism"},
    "phenotypes": {"phenotype"},
    "proteins": {"protein"},
    "technologies": {"technology"},
    "therapeutics": {"therapeutic"},
}
# Where a page of a type stands.
CATEGORY_OF = {entity_type: category for category, types in reversed(CATEGORIES.items()) for entity_type in types}
# Types that say nothing of where a page belongs.
ANYWHERE = {"", "general", "entity", "index"}


def canonical_path(public_id: str) -> str:
    """A path that leads to an artifact by its own id: `/wiki/genes-smn1` for `wiki-genes-smn1`."""
    slug = public_id.removeprefix("wiki-")
    return f"/wiki/{slug}" if slug != public_id else f"/artifact/{public_id}"


@rule("dead-link", ERROR, _("The link to {target} leads nowhere: correct the address, or remove the link."), TEXTS)
def dead_link(subject):
    if subject.targets is not None:
        for link in subject.links:
            if link.keys and subject.target_of(link) is None and not CUT.fullmatch(link.target):
                yield link.text.found(link.start, target=link.target)


@rule("self-link", ERROR, _("“{words}” links to the very page it stands on: remove the link, keep the words."), TEXTS)
def self_link(subject):
    for link in subject.links:
        if "#" not in link.target and leads_home(subject, link):
            target = subject.target_of(link)
            words = link.words or (target.title if target else subject.content.get("title", ""))
            yield link.text.found(link.start, (link.start, link.end, words), words=words)


def leads_home(subject, link: Link) -> bool:
    target = subject.target_of(link)
    if target is not None:
        return target.public_id == subject.public_id
    own = {normalise_key(subject.public_id), normalise_key(subject.content.get("slug", ""))} - {""}
    return not own.isdisjoint(link.keys)


@rule(
    "link-through-alias",
    WARNING,
    _("The link to {target} goes through another name of “{title}”: link to {path} itself."),
    TEXTS,
)
def link_through_alias(subject):
    for link in subject.links:
        target = subject.target_of(link)
        if target and (target.redirect or target.state == "merged") and not leads_home(subject, link):
            path = canonical_path(target.public_id)
            if target.state == "active" and not mismatched(link, target):
                yield link.text.found(
                    link.start, *_moved(link, path), target=link.target, title=target.title, path=path
                )
            elif target.state == "merged":
                yield link.text.found(link.start, target=link.target, title=target.title, path=path)


def _moved(link: Link, path: str) -> list[tuple[int, int, str]]:
    """The link with another target, what stands behind it kept; a wiki link takes the slug."""
    address = link.target.split("#")[0].split("?")[0]
    rest = link.target[len(address) :]
    wiki = link.text.source.startswith("[[", link.start)
    if wiki and not path.startswith("/wiki/"):
        return []
    return [link.retargeted((path.removeprefix("/wiki/") if wiki else path) + rest)]


@rule(
    "category-mismatch",
    ERROR,
    _("The link to {target} leads to “{title}”, a page of the type {entity_type}: check that it is the one meant."),
    TEXTS,
)
def category_mismatch(subject):
    for link in subject.links:
        target = subject.target_of(link)
        if target and target.state == "active" and mismatched(link, target):
            yield link.text.found(
                link.start, target=link.target, title=target.title, entity_type=target.entity_type.replace("_", " ")
            )


def mismatched(link: Link, target) -> bool:
    """Whether a path such as `/genes/…` leads to a page of another type than it says."""
    steps = link.target.strip("/").casefold().split("/")
    wanted = CATEGORIES.get(steps[0]) if len(steps) == 2 else None
    return wanted is not None and target.entity_type not in ANYWHERE | wanted


@rule(
    "withdrawn-target",
    ERROR,
    _("The link to {target} leads to “{title}”, which was withdrawn: remove the link, or link to another page."),
    TEXTS,
)
def withdrawn_target(subject):
    for link in subject.links:
        target = subject.target_of(link)
        if target and target.state == "withdrawn":
            yield link.text.found(link.start, target=link.target, title=target.title)


@rule(
    "inactive-relation",
    WARNING,
    _("The related work “{title}” was merged or withdrawn: dismiss the relation, or name what took its place."),
)
def inactive_relation(subject):
    for relation in subject.content.get("relations", []):
        target = (subject.targets or {}).get(normalise_key(relation["to"]))
        if target and relation.get("dismissed") is None and (target.state != "active" or target.redirect):
            yield Finding("", WHOLE, "", {"title": target.title})
