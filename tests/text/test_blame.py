"""Blame: each sentence to the version it stood in first; held against a brute-force count over random histories."""

from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.blame import Ledger, row_ledger, runs_of, text_ledger

SENTENCES = [
    "It binds.",
    "It folds [@a; @b, p. 1].",
    "A mean of 4.0 mg was seen, e.g. in mice.",
    "p53 rises.",
    "Is it?",
]
LINES = ["## Role", "- One item. Or two.", "| a | b. C |", "```\nx. Y\n\nz\n```"]
# A text as its author knows it: paragraphs of whole sentences, or of one line.
prose = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(tuple)
paragraphs = prose | st.sampled_from(LINES).map(lambda line: (line,))
STEPS = ("insert", "drop", "move", "double", "edit", "restore", "join")


def read(*texts: str, ledger: Ledger | None = None) -> Ledger:
    """A ledger that has read texts as versions 1, 2, 3 ..."""
    ledger = ledger or text_ledger()
    for number, text in enumerate(texts, 1):
        ledger.read(text.split("\n\n"), number)
    return ledger


def blamed(*texts: str) -> list[list[tuple[str, int]]]:
    return [[(run.text, run.origin) for run in paragraph] for paragraph in runs_of(texts[-1], read(*texts))]


def test_a_sentence_belongs_to_the_version_that_brought_it():
    assert blamed("One. Two.", "One. New. Two.", "One. New. Two. Three.") == [
        [("One. ", 1), ("New. ", 2), ("Two. ", 1), ("Three.", 3)]
    ]


def test_neighbours_of_one_version_are_one_run_within_their_paragraph():
    assert blamed("A one. B two.\n\nC three.", "A one. B two.\n\nC three.\n\nD four. E five.") == [
        [("A one. B two.", 1)],
        [("C three.", 1)],
        [("D four. E five.", 2)],
    ]


def test_a_changed_sentence_belongs_to_who_changed_it_and_its_neighbours_do_not():
    assert blamed("A mean of 4.0. It held.", "A mean of 4.9. It held.") == [[("A mean of 4.9. ", 2), ("It held.", 1)]]


def test_a_sentence_keeps_its_author_when_it_moves_into_another_paragraph():
    assert blamed("One. Two.\n\nThree.", "Two.\n\nThree. One.") == [[("Two.", 1)], [("Three. One.", 1)]]


def test_a_restored_sentence_keeps_its_first_author():
    assert blamed("One. Two.", "One.", "", "One. Two.") == [[("One. Two.", 1)]]


def test_a_second_copy_belongs_to_the_version_that_made_it():
    assert blamed("One.", "One.\n\nOne.", "One.\n\nOne.\n\nTwo.") == [[("One.", 1)], [("One.", 2)], [("Two.", 3)]]


def test_a_line_broken_elsewhere_is_no_other_sentence():
    assert blamed("It is\nlost.  Next.", "It is lost.\nNext.") == [[("It is lost.\nNext.", 1)]]


def test_what_was_folded_in_comes_from_its_source_as_often_as_it_stood_there():
    source, target = read("Old.", "Old. Ours."), text_ledger()
    target.read(["Mine."], "first")

    target.read(["Mine. Ours. Old.", "Ours.", "Mine."], "merge", [source.standing()])

    assert list(target.origins(["Mine.", "Ours.", "Old.", "Ours.", "Mine."])) == ["first", 2, 1, "merge", "merge"]


def test_what_no_longer_stood_in_the_source_is_put_down_to_the_merge():
    target = text_ledger()

    target.read(["Gone. Kept."], "merge", [read("Gone. Kept.", "Kept.").standing()])

    assert list(target.origins(["Gone.", "Kept."])) == ["merge", 1]


def test_rows_are_told_apart_by_all_that_they_say():
    ledger = row_ledger()
    for number, rows in enumerate([["Band: 5q13"], ["Band: 5q13.2"], ["Band: 5q13.2", "Band: 5q13"]], 1):
        ledger.read([(row,) for row in rows], number)

    assert list(ledger.origins([("Band: 5q13.2",), ("Band: 5q13",)])) == [2, 1]


@st.composite
def histories(draw) -> list[list[tuple[str, ...]]]:
    """Versions of a text, each made from an earlier one as people do."""
    versions = [draw(st.lists(paragraphs, max_size=4))]
    for step in draw(st.lists(st.sampled_from(STEPS), max_size=12)):
        text = list(versions[-1])
        at = draw(st.integers(0, len(text)))
        if step == "restore":
            text = list(draw(st.sampled_from(versions)))
        elif step == "insert" or not text:
            text.insert(at, draw(paragraphs))
        else:
            here = at % len(text)
            paragraph = text.pop(here)
            if step == "move":
                text.insert(draw(st.integers(0, len(text))), paragraph)
            elif step == "double":
                text[here:here] = [paragraph, paragraph]
            elif step == "edit":
                text.insert(here, draw(paragraphs))
            elif step == "join" and text and paragraph[0] in SENTENCES and text[-1][0] in SENTENCES:
                text[-1] += paragraph
        versions.append(text)
    return versions


def written(version: list[tuple[str, ...]]) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in version)


def brute_force(versions: list[list[tuple[str, ...]]], lent: dict[int, list[tuple[str, object]]]) -> list:
    """The origin of each sentence of the last version: all versions before it counted from the start, each time.

    `lent` holds, by version, the sentences with their origins of a text that was folded in there.
    """
    flat = [[sentence for paragraph in version for sentence in paragraph] for version in versions]
    found = []
    for at, sentence in enumerate(flat[-1]):
        copy = flat[-1][:at].count(sentence) + 1
        number = next(n for n, version in enumerate(flat, 1) if version.count(sentence) >= copy)
        most_before = max((version.count(sentence) for version in flat[: number - 1]), default=0)
        theirs = [origin for other, origin in lent.get(number, []) if other == sentence]
        index = copy - most_before - 1
        found.append(theirs[index] if index < len(theirs) else number)
    return found


def sentences_of(version: list[tuple[str, ...]]) -> list[str]:
    return [" ".join(sentence.split()) for paragraph in version for sentence in paragraph]


@given(histories())
def test_random_histories_agree_with_brute_force(versions):
    ledger = text_ledger()
    for number, version in enumerate(versions, 1):
        ledger.read([" ".join(paragraph) for paragraph in version], number)

    assert list(ledger.origins(sentences_of(versions[-1]))) == brute_force(versions, {})


@given(histories(), histories(), st.data())
def test_random_histories_with_a_merge_agree_with_brute_force(versions, others, data):
    merged_at = data.draw(st.integers(1, len(versions)))
    versions = [*versions[:merged_at], versions[merged_at - 1] + others[-1], *versions[merged_at:]]
    source, target = text_ledger(), text_ledger()
    for number, version in enumerate(others, 1):
        source.read([" ".join(paragraph) for paragraph in version], ("source", number))

    for number, version in enumerate(versions, 1):
        lent = [source.standing()] if number == merged_at + 1 else []
        target.read([" ".join(paragraph) for paragraph in version], number, lent)

    theirs = [("source", origin) for origin in brute_force(others, {})]
    flat = [sentence for paragraph in others[-1] for sentence in paragraph]
    lent = {merged_at + 1: list(zip(flat, theirs, strict=True))}
    assert list(target.origins(sentences_of(versions[-1]))) == brute_force(versions, lent)


@given(histories())
def test_runs_hold_the_whole_text_in_its_order(versions):
    texts = [written(version) for version in versions]
    ledger = text_ledger()
    for number, text in enumerate(texts, 1):
        ledger.read([text], number)

    runs = runs_of(texts[-1], ledger)

    assert "\n\n".join("".join(run.text for run in paragraph) for paragraph in runs) == texts[-1]
