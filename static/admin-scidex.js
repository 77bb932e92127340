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

// Nobody leaves a changed form by mistake, and what is typed is kept on the server until it is saved. A form that came
// back with errors still holds what was typed.
const form = document.querySelector("#content-main > form");
const autosave = document.getElementById("autosave");
if (form) {
  const PAUSE = 3000;
  let changed = document.querySelector(".errornote:not(.upload-note)") !== null && document.querySelector(".errorlist") !== null;
  let timer = null, checked = false;

  // Who logged in again in another tab has another token by now.
  const freshToken = () => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) form.elements.csrfmiddlewaretoken.value = token[1];
  };
  const keep = async () => {
    clearTimeout(timer);
    freshToken();
    const { url, kept, gone, failed } = autosave.dataset;
    try {
      const answer = await fetch(url, { method: "POST", body: new FormData(form), redirect: "manual" });
      const away = answer.type === "opaqueredirect" || answer.status === 403;
      const told = answer.ok || answer.status === 400 ? await answer.json() : {};
      autosave.textContent = away ? gone : told.error || (told.kept ? `${kept} ${told.kept}.` : failed);
      autosave.classList.toggle("errornote", !answer.ok);
      return !away;
    } catch {
      autosave.textContent = failed;
      autosave.classList.add("errornote");
      return false;
    }
  };
  const typed = () => {
    changed = true;
    if (!autosave) return;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (checked || !autosave || button?.hasAttribute("formaction")) {
      // A second press while the first is under way sends nothing.
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
      changed = false;
      return;
    }
    // Sent only once it is sure that somebody is there to take it: a log-in page would swallow the text.
    event.preventDefault();
    if (await keep()) {
      checked = true;
      form.requestSubmit(button);
    } else {
      autosave.scrollIntoView({ block: "center" });
    }
  });
  addEventListener("pageshow", () => { delete form.dataset.sent; checked = false; });
  // What was typed and taken back again is no change (desk/unsaved.js).
  addEventListener("beforeunload", (event) => { if (changed && form.dataset.unsaved !== "no") event.preventDefault(); });
}
