"""Diagrams and formulas in a browser: drawn by our own copies of the libraries, and told in words."""

from playwright.sync_api import expect

from artifacts.models import Artifact
from artifacts.representations.contents import content_of
from tests.helpers import edit

BODY = """Where $\\Psi$ is small,

$$\\frac{a}{b} + \\ce{H2O2}$$

```mermaid
flowchart LR
  accTitle: Splicing
  a["SMN2 <img src=x onerror=alert(1)>"] -->|yields| b["SMN"]
```

```mermaid
flowchart LR
  a -->
```

```mermaid
%%{init: {"securityLevel": "loose"}}%%
flowchart LR
  a --> b
```

$$\\frac{a$$
"""


def test_diagrams_and_formulas_are_drawn_and_broken_ones_show_their_source(page, site, people, complaints):
    smn2 = Artifact.objects.get(public_id="wiki-genes-smn2")
    edit(smn2, by=people["rhea"], body=f"{BODY}\n\n{content_of(smn2)['body']}", live=True)

    page.goto(f"{site}/artifact/wiki-genes-smn2")

    frame = page.frame_locator("iframe[title='Diagram: Splicing']")
    expect(frame.locator("svg")).to_contain_text("SMN2")
    expect(frame.locator("img")).to_have_count(0)
    drawn, broken, refused = page.locator("figure.diagram").all()[:3]
    expect(drawn.locator("figcaption").first).to_have_text("Splicing")
    drawn.locator("summary").click()
    expect(drawn.locator("details .told")).to_contain_text("→ SMN (yields)")
    expect(broken.locator(".note")).to_contain_text("cannot be drawn")
    expect(broken.locator("pre")).to_be_visible()
    expect(refused.locator(".note")).to_contain_text("not allowed here")
    expect(page.locator(".formula math").first).to_be_attached()
    expect(page.locator("div.formula")).to_have_count(1)
    expect(page.locator("pre.tex")).to_have_text("\\frac{a")
    assert complaints == []
