# Read by each build.sh: what went into "$made", by name, version and licence, and the licences' texts, as each of them asks.
# Takes a pattern of the packages that did not go in.
licences() {
  LEFT_OUT=${1:-'^$'} node -e '
    const { packages } = require("./package-lock.json");
    const left = new RegExp(process.env.LEFT_OUT);
    const used = Object.entries(packages).filter(([path, it]) => path && !it.dev && !it.devOptional && !left.test(path));
    console.log(used.map(([path, it]) => `${path.replace(/^.*node_modules\//, "")} ${it.version} ${it.license}`).join("\n"));
  ' > "$made/VERSIONS"
  cut -d" " -f1 "$made/VERSIONS" | while read -r name; do
    printf '%s\n\n' "$name"
    find "node_modules/$name" -maxdepth 1 -iname 'licen[sc]e*' -exec cat {} +
    printf '\n'
  done > "$made/LICENSE"
}
