"""PDF: a program of its own, which lays out one page of HTML by WeasyPrint within limits of time and memory.

It reads `{"html": …, "pictures": {address: base64}}` on standard input, writes the PDF to standard output, and fetches
nothing: an address that is not among the pictures is no picture. It says `begun` on standard error, unless WeasyPrint
lacks its libraries. No other module imports it: WeasyPrint takes half a second and 50 MB.
"""

import base64
import json
import os
import resource
import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

CPU_SECONDS = 15
MEMORY_BYTES = 1536 * 1024 * 1024


class Given(URLFetcher):
    """Fetches nothing but the pictures that came with the page."""

    def __init__(self, pictures: dict[str, bytes]):
        super().__init__(allowed_protocols=())
        self.pictures = pictures

    def fetch(self, url, headers=None):
        if url not in self.pictures:
            raise ValueError(f"{url} did not come with the page")
        return URLFetcherResponse(url, self.pictures[url])


def limit() -> None:
    """Before anything is read: a page that asks for more ends this program, and nothing else."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Readers come first.
    os.nice(10)


def main() -> None:
    limit()
    print("begun", file=sys.stderr, flush=True)
    job = json.load(sys.stdin.buffer)
    pictures = {address: base64.b64decode(data) for address, data in job["pictures"].items()}
    page = HTML(string=job["html"], url_fetcher=Given(pictures))
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1", optimize_images=True, dpi=200))


if __name__ == "__main__":
    main()
