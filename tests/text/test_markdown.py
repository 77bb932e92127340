"""Markdown: what a text draws on, its table of contents and its words, known before anything is looked up."""

from artifacts.text.markdown import Context, Heading, parse, parse_inline, plain_text, render


def test_what_a_text_links_and_cites_is_listed_once_each():
    parsed = parse("[a](/genes/smn1) [[genes-smn1]] [b](https://a.org) [@k][@l] [@k] ![x](/media/a.png) ![](b.png)")

    assert parsed.target_keys == (("wiki-genes-smn1", "genes-smn1"),)
    assert parsed.citekeys == ("k", "l")
    assert parsed.images == ("/media/a.png",)


def test_the_table_of_contents_holds_every_heading_with_words():
    parsed = parse("# The *SMN2* gene[@a] {#gene}\n\n### Detail\n\n## \n\n> ## Quoted")

    assert parsed.headings == (
        Heading(2, "The SMN2 gene", "s-gene"),
        Heading(4, "Detail", "s-detail"),
        Heading(3, "Quoted", "s-quoted"),
    )


def test_plain_text_is_the_words_alone():
    source = (
        "# A *b*\n\nSee [c](/d)[@e] `f` $g$ [[h|i]].  \nj<br>k\n\n```mermaid\nl\n```\n\n```\nm\n```\n\n![n](/media/o)"
    )

    assert plain_text(parse(source)) == "A b\nSee c f g i. j k\nm\nn"


def test_one_line_has_no_blocks():
    assert render(parse_inline("# *a* [@b]\n\n- c"), Context()).startswith("# <em>a</em> <sup")


def test_line_ends_of_other_systems_are_line_ends():
    assert render(parse("# a\r\n\r\nb\rc"), Context()) == render(parse("# a\n\nb\nc"), Context())
    assert parse("a\r\nb").source == parse_inline("a\r\nb").source


def test_rendering_twice_gives_the_same():
    parsed = parse("a[@b] [c](/d) ![e](https://f.org/g.png)\n\n## h\n\n[^1] x\n\n[^1]: i")

    assert render(parsed, Context()) == render(parsed, Context())
