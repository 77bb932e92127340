"""Captures: what a browser's text copy of an artifact's page holds, told apart from the furniture around it."""

from artifacts.text.captures.capture import Capture, RelatedWork
from artifacts.text.captures.reading import read_capture

__all__ = ["Capture", "RelatedWork", "read_capture"]
