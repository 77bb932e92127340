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
  let timer = null, checked = false, kept = false;

  // Who logged in again in another tab has another token by now.
  const freshToken = () => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) form.elements.csrfmiddlewaretoken.value = token[1];
  };
  const say = (sentence, wrong) => {
    autosave.textContent = sentence;
    autosave.classList.toggle("errornote", wrong);
  };
  // What was typed and taken back again is no change (desk/unsaved.js).
  const unchanged = () => form.dataset.unsaved === "no";
  const keep = async () => {
    clearTimeout(timer);
    freshToken();
    const data = new FormData(form);
    if (unchanged()) data.append("unchanged", "1");
    try {
      const answer = await fetch(autosave.dataset.url, { method: "POST", body: data, redirect: "manual" });
      const away = answer.type === "opaqueredirect" || answer.status === 403;
      const told = answer.ok || answer.status === 400 ? await answer.json() : {};
      kept = Boolean(told.kept);
      document.getElementById("log-in-again").hidden = !away;
      if (answer.ok) say(kept ? `${autosave.dataset.kept} ${told.kept}.` : told.sentence || "", false);
      else say(away ? autosave.dataset.gone : told.error || autosave.dataset.failed, true);
      return !away;
    } catch {
      say(autosave.dataset.failed, true);
      return false;
    }
  };
  const typed = () => {
    changed = true;
    if (!autosave) return;
    clearTimeout(timer);
    // Widgets tell of changes as they are set up: a form as it was loaded is not kept, unless it differed before.
    timer = setTimeout(() => { if (kept || !unchanged()) keep(); }, PAUSE);
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
  // What was kept before is discarded in place: what was typed since stays, and is kept from now on.
  const offer = document.querySelector("[data-offer]");
  offer?.querySelector("button").addEventListener("click", async (event) => {
    event.preventDefault();
    await fetch(event.target.formAction, { method: "POST", body: new FormData(form), redirect: "manual" });
    offer.remove();
    if (!unchanged()) keep();
  });
  addEventListener("beforeunload", (event) => { if (changed && !unchanged()) event.preventDefault(); });
}
