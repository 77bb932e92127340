// What a page gains from JavaScript; all of it works without.
"use strict";

// Contents stand open where they have a column of their own.
const contents = document.querySelector(".contents details");
if (contents && matchMedia("(min-width: 75rem)").matches) contents.open = true;

// A copy button beside what people copy; without it the text can be selected as ever.
const { copy, copied } = document.body.dataset;
document.querySelectorAll(".copy").forEach((block) => {
  if (!navigator.clipboard) return;
  const text = block.textContent.trim();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copier";
  button.textContent = copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = copied;
    setTimeout(() => { button.textContent = copy; }, 1500);
  });
  block.append(button);
});

// Diagrams and formulas bring their libraries, and only where there are some.
if (document.querySelector(".mermaid")) import("./reader/diagrams.js");
if (document.querySelector(".tex")) import("./reader/formulas.js");

// Cards, the menu that copies a reference, and the way back from the list: fetched at the first sign of a reader.
if (document.getElementById("cards") && "popover" in document.body) {
  let reader = null;
  const wake = () => Promise.all([import("./reader/cards.js"), import("./reader/references.js")]).then(([cards]) => reader = cards);
  for (const sign of ["pointerover", "pointerdown", "focusin"]) addEventListener(sign, wake, { once: true });
  // A tap that comes before them waits for them.
  addEventListener("click", async (event) => {
    const tapped = event.target.closest(matchMedia("(hover: none)").matches ? "sup.cite a, .copy-reference" : ".copy-reference");
    if (reader || !tapped || !event.detail) return;
    event.preventDefault();
    await wake().catch(() => { if (tapped.href) location.assign(tapped.href); });
    if (tapped.href) reader?.tap(tapped); else if (reader) tapped.click();
  });
}
