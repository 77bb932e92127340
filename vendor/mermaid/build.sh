#!/bin/sh
# Makes static/vendor/mermaid from the versions in package-lock.json: `make vendor`. Needs node; running SciDEX does not.
set -eu
cd "$(dirname "$0")"
. ../licences.sh
made=../../static/vendor/mermaid
mkdir -p "$made"
npm ci --no-audit --no-fund --ignore-scripts
cp node_modules/mermaid/dist/mermaid.min.js "$made/mermaid.js"
licences
rm -rf node_modules
