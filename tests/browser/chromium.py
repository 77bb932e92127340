"""The Chromium that is installed, and the switches that keep it off the network."""

import shutil

SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # The tests' "other site" is on this machine too; an embed on the real web is not stopped by this check.
    "--disable-features=LocalNetworkAccessChecks",
]


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
