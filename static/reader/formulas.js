// Formulas of a page: TeX set by KaTeX, which brings MathML for those who listen; what it cannot read stays as it is.
"use strict";

import { render } from "../vendor/katex/katex.js";
import { bring } from "./sheets.js";

await bring(document.getElementById("drawing").dataset.katex);

for (const source of document.querySelectorAll(".tex")) {
  const block = source.tagName === "PRE", set = document.createElement(block ? "div" : "span");
  set.className = "formula";
  try {
    render(source.textContent, set, { displayMode: block, trust: false, maxSize: 20, maxExpand: 500, strict: false });
  } catch {
    continue;
  }
  if (block) set.tabIndex = 0;
  source.replaceWith(set);
}
