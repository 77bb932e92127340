"""Templates: every word is translatable, and nothing in them breaks the CSP."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
MARKUP = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
SHOWN_ATTRIBUTE = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"|type="submit"[^<>]*\bvalue="([^"]*)"')
FORBIDDEN = re.compile(r"<style|<script(?![^>]*\bsrc=)|\bstyle=|\bon[a-z]+=|\|safe\b|autoescape off|javascript:")
# Names, which are the same in every language.
NAMES = {"DOI", "PubMed", "PMC", "BibTeX", "RIS", "CSL-JSON", "PDF", "HTML", "Markdown", "JSON"}


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z][A-Za-z-]+", re.sub(r"&\w+;", " ", text))) - NAMES


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_word_is_translatable(path):
    bare = MARKUP.sub("", TRANSLATED.sub("", path.read_text(encoding="utf-8")))
    text = re.sub(r"<(code|title)\b.*?</\1>", " ", bare, flags=re.DOTALL)

    attributes = " ".join(text for found in SHOWN_ATTRIBUTE.findall(bare) for text in found)
    assert words(TAG.sub(" ", text)) | words(attributes) - {"number", "page"} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_inline_or_trusted_without_the_sanitiser(path):
    source = path.read_text(encoding="utf-8")

    assert (
        re.findall(r"<style|<script(?![^>]*\bsrc=)|\bstyle=|\bon[a-z]+=|\|safe\b|autoescape off|javascript:", source)
        == []
    )
