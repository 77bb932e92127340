"""The rules of lint as a table of Markdown, as docs/findings.md holds it."""

from artifacts.text.lint import RULES

HEAD = "| rule | severity | looks at | says |\n|---|---|---|---|"


def rule_table() -> str:
    rows = (
        f"| `{rule.name}` | {rule.severity} | {', '.join(rule.kinds)} | {rule.template.replace('|', '&#124;')} |"
        for rule in sorted(RULES.values(), key=lambda rule: rule.name)
    )
    return "\n".join([HEAD, *rows])
