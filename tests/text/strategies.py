"""Random texts made of what Markdown is made of, so that marks meet code, links and each other."""

from hypothesis import strategies as st

MARKS = ("[@a]", "[@b, p. 1]", "[@a; @c]", "[@", "[[genes-smn1]]", "[[", "]]", "[x](/genes/smn1)", "[", "](", ")", "![")
DOUBTS = ("{needs source}", "{disputed: no}", "{disputed", "}")
CODE = ("`", "``", "```", "~~~", "    ", "\\", "$", "$$", "<!--", "-->")
BLOCKS = ("\n", "\n\n", "# ", "- ", "> ", "1. ", "|", "|-|\n", "{#a}", "---", "[^1]", "[^1]: ", "^[", "[@a]: ")
INLINE = ("a", "B c", " ", "*", "**", "_", "~~", "<b>", "</b>", "<sub>", "&lt;", "&#", ";", "https://a.org", "<i")

texts = st.lists(st.sampled_from(MARKS + DOUBTS + CODE + BLOCKS + INLINE), max_size=25).map("".join)
