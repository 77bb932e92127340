"""The table of repairs in the order in which they are made: what stands twice goes before anything else is read."""

from artifacts.text.lint import addresses, citations, headings, infobox, links
from artifacts.text.repairs.mending import Repair, by_rule

TABLE = (
    Repair(
        "swallowed-table",
        by_rule(infobox.swallowed_table, "label"),
        "made {} in the infobox the head of a group",
        "table head",
        "a row of the infobox that was the head of a table of the text starts a group there",
    ),
    Repair(
        "doubled-link",
        by_rule(links.doubled_link, "words", ") ([", ")(["),
        "collapsed {}",
        "doubled link",
        "`[a](u) ([a](u))` is `[a](u)`",
        "the second link, whose words stand in the first",
    ),
    Repair(
        "stray-bracket",
        by_rule(links.stray_bracket, "words", ")))"),
        "removed {}",
        "stray bracket",
        "a bracket behind a link that closes nothing goes",
    ),
    Repair(
        "slug-as-link-text",
        by_rule(links.slug_as_link_text, "words", "]("),
        "gave {} the title of its page",
        "link",
        "a link whose words are a slug shows its target's title where it stands alone, or the title is the same words",
        "the slug",
    ),
    Repair(
        "double-encoded-address",
        by_rule(addresses.double_encoded_address, "address", "%25"),
        "decoded {}",
        "address",
        "a web address that was encoded twice is decoded once",
    ),
    Repair(
        "displaced-citation",
        by_rule(citations.displaced_citation, "mark", "[@"),
        "removed {} that stood behind its sentence",
        "citation",
        "a mark behind a sentence goes where each of its keys is cited attached to words elsewhere",
    ),
    Repair(
        "duplicate-heading",
        by_rule(headings.duplicate_heading, "title", "#"),
        "dropped {}",
        "empty twin heading",
        "of two sections of one name at one place the empty one goes",
        "its heading, which stands in the other",
    ),
    Repair(
        "empty-references",
        by_rule(headings.references_without_entries, "", "#"),
        "dropped {}",
        "empty References heading",
        "an empty list of references goes: the list is made from the citations",
        "its heading",
    ),
)
REPAIRS: dict[str, Repair] = {repair.name: repair for repair in TABLE}
