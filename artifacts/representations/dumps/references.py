"""Works of a dump: `refs_json` of a page, read into references that every page which cites them shares."""

from artifacts.representations.dumps.incoming import Incoming


class Works:
    """`citations` leads citekeys to ids of `works`; `details` is what a page says of a work beyond its record."""

    def __init__(self, refs: dict):
        self.citations: dict[str, str | None] = {}
        self.works: list[Incoming] = []
        self.details: dict[str, dict] = {}
        self.notes: list[str] = []
