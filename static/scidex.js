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

// Suggestions in every search box, once somebody goes there.
function suggestIn(box) {
  if (!box.matches?.("input[type=search][name=q]") || box.dataset.suggests) return;
  box.dataset.suggests = "true";
  import("./reader/suggest.js").then(({ suggest }) => suggest(box), () => {});
}
document.addEventListener("focusin", ({ target }) => suggestIn(target));
if (document.activeElement) suggestIn(document.activeElement);
