// Images: chosen, pasted or dropped; what they show is asked for before they are sent, and a refusal is told.
import { EditorView } from "../vendor/codemirror/codemirror.js";
import { dialogOf } from "./dialogs.js";

const imageIn = (data) => [...(data?.files || [])].find((file) => file.type.startsWith("image/"));

/** Send a file and tell how far it is; the path that it has then, or an Error with the server's sentence. */
const sent = (desk, form, file, progress) => new Promise((done, failed) => {
  const request = new XMLHttpRequest(), body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("image", file);
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress((100 * event.loaded) / event.total); });
  request.addEventListener("error", () => failed(new Error(desk.dataset.offline)));
  request.addEventListener("load", () => {
    let told = {};
    try { told = JSON.parse(request.responseText); } catch { /* The page of a log-in or of a proxy: no answer of ours. */ }
    if (told.path) done(told.path);
    else failed(new Error(told.image?.join(" ") || (request.status === 200 || request.status === 403 ? desk.dataset.away : desk.dataset.offline)));
  });
  request.open("POST", desk.dataset.upload);
  request.send(body);
});

export const pictures = (parts) => {
  const { desk, form } = parts;
  const { dialog, part, refuse, note } = dialogOf(desk, "picture");
  const chosen = part("#desk-picture-file"), alt = part("#desk-picture-alt"), decorative = part("#desk-picture-decorative");
  const bar = part("progress"), accept = part("[data-accept]");
  let place = 0;

  const open = (file, at) => {
    place = at ?? parts.view.state.selection.main.to;
    chosen.value = alt.value = "";
    decorative.checked = alt.disabled = false;
    bar.parentElement.hidden = true;
    refuse("");
    if (file) {
      const given = new DataTransfer();
      given.items.add(file);
      chosen.files = given.files;
    }
    dialog.showModal();
    (file ? alt : chosen).focus();
  };
  const insert = async () => {
    const file = chosen.files[0], words = alt.value.trim();
    if (!file) { refuse(note.dataset.choose); chosen.focus(); return; }
    if (!words && !decorative.checked) { refuse(note.dataset.describe); alt.focus(); return; }
    accept.disabled = true;
    bar.parentElement.hidden = false;
    try {
      const path = await sent(desk, form, file, (share) => { bar.value = share; });
      const text = `![${decorative.checked ? "" : words.replace(/[\\[\]]/g, "\\$&")}](${path})`;
      const at = Math.min(place, parts.view.state.doc.length);
      parts.view.dispatch({ changes: { from: at, insert: text }, selection: { anchor: at + text.length }, userEvent: "input", scrollIntoView: true });
      dialog.close();
    } catch (error) {
      refuse(error.message);
    } finally {
      accept.disabled = false;
      bar.parentElement.hidden = true;
    }
  };

  accept.addEventListener("click", insert);
  decorative.addEventListener("change", () => { alt.disabled = decorative.checked; });
  alt.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); insert(); } });
  dialog.addEventListener("close", () => parts.view.focus());

  const taken = (event, data, at) => {
    const file = imageIn(data);
    if (!file) return false;
    event.preventDefault();
    open(file, at);
    return true;
  };
  return {
    open,
    extension: EditorView.domEventHandlers({
      paste: (event) => taken(event, event.clipboardData),
      drop: (event, view) => taken(event, event.dataTransfer, view.posAtCoords({ x: event.clientX, y: event.clientY })),
    }),
  };
};
