"""Bars: how far a command is, with rate and time left on a terminal, a line now and then elsewhere."""

import sys

from tqdm import tqdm

# Where no terminal shows a bar, so many are a line.
LINE_EVERY = 1000


class Bars:
    def __init__(self, out, names: dict[str, str] | None = None):
        self.out, self.names = out, names or {}
        self.bar, self.name, self.count = None, "", 0
        self.drawn = sys.stderr.isatty()

    def stage(self, name: str, total: int | None) -> None:
        self.close()
        self.name, self.count = self.names.get(name, name), 0
        if self.drawn:
            self.bar = tqdm(desc=self.name, total=total, unit="", unit_scale=True)

    def did(self, number: int) -> None:
        before, self.count = self.count, self.count + number
        if self.bar is not None:
            self.bar.update(number)
        elif before // LINE_EVERY < self.count // LINE_EVERY:
            self.out.write(f"{self.name}: {self.count:,}")

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None
        elif self.count:
            self.out.write(f"{self.name}: {self.count:,}, done")
        self.count = 0
