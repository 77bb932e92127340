#!/bin/sh
# Makes static/vendor/codemirror from the versions in package-lock.json: `make vendor`. Needs node; running SciDEX does not.
set -eu
cd "$(dirname "$0")"
made=../../static/vendor/codemirror
mkdir -p "$made"
npm ci --no-audit --no-fund --ignore-scripts
npx esbuild codemirror.js --bundle --minify --format=esm --target=es2022 --legal-comments=none --charset=utf8 \
  --alias:@codemirror/lang-html=./no-html.js --outfile="$made/codemirror.js"
# What went in, by name and version.
node -e '
  const { packages } = require("./package-lock.json");
  const used = Object.entries(packages).filter(([path, it]) => path && !it.dev && !/lang-(html|css|javascript)|lezer\/(html|css|javascript)/.test(path));
  console.log(used.map(([path, it]) => `${path.replace("node_modules/", "")} ${it.version} ${it.license}`).join("\n"));
' > "$made/VERSIONS"
# Each licence asks that its text goes with the copy.
cut -d" " -f1 "$made/VERSIONS" | while read -r name; do
  printf '%s\n\n' "$name"
  cat "node_modules/$name/LICENSE"*
  printf '\n'
done > "$made/LICENSE"
rm -rf node_modules
