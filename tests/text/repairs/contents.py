"""What the tests of repairs mend: a page with a body, and what is known of other pages."""

TITLES = {
    "wiki-genes-smn1": "SMN1",
    "wiki-cell-types-motor-neurons": "Motor neurons",
    "wiki-diseases-amyotrophic-lateral-sclerosis": "Amyotrophic lateral sclerosis",
}
ALIASES = {"wiki-diseases-als": "wiki-diseases-amyotrophic-lateral-sclerosis"}


def page(body: str = "", **fields) -> dict:
    return {
        "kind": "page",
        "slug": "genes-smn2",
        "title": "SMN2",
        "entity_type": "gene",
        "kg_node_id": "",
        "metadata": {},
        "body": body,
        "infobox": [],
        "citations": {},
        **fields,
    }
