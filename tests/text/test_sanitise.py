"""The sanitiser: whatever goes in, only allowed tags, attributes, classes, schemes and ids come out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from artifacts.text.markdown import parse, parse_inline, render
from artifacts.text.sanitise import ATTRIBUTES, CLASSES, TAGS, sanitise, without_links
from tests.text.contexts import context
from tests.text.strategies import texts

OWN_ID = re.compile(r"s-.+|ref-\d+|cite-\d+-\d+|fn\d+|fnref\d+(-\d+)?|doubt-\d+")
ADDRESS = re.compile(r"https?://|mailto:|/(?!/)|[#?]|$", re.IGNORECASE)
VECTORS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<a href='//evil.example' target=_blank id=references class=banner style='x:y'>x</a>",
    "<h2 id='content' onclick='x'>x</h2>",
    "<li id=admin>x</li>",
    "<form action=/admin/logout><button>x</button></form>",
    "<style>*{display:none}</style>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<object data=x></object><embed src=x>",
    "<template><script>x</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<div class='banner table-scroll' id=x data-x=y>a</div>",
    "<details ontoggle=x open>a</details>",
    "<video><source onerror=x></video>",
    "]]><!--><script>x</script>",
    "<p <b a='>' onclick=x>",
    "</p></div></main><h1>x</h1>",
    "<p title=x lang=y>a</p>",
)
MARKDOWN = (
    *VECTORS,
    *(f"[a]({vector})" for vector in VECTORS),
    *(f"![{vector}](/media/a '{vector}')" for vector in VECTORS),
)
pieces = st.sampled_from(
    (*VECTORS, "<", ">", "'", '"', "&", "javascript:", "<b", " onclick=x", " id=x", "a", "<h2 id=s-x>")
)


def broken_rules(html: str) -> list[str]:
    found = []
    tree = lxml_html.fragment_fromstring(html, create_parent="main")
    for element in tree.iterdescendants():
        if not isinstance(element.tag, str) or element.tag not in TAGS:
            found.append(f"tag {element.tag}")
            continue
        for name, value in element.attrib.items():
            if name == "class":
                if set(value.split()) - CLASSES.get(element.tag, set()):
                    found.append(f"class {value}")
            elif name not in ATTRIBUTES.get(element.tag, set()):
                found.append(f"attribute {name}")
            elif name == "id" and not OWN_ID.fullmatch(value):
                found.append(f"id {value}")
            elif name in ("href", "src") and not ADDRESS.match(value):
                found.append(f"address {value}")
    return found


@pytest.mark.parametrize("source", MARKDOWN)
def test_a_vector_as_markdown_breaks_no_rule(source):
    assert broken_rules(render(parse(source), context())) == []
    assert broken_rules(render(parse_inline(source), context())) == []


@pytest.mark.parametrize("html", VECTORS)
def test_a_vector_as_html_breaks_no_rule(html):
    assert broken_rules(sanitise(html)) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=12).map("".join))
def test_random_html_breaks_no_rule(html):
    assert broken_rules(sanitise(html)) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(texts | pieces, max_size=6).map("".join))
def test_random_markdown_breaks_no_rule(source):
    assert broken_rules(render(parse(source), context())) == []


@settings(max_examples=200, deadline=None)
@given(texts)
def test_no_id_stands_twice(source):
    ids = re.findall(r' id="([^"]*)"', render(parse(source), context()))

    assert len(set(ids)) == len(ids)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_what_was_sanitised_stays_as_it_is(source):
    html = render(parse(source), context())

    assert sanitise(html) == html


def test_a_line_without_its_links_keeps_its_words_and_their_italics():
    html = (
        '<em>SMN2</em> in <a class="to-page" href="/artifact/x" title="X">motor <b>neurons</b></a>'
        '<sup class="cite unresolved"><a href="#ref-1" id="cite-1-1">1?</a></sup> x<sup>2</sup>'
    )

    assert without_links(html) == "<em>SMN2</em> in motor <b>neurons</b> x<sup>2</sup>"
