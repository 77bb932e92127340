"""Cells of a spreadsheet: text that a program could take for a formula is escaped by an apostrophe, and read back."""

# Signs with which a spreadsheet program begins a formula, their full-width forms, and what it skips before them.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ESCAPE = "'"


def escape_cell(text: str) -> str:
    """`=1+1` as `'=1+1`; a text that begins with the apostrophe itself gets another one, so that nothing is lost."""
    return ESCAPE + text if text.startswith((*FORMULA, ESCAPE)) else text


def unescape_cell(text: str) -> str:
    """`'=1+1` as `=1+1`; an apostrophe before anything else belongs to the text."""
    rest = text.removeprefix(ESCAPE)
    return rest if rest != text and rest.startswith((*FORMULA, ESCAPE)) else text
