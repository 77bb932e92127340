"""Claims: what a hypothesis takes from works as evidence, told on the pages of these works."""

from artifacts.text.markdown import plain_text


def own_claims(rendering, claims) -> list[dict]:
    """What a hypothesis itself takes from each work that it shows: (piece of evidence, its text) as plain words."""
    rows = []
    for piece, text in claims:
        work = rendering.works.get(rendering.named.get(piece["reference"]))
        if work is not None:
            rows.append({"work": work.public_id, "stance": piece["stance"], "claim": plain_text(text.parsed)})
    return rows
