"""Progress: a bar on a terminal; elsewhere, as under cron, there are just the sentences."""

from tqdm import tqdm


def watched(rows, count: int, noun: str):
    return tqdm(rows, total=count, desc=noun, disable=None)
