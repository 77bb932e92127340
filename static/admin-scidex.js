// What the editing form gains from JavaScript; all of it works without.
"use strict";

// A refused image says why beside the text, and leaves no trace in it: the widget itself would write "Invalid response".
document.querySelectorAll(".markdownx").forEach((box) => {
  const editor = box.querySelector(".markdownx-editor");
  const note = document.createElement("p");
  note.className = "errornote upload-note";
  note.setAttribute("role", "alert");
  note.hidden = true;
  box.after(note);
  box.addEventListener("markdownx.fileUploadError", (event) => {
    const { value, selectionStart } = editor;
    note.textContent = event.detail.flatMap((response) => response.image || []).join(" ");
    note.hidden = false;
    queueMicrotask(() => {
      editor.value = value;
      editor.setSelectionRange(selectionStart, selectionStart);
    });
  });
  box.addEventListener("markdownx.fileUploadEnd", () => { note.hidden = true; });
});

// Nobody leaves a changed form by mistake. A form that came back with errors still holds what was typed.
const form = document.querySelector("#content-main > form");
if (form) {
  let changed = document.querySelector(".errornote:not(.upload-note)") !== null && document.querySelector(".errorlist") !== null;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
