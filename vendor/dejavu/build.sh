#!/bin/sh
# Makes artifacts/representations/fonts, with which the pictures of shared links are drawn: `make vendor`. Needs node and
# Python; running SciDEX needs neither this nor a font of the system.
set -eu
cd "$(dirname "$0")"
made=../../artifacts/representations/fonts
mkdir -p "$made"
npm ci --no-audit --no-fund --ignore-scripts
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check fonttools==4.68.0
# Latin, Greek, Cyrillic and the signs of science: what is written in other scripts is shown without its words.
signs="U+0020-007E,U+00A0-024F,U+0370-03FF,U+0400-045F,U+0490-0491,U+1E00-1EFF,U+2010-2027,U+2030-2034,U+2039-203A,U+2044"
signs="$signs,U+2070-209C,U+20AC,U+2100-2127,U+2150-215F,U+2190-22FF,U+2460-2473,U+25A0-25CF,U+2713,U+2717,U+FB01-FB02"
for name in DejaVuSansCondensed DejaVuSansCondensed-Bold; do
  tools/bin/pyftsubset "node_modules/dejavu-fonts-ttf/ttf/$name.ttf" --unicodes="$signs" --no-hinting \
    --layout-features= --legacy-kern --drop-tables+=FFTM,GDEF,GPOS,GSUB --output-file="$made/$name.ttf"
done
cp node_modules/dejavu-fonts-ttf/LICENSE "$made/LICENSE"
rm -rf node_modules tools
