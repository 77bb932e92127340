"""Tags of a page: short words that pages are sorted by, kept in its metadata as the list `tags`."""

KEY = "tags"
LONGEST = 60


def page_tags(metadata: dict) -> list[str]:
    """The tags that metadata holds, each once, in alphabetical order; what is no tag there is passed over."""
    given = metadata.get(KEY)
    words = [" ".join(word.split()) for word in given if isinstance(word, str)] if isinstance(given, list) else []
    return sorted({word for word in words if word and len(word) <= LONGEST})


def with_tags(metadata: dict, tags) -> dict:
    """The metadata with these tags in place of those that it holds; without the key where there are none."""
    others = {key: value for key, value in metadata.items() if key != KEY}
    named = page_tags({KEY: list(tags)})
    return others | ({KEY: named} if named else {})
