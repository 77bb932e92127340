"""`python -m benchmarks`: what reading, rendering, saving and publishing cost, on a throw-away database.

Prints medians in milliseconds and, since machines differ, as ratios to the first row: a public GET of a 20 KB page.
"""

import resource

from benchmarks.setting import edit, make_page, make_works, median_ms, prepare, told  # isort: skip (sets Django up)

from django.test import Client

from artifacts.domain.accounts import importer
from artifacts.domain.publish import publish
from artifacts.domain.render import render
from artifacts.models import Artifact
from artifacts.representations.contents import content_of


def main() -> None:
    prepare()
    make_works()
    artifact, client = make_page(), Client()
    path = artifact.get_absolute_url()
    tag = client.get(path)["ETag"]
    content = content_of(artifact)
    rows = {
        f"GET of a page of {len(content['body']) / 1000:.0f} KB": lambda: client.get(path),
        "GET of its embed": lambda: client.get(path, {"embed": "1"}),
        "GET with its entity tag (304)": lambda: client.get(path, headers={"If-None-Match": tag}),
        "rendering it anew, styles cached": lambda: render(content, artifact=artifact),
        "saving a change of one word": lambda: edit(Artifact.objects.get(pk=artifact.pk)),
        "publishing its newest revision": lambda: publish(artifact.revisions.newest(), by=importer()),
    }
    told({name: median_ms(act) for name, act in rows.items()})
    newest = artifact.revisions.newest()
    stored = len(newest.version.serialized_data)
    kilobytes, megabytes = stored / 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'one revision of it, stored':46} {kilobytes:9.1f} KB   {stored / newest.size:8.2f} x its document")
    print(f"{'peak memory':46} {megabytes:9.0f} MB")


if __name__ == "__main__":
    main()
