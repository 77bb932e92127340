"""Citation styles: works as the style's own rules want them, and nothing hostile in a line."""

import json
from pathlib import Path

import pytest
from lxml import html as lxml_html

from artifacts.errors import ContentError
from artifacts.representations.styles import STYLES, format_citation
from tests.cases import read_cases, title_of
from tests.representations.works import ARTICLE, HOSTILE

DEMO = Path(__file__).parent.parent.parent / "artifacts" / "demo" / "references.json"
WORKS = {work["id"]: work for work in json.loads(DEMO.read_text(encoding="utf-8"))}
CASES = [
    (
        WORKS["ref-baranello2021"],
        "Baranello G, Darras BT, Day JW, et al. Risdiplam in Type 1 Spinal Muscular Atrophy. <i>N Engl J Med</i>. "
        "2021;384(10):915-923. doi:10.1056/NEJMoa2009965",
        "Baranello G, Darras BT, Day JW, et al. Risdiplam in Type 1 Spinal Muscular Atrophy. N Engl J Med "
        "2021;384:915–23. https://doi.org/10.1056/NEJMoa2009965.",
        "Baranello, G., Darras, B. T., Day, J. W., et al. (2021). Risdiplam in Type 1 Spinal Muscular Atrophy. "
        "<i>The New England Journal of Medicine</i>, <i>384</i>(10), 915–923. https://doi.org/10.1056/NEJMoa2009965",
    ),
    (
        WORKS["ref-bennett2017"],
        "Bennett CF, Baker BF, Pham N, Swayze E, Geary RS. Pharmacology of Antisense Drugs. "
        "<i>Annu Rev Pharmacol Toxicol</i>. 2017;57:81-105. doi:10.1146/annurev-pharmtox-010716-104846",
        "Bennett CF, Baker BF, Pham N, Swayze E, Geary RS. Pharmacology of Antisense Drugs. "
        "Annu Rev Pharmacol Toxicol 2017;57:81–105. https://doi.org/10.1146/annurev-pharmtox-010716-104846.",
        "Bennett, C. F., Baker, B. F., Pham, N., Swayze, E., &amp; Geary, R. S. (2017). Pharmacology of Antisense "
        "Drugs. <i>Annual Review of Pharmacology and Toxicology</i>, <i>57</i>, 81–105. "
        "https://doi.org/10.1146/annurev-pharmtox-010716-104846",
    ),
    (
        WORKS["ref-chiriboga2016"],
        "Chiriboga CA, Swoboda KJ, Darras BT, et al. Results from a phase 1 study of nusinersen (ISIS-SMN(Rx)) in "
        "children with spinal muscular atrophy. <i>Neurology</i>. 2016;86(10):890-897. "
        "doi:10.1212/WNL.0000000000002445",
        "Chiriboga CA, Swoboda KJ, Darras BT, Iannaccone ST, Montes J, De Vivo DC, et al. Results from a phase 1 study "
        "of nusinersen (ISIS-SMN(Rx)) in children with spinal muscular atrophy. Neurology 2016;86:890–7. "
        "https://doi.org/10.1212/WNL.0000000000002445.",
        "Chiriboga, C. A., Swoboda, K. J., Darras, B. T., Iannaccone, S. T., Montes, J., De Vivo, D. C., Norris, D. "
        "A., Bennett, C. F., &amp; Bishop, K. M. (2016). Results from a phase 1 study of nusinersen (ISIS-SMN(Rx)) in "
        "children with spinal muscular atrophy. <i>Neurology</i>, <i>86</i>(10), 890–897. "
        "https://doi.org/10.1212/WNL.0000000000002445",
    ),
    (
        WORKS["ref-hdcrg1993"],
        "The Huntington's Disease Collaborative Research Group. A novel gene containing a trinucleotide repeat that is "
        "expanded and unstable on Huntington's disease chromosomes. <i>Cell</i>. 1993;72(6):971-983. "
        "doi:10.1016/0092-8674(93)90585-E",
        "The Huntington's Disease Collaborative Research Group. A novel gene containing a trinucleotide repeat that is "
        "expanded and unstable on Huntington's disease chromosomes. Cell 1993;72:971–83. "
        "https://doi.org/10.1016/0092-8674(93)90585-E.",
        "The Huntington's Disease Collaborative Research Group. (1993). A novel gene containing a trinucleotide repeat "
        "that is expanded and unstable on Huntington's disease chromosomes. <i>Cell</i>, <i>72</i>(6), 971–983. "
        "https://doi.org/10.1016/0092-8674(93)90585-E",
    ),
    (
        {
            "title": "2019 in review",
            "container-title": "Cell",
            "issued": {"date-parts": [[2020]]},
            "type": "article-journal",
        },
        "2019 in review. <i>Cell</i>. Published online 2020.",
        "2019 in review. Cell 2020.",
        "2019 in review. (2020). <i>Cell</i>.",
    ),
    (
        {**ARTICLE, "title": "What next?", "author_list_complete": False, "DOI": "10.1002/a..b"},
        "Lefebvre S, Bürglen L, et al. What next? <i>Cell</i>. 1995;80(1):155-165. doi:10.1002/a..b",
        "Lefebvre S, Bürglen L, et al. What next? Cell 1995;80:155–65. https://doi.org/10.1002/a..b.",
        "Lefebvre, S., Bürglen, L., et al. (1995). What next? <i>Cell</i>, <i>80</i>(1), 155–165. "
        "https://doi.org/10.1002/a..b",
    ),
    (
        {**ARTICLE, "title": "Wait... a <i>gene</i> & <script>x</script>", "DOI": ""},
        "Lefebvre S, Bürglen L. Wait... a <i>gene</i> &amp; &lt;script&gt;x&lt;/script&gt;. <i>Cell</i>. "
        "1995;80(1):155-165.",
        "Lefebvre S, Bürglen L. Wait... a <i>gene</i> &amp; &lt;script&gt;x&lt;/script&gt;. Cell 1995;80:155–65.",
        "Lefebvre, S., &amp; Bürglen, L. (1995). Wait... a <i>gene</i> &amp; &lt;script&gt;x&lt;/script&gt;. "
        "<i>Cell</i>, <i>80</i>(1), 155–165.",
    ),
    (
        {
            "type": "chapter",
            "title": "A chapter",
            "author": ARTICLE["author"][:1],
            "editor": [{"family": "Ed", "given": "Ida"}],
            "container-title": "A book",
            "publisher": "Press",
            "issued": {"date-parts": [[2000]]},
            "page": "1-9",
        },
        "Lefebvre S. A chapter. In: Ed I, ed. <i>A Book</i>. Press; 2000:1-9.",
        "Lefebvre S. A chapter. In: Ed I, editor. A book, Press; 2000, p. 1–9.",
        "Lefebvre, S. (2000). A chapter. In I. Ed (Ed.), <i>A book</i> (pp. 1–9). Press.",
    ),
    (
        {
            "type": "webpage",
            "title": "SMN1 (revision 3)",
            "author": [{"literal": "SciDEX contributors"}],
            "container-title": "SciDEX",
            "version": "3",
            "issued": {"date-parts": [[2026, 4, 1]]},
            "URL": "https://wiki.example.org/artifact/wiki-genes-smn1/r/3",
        },
        "SciDEX contributors. SMN1 (revision 3). SciDEX. April 1, 2026. "
        "https://wiki.example.org/artifact/wiki-genes-smn1/r/3",
        "SciDEX contributors. SMN1 (revision 3). SciDEX 2026. https://wiki.example.org/artifact/wiki-genes-smn1/r/3.",
        "SciDEX contributors. (2026, April 1). <i>SMN1 (revision 3)</i>. SciDEX. "
        "https://wiki.example.org/artifact/wiki-genes-smn1/r/3",
    ),
]


@pytest.mark.parametrize(("csl", "ama", "vancouver", "apa"), CASES, ids=[case[0]["title"][:30] for case in CASES])
def test_a_work_in_three_styles(csl, ama, vancouver, apa):
    assert format_citation(csl, "ama") == ama
    assert format_citation(csl, "vancouver") == vancouver
    assert format_citation(csl, "apa") == apa


@pytest.mark.parametrize("case", read_cases("styles.txt"), ids=title_of)
def test_a_work_in_every_style(case):
    lines = [f"{style}: {format_citation(json.loads(case.given), style)}" for style in STYLES]

    assert lines == case.expected.splitlines()


def test_signs_of_our_own_in_a_record_mean_nothing():
    csl = {**ARTICLE, "title": "A\ue000 \ue001title", "author": [{"family": "\ue000", "given": "\ue001X"}]}

    for style in STYLES:
        assert not {"\ue000", "\ue001"} & set(format_citation(csl, style))


def people(number: int) -> list[dict]:
    return [{"family": f"Abc{chr(97 + n % 26)}{chr(97 + n // 26)}", "given": "X."} for n in range(number)]


def test_apa_names_the_first_nineteen_authors_and_the_last():
    line = format_citation({**ARTICLE, "author": people(60)}, "apa")

    assert line.startswith("Abcaa, X., Abcba, X., ")
    assert "Abcsa, X., … Abchc, X. (1995)" in line


@pytest.mark.parametrize("style", STYLES)
def test_a_list_that_is_cut_short_ends_in_et_al_in_every_style(style):
    for number in (1, 2, 3, 7, 25):
        line = format_citation({**ARTICLE, "author": people(number), "author_list_complete": False}, style)

        assert (line.count("et al"), "\ue000" in line, "…" in line) == (1, False, False)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_brings_a_tag_of_its_own(style, text):
    fields = ("title", "container-title", "volume", "page", "publisher", "DOI", "URL")
    csl = {**ARTICLE, **dict.fromkeys(fields, text), "author": [{"family": text, "given": text}, {"literal": text}]}

    line = format_citation(csl, style)

    tree = lxml_html.fragment_fromstring(line, create_parent="p")
    assert {element.tag for element in tree.iterdescendants()} <= {"i", "b", "sub", "sup", "span"}
    assert [element.attrib for element in tree.iterdescendants() if element.attrib] == []


def test_a_style_that_is_not_here_is_refused():
    with pytest.raises(ContentError, match="'mla' is no citation style here: use ama, vancouver, apa"):
        format_citation(ARTICLE, "mla")
