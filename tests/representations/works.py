"""Works for tests of what is made of CSL-JSON, among them some that want to break out of every format."""

from tests.helpers import CSL

ARTICLE = CSL | {"issue": "1", "DOI": "10.1016/0092-8674(95)90460-3", "PMID": "7813012"}
HOSTILE = (
    "plain",
    "a } b { c",
    "}, evil = {x",
    "}\n@article{evil, title={x}",
    "a\nER  - \nTY  - JOUR\nTI  - evil",
    "100% of #1 & $2 ~ ^ _ \\ \\\\",
    "\\input{/etc/passwd} \\",
    "<script>alert(1)</script>",
    "a and b",
    "\"quoted\" “quoted” 'x'",
    "β-Überblick 治疗 …",
    "a\tb\r\nc\u2028d\x0be",
    "% comment",
    "@string{a=1}",
    "a = b, c",
    "-- --- -",
)
