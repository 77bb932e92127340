"""The table of repairs in the order in which they are made: what stands twice goes before anything else is read."""

from artifacts.text.lint import addresses, citations, damage, headings, infobox, links, markup, records, targets
from artifacts.text.repairs.definitions import cite_footnotes, cite_pubmed_links, lift_definitions
from artifacts.text.repairs.descriptions import unwrap_description
from artifacts.text.repairs.glances import holds, knows_aliases, matches, names_itself
from artifacts.text.repairs.infoboxes import set_infobox
from artifacts.text.repairs.mending import Repair, by_rule
from artifacts.text.repairs.previews import drop_preview
from artifacts.text.repairs.sections import drop_empty_diagrams, drop_empty_drawings, drop_empty_introductions
from artifacts.text.repairs.signs import drop_marks_of_nothing, is_certain, undress

# How a mark stands behind a sentence.
BEHIND = (*(f"{sign} [@" for sign in ".:!?)]* \t"), "\t[@")

OLD_HOSTS = ("clinicaltrials.gov", "dx.doi.org", "ncbi.nlm.nih.gov/p", "uniprot.org/uniprot/", "drugbank.ca")
# A word with a figure or a hyphen, or one that goes on behind its link, as a link's words.
SLUG_SHOWN = r"\[(?:[a-z]*[0-9-][a-z0-9-]*+\]\(|[a-z]+\]\([^()\s]{0,300}\)['’]s)"

TABLE = (
    Repair(
        "mojibake",
        by_rule(damage.mojibake, "words", holds("Â", "Ã", "Î", "Ï", "â", "Β"), when=is_certain),
        "read {} in the right encoding",
        "character",
        "a letter, sign or quotation mark that was read in the wrong encoding: `Î±` is `α`, `ΒΆ` is `¶`",
        "the misread characters",
    ),
    Repair(
        "repeated-preview",
        drop_preview,
        "left out {}",
        "preview",
        "a text that begins with its own preview, up to a line of dots, or that stands twice in full, stands once",
        "a last word that was cut short",
    ),
    Repair(
        "recursive-description",
        unwrap_description,
        "unwrapped {}",
        "description",
        "of a description that quotes an earlier one of itself the innermost stays",
        "what stood around it",
    ),
    Repair(
        "definition-in-prose",
        lift_definitions,
        "made a reference of {}",
        "definition",
        "`[@dickson2002]: [Dickson DW … (2002)](https://pubmed…)` in the text is a reference of that citekey",
        "the line; its words are the reference's",
    ),
    Repair(
        "infobox-table",
        set_infobox,
        "made rows of {}",
        "infobox table",
        "an infobox of HTML is rows, in whose cells Markdown is read; one written as `&lt;table …&gt;` too",
        "what stands in the table and in no cell",
    ),
    Repair(
        "escaped-html",
        by_rule(markup.escaped_html, "words", holds("<")),
        "took {} of dress off",
        "tag",
        "tags of HTML that only dress words go: `<span style=…>0.72</span>` is `0.72`; `<a href>` is a link",
        "the tags",
    ),
    Repair(
        "escaped-tag",
        undress,
        "took {} off",
        "escaped tag",
        "the same for tags that are written `&lt;span …&gt;`",
        "the tags",
    ),
    Repair(
        "swallowed-table",
        by_rule(infobox.swallowed_table, "label"),
        "made {} in the infobox the head of a group",
        "table head",
        "a row of the infobox that was the head of a table of the text starts a group; its lost columns stay a finding",
    ),
    Repair(
        "language-repr",
        by_rule(damage.language_repr, "words", matches(r",\d{3}\.0(?![\d.])")),
        "set {} as it is meant",
        "printed value",
        "`268,838.0` is `268,838`",
        "the zero",
    ),
    Repair(
        "wrong-ending",
        by_rule(damage.wrong_ending, "words", holds("1th", "2th", "3th", "ypothesises", "nalysises")),
        "set {} right",
        "ending",
        "endings that a template hung on: `82th` is `82nd`, `hypothesises` is `hypotheses`",
        "the wrong word",
    ),
    Repair(
        "slug-as-title",
        by_rule(records.slug_as_title, "title", holds("# ")),
        "gave {} that was a slug the words of the first heading",
        "title",
        "a title that is the slug becomes the text's first heading of level 1",
        "the slug, which is the page's address",
    ),
    Repair(
        "raw-title-attribute",
        by_rule(records.raw_title_attribute, "attribute"),
        "took {} out of the title",
        "raw attribute",
        "`{#mitophagy-defects}` in a title goes",
        "the attribute",
    ),
    Repair(
        "doubled-link",
        by_rule(links.doubled_link, "words", holds(") ([", ")([", ")\t([", ")\n([")),
        "collapsed {}",
        "doubled link",
        "`[a](u) ([a](u))` is `[a](u)`; the abbreviation in the brackets was lost before",
    ),
    Repair(
        "stray-bracket",
        by_rule(links.stray_bracket, "words", holds("))")),
        "removed {}",
        "stray bracket",
        "a bracket behind a link that closes nothing goes: `([a](u)))`",
    ),
    Repair(
        "double-encoded-address",
        by_rule(addresses.double_encoded_address, "address", holds("%25")),
        "decoded {}",
        "address",
        "`http%253A…` in a web address is decoded once",
    ),
    Repair(
        "outdated-address",
        by_rule(addresses.outdated_address, "address", holds(*OLD_HOSTS)),
        "brought {} up to date",
        "web address",
        "addresses whose own sites tell where the record is now: `clinicaltrials.gov/ct2/show/NCT…` is"
        " `clinicaltrials.gov/study/NCT…`; PubMed, PMC, UniProt, DrugBank and `dx.doi.org` alike",
    ),
    Repair(
        "link-through-alias",
        by_rule(targets.link_through_alias, "target", knows_aliases),
        "led {} to the page itself",
        "link",
        "a link or wiki link to another name of a page names the page itself",
    ),
    Repair(
        "self-link",
        by_rule(targets.self_link, "words", names_itself),
        "unlinked {} from the page itself",
        "link",
        "a link to the page that it stands on is its words",
    ),
    Repair(
        "slug-as-link-text",
        by_rule(links.slug_as_link_text, "words", matches(SLUG_SHOWN)),
        "gave {} its page's title",
        "link",
        "a link whose words are a slug shows its target's title, where it is an item of a list or the title is"
        " the same words; never inside a phrase",
        "the slug",
    ),
    Repair(
        "pubmed-link",
        cite_pubmed_links,
        "made a citation of {}",
        "numbered link to PubMed",
        "`[1](https://pubmed…/32956555/)` is `[@pmid32956555]`, a reference by its PMID",
        "the number",
    ),
    Repair(
        "footnote-citation",
        cite_footnotes,
        "made a citation of {}",
        "footnote",
        "`[^6]`, where its note holds a work with its identifier or its authors, title and year and nothing else, is a"
        " citation of that work",
        "the note; its words are the reference's",
    ),
    Repair(
        "citation-of-nothing",
        drop_marks_of_nothing,
        "removed {}",
        "citation of no work",
        "`[@PMID:unassigned]` and the like go; identifiers that look made up stay, and are findings",
        "the mark",
    ),
    Repair(
        "citation-in-table-head",
        by_rule(citations.citation_in_table_head, "mark", holds("[@")),
        "moved {} out of the line below a table's head",
        "citation",
        "a mark behind `|---|---|`, which breaks the table, stands in the head's last cell",
    ),
    Repair(
        "citation-behind-row",
        by_rule(citations.citation_behind_row, "mark", holds("[@")),
        "moved {} into the last cell",
        "citation",
        "a mark behind the last `|` of a row stands in the row's last cell",
    ),
    Repair(
        "displaced-citation",
        by_rule(citations.displaced_citation, "mark", holds(*BEHIND)),
        "removed {} behind a sentence",
        "citation",
        "a mark that a script put behind a full stop goes, where each of its keys is cited at words elsewhere too",
        "the mark",
    ),
    Repair(
        "raw-heading-attribute",
        by_rule(headings.raw_heading_attribute, "title", holds("{")),
        "took {} out of headings",
        "raw attribute",
        "`{.unnumbered}` in a heading goes; an id at its end is its anchor, and stays",
        "the attribute",
    ),
    Repair(
        "repeated-title",
        by_rule(headings.repeated_title, "title", holds("# ")),
        "dropped {} that repeated the title",
        "heading",
        "a first heading that is the title goes: the title stands above the text",
    ),
    Repair(
        "duplicate-heading",
        by_rule(headings.duplicate_heading, "title", holds("#")),
        "dropped {}",
        "empty twin heading",
        "of two sections of one name at one place of the outline the empty one goes",
    ),
    Repair(
        "diagram-of-nothing",
        drop_empty_drawings,
        "dropped {}",
        "empty diagram",
        "a Mermaid diagram that draws nothing goes",
        "its first line",
    ),
    Repair(
        "empty-diagram",
        drop_empty_diagrams,
        "dropped {} of diagrams that are not there",
        "heading",
        "a section such as “Mechanism of Action Flowchart” that holds nothing goes",
        "its heading",
    ),
    Repair(
        "empty-introduction",
        drop_empty_introductions,
        "dropped {} above nothing",
        "heading",
        "an empty Overview, Introduction, Summary, Background or Description goes; any other heading tells what is"
        " missing, and stays a finding",
        "its heading",
    ),
    Repair(
        "empty-references",
        by_rule(headings.references_without_entries, "", holds("#")),
        "dropped {}",
        "empty References heading",
        "an empty list of references goes: the list is made from the citations",
        "its heading",
    ),
)
REPAIRS: dict[str, Repair] = {repair.name: repair for repair in TABLE}
