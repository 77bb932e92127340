// Dialogs of the editor: moved out of the form, so that nothing in them is sent with it; Escape and Cancel close them.

export const dialogOf = (desk, name) => {
  const dialog = desk.querySelector(`dialog[data-dialog="${name}"]`);
  document.body.append(dialog);
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  const note = dialog.querySelector(".errornote");
  return {
    dialog,
    part: (selector) => dialog.querySelector(selector),
    refuse: (sentence) => { note.textContent = sentence; note.hidden = !sentence; },
    note,
  };
};
