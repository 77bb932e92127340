// Copy buttons beside what people copy. Without JavaScript the text can be selected as ever.
"use strict";
document.querySelectorAll(".copy").forEach((block) => {
  if (!navigator.clipboard) return;
  const text = block.textContent.trim();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copier";
  button.textContent = "⧉";
  button.setAttribute("aria-label", document.body.dataset.copy);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "✓";
    setTimeout(() => { button.textContent = "⧉"; }, 1500);
  });
  block.append(button);
});
