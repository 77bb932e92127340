"""XML: text without the characters that XML 1.0 cannot hold."""

import re

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without control characters, half surrogate pairs and non-characters; `&` and `<` are a writer's."""
    return FORBIDDEN.sub("", text)
