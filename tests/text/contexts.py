"""What the fixture files draw on: a few targets, and a few works."""

from artifacts.text.citations import Citations
from artifacts.text.markdown import Context, Target

SMN1 = Target("/artifact/wiki-genes-smn1", "SMN1", "page")
TARGETS = {
    "wiki-genes-smn1": SMN1,
    "genes-smn1": SMN1,
    "wiki-survival-gene": SMN1,
    "h-0badcafe": Target("/artifact/h-0badcafe", "Earlier is better", "hypothesis"),
    "sda-2026-04-01-gap-001": Target("/artifact/SDA-2026-04-01-gap-001", 'When does "it" stop?', "analysis"),
}
# Two keys of one work, and a second work.
WORKS = {"cherish2018": "ref-mercuri2018", "mercuri2018": "ref-mercuri2018", "finkel2017": "ref-finkel2017"}


def context() -> Context:
    return Context(targets=TARGETS, citations=Citations(WORKS))
