"""Plain HTML: what readers read of sanitised markup."""

import pytest

from artifacts.text.plain_html import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Motor <b>neu</b>rons.</p><p>More.</p>", "Motor neurons. More."),
        ('<p>So.<sup class="cite" id="x"><a href="#r" title="a &gt; b">1</a></sup> And</p>', "So. And"),
        ("<p>H<sub>2</sub>O, 10<sup>-3</sup>, x<sup>th</sup></p>", "H2O, 10⁻³, xth"),
        ('<a title="a > b" href="/x">word</a>', "word"),
        ("<table><tr><th>A</th><td>1</td></tr></table>", "A 1"),
        ("&lt;script&gt; &amp; &#39;", "<script> & '"),
        ('<p>So.<sup class="doubt disputed" id="d">disputed: x</sup> And</p>', "So. And"),
        ('<figure><pre class="mermaid"><code>A--&gt;B</code></pre><figcaption>A → B</figcaption></figure>', "A → B"),
        ("a<br>b<hr>c", "a b c"),
        ("", ""),
    ],
)
def test_tags_go_and_blocks_stay_apart(html, text):
    assert plain(html) == text
