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

// In a comparison the keys n and p lead to the next and the previous change.
const changes = [...document.querySelectorAll(".change")];
document.addEventListener("keydown", (event) => {
  if (!changes.length || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const step = { n: 1, p: -1 }[event.key];
  if (!step) return;
  const at = changes.indexOf(document.activeElement);
  const next = changes[at < 0 ? (step > 0 ? 0 : changes.length - 1) : (at + step + changes.length) % changes.length];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
});
