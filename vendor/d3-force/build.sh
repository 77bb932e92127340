#!/bin/sh
# Makes static/vendor/d3-force from the versions in package-lock.json: `make vendor`. Needs node; running SciDEX does not.
set -eu
cd "$(dirname "$0")"
. ../licences.sh
made=../../static/vendor/d3-force
mkdir -p "$made"
npm ci --no-audit --no-fund --ignore-scripts
npx esbuild d3-force.js --bundle --minify --format=esm --target=es2022 --legal-comments=none --outfile="$made/d3-force.js"
licences
rm -rf node_modules
