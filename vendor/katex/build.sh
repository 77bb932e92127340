#!/bin/sh
# Makes static/vendor/katex from the versions in package-lock.json: `make vendor`. Needs node; running SciDEX does not.
set -eu
cd "$(dirname "$0")"
. ../licences.sh
made=../../static/vendor/katex
rm -rf "$made"
mkdir -p "$made/fonts"
npm ci --no-audit --no-fund --ignore-scripts
npx esbuild katex.js --bundle --minify --format=esm --target=es2022 --legal-comments=none --charset=utf8 --outfile="$made/katex.js"
# Every browser that runs modules reads woff2.
sed 's/,url([^)]*) format("\(woff\|truetype\)")//g' node_modules/katex/dist/katex.min.css > "$made/katex.css"
cp node_modules/katex/dist/fonts/*.woff2 "$made/fonts"
licences commander
rm -rf node_modules
