"""The rules of lint, all of them: what an artifact is held against, and what was found said in words."""

from artifacts.text.lint import (
    addresses,
    citations,
    damage,
    diagrams,
    headings,
    infobox,
    links,
    markup,
    prose,
    records,
    repeats,
    sources,
    targets,
    terms,
    works,
)
from artifacts.text.lint.findings import Finding, Rule
from artifacts.text.lint.subject import Subject

MODULES = (
    *(records, infobox, citations, works, links, targets, addresses, headings),
    *(prose, repeats, damage, markup, diagrams, sources, terms),
)
RULES: dict[str, Rule] = {
    rule.name: rule for module in MODULES for rule in vars(module).values() if isinstance(rule, Rule)
}


def lint(subject: Subject) -> list[Finding]:
    """Every finding of every rule that looks at this kind of artifact, rule by rule; a text over its limits is one."""
    refused = records.text_over_limits.check(subject)
    looking = () if refused else (rule for rule in RULES.values() if subject.kind in rule.kinds)
    return [*refused, *(finding for rule in looking for finding in rule.check(subject))]


def told(finding: Finding) -> str:
    """The finding's sentence, in English; pages translate the rule's template instead."""
    return RULES[finding.rule].template.format(**finding.params)
