// Who wrote what: pointing at a text, a row or a label lights up all that came with the same revision.
"use strict";

const marked = [...document.querySelectorAll("[data-origin]")];
const light = (event) => {
  const origin = event.target.closest("[data-origin]")?.dataset.origin;
  marked.forEach((one) => one.classList.toggle("lit", one.dataset.origin === origin));
};
document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
