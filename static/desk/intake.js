// What the import of reference files gains from JavaScript: a file dropped anywhere on its place is the one chosen.
"use strict";

for (const place of document.querySelectorAll("[data-drop-for]")) {
  const input = document.getElementById(place.dataset.dropFor);
  const told = place.querySelector(".drop-told");
  told.hidden = false;
  for (const event of ["dragenter", "dragover"]) {
    place.addEventListener(event, (drag) => {
      if (!drag.dataTransfer.types.includes("Files")) return;
      drag.preventDefault();
      place.classList.add("over");
    });
  }
  place.addEventListener("dragleave", (drag) => {
    if (!place.contains(drag.relatedTarget)) place.classList.remove("over");
  });
  place.addEventListener("drop", (drag) => {
    place.classList.remove("over");
    if (!drag.dataTransfer.files.length) return;
    drag.preventDefault();
    input.files = drag.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    if (input.files.length) told.textContent = place.dataset.told.replace("%s", input.files[0].name);
  });
}
