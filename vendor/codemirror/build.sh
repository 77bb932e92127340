#!/bin/sh
# Makes static/vendor/codemirror from the versions in package-lock.json: `make vendor`. Needs node; running SciDEX does not.
set -eu
cd "$(dirname "$0")"
. ../licences.sh
made=../../static/vendor/codemirror
mkdir -p "$made"
npm ci --no-audit --no-fund --ignore-scripts
npx esbuild codemirror.js --bundle --minify --format=esm --target=es2022 --legal-comments=none --charset=utf8 \
  --alias:@codemirror/lang-html=./no-html.js --outfile="$made/codemirror.js"
licences 'lang-(html|css|javascript)|lezer/(html|css|javascript)'
rm -rf node_modules
