"""Which table a row is of."""

import pytest

from artifacts.representations.dumps.kinds import kind_of_file
from tests.representations.dumps.files import lines, told, written


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wiki_pages.jsonl", "wiki_page"),
        ("dump/2026-05_Wiki_Pages-001.csv", "wiki_page"),
        ("artifact_links.parquet", "artifact_link"),
        ("artifacts.jsonl.gz", "artifact"),
        ("papers/part-3.parquet", "paper"),
        ("kg_edges.csv", "edge"),
        ("dump/pages/genes-smn1.md", "exchanged_page"),
        ("analyses/SDA-1.md", "exchanged_analysis"),
        ("notes/x.md", ""),
        ("dump/references.json", "exchanged_reference"),
        ("captures/nusinersen.txt", "captured"),
        ("wiki_pages.rejects.jsonl", ""),
        ("newspapers.jsonl", ""),
        ("analysis-of-may.jsonl", ""),
        ("rows.jsonl", ""),
    ],
)
def test_a_files_name_tells_the_kind_of_its_rows(name, kind):
    assert kind_of_file(name) == kind


def test_a_field_tells_the_kind_where_the_name_does_not(tmp_path):
    rows = [
        {"table": "papers", "type": "review", "id": "p-1"},
        {"kind": "Edge", "subject": "SMN1"},
        {"type": "wiki_pages", "slug": "genes-smn1"},
        {"type": "review", "id": "p-2"},
        {"table": "figures", "id": "f-1"},
    ]
    tables = "wiki_pages, artifacts, artifact_links, hypotheses, analyses, papers, edges"

    assert told(written(tmp_path, "rows.jsonl", lines(*rows))) == [
        ("paper", {"type": "review", "id": "p-1"}),
        ("edge", {"subject": "SMN1"}),
        ("wiki_page", {"slug": "genes-smn1"}),
        (4, f"Neither a field nor the file's name tells which table it is of: {tables}."),
        (5, f"It says that it is of the table 'figures'; the tables are {tables}."),
    ]
