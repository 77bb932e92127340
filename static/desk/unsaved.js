// Whether the form differs from what was loaded: fields, rows added, removed and moved. Typed and taken back is no change.
"use strict";

(() => {
  const bar = document.querySelector(".save-bar");
  const form = bar?.closest("form");
  if (!form) return;
  const said = bar.querySelector("[data-yes]");
  const LEFT_OUT = /^(csrfmiddlewaretoken|base_number|.*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS)$/;
  const LAYOUT = /-(order|kind|stance|id|page|hypothesis|DELETE)$/;

  const differs = (control) => {
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control.tagName === "SELECT") {
      const first = Array.from(control.options).some((option) => option.defaultSelected) ? null : control.options[0];
      return Array.from(control.options).some((option) => option.selected !== (option.defaultSelected || option === first));
    }
    return control.value !== control.defaultValue;
  };
  const filled = (control) => !LAYOUT.test(control.name) && (control.type === "checkbox" ? control.checked : control.value.trim() !== "");
  const anyChange = () => {
    const added = new Map();
    for (const control of form.elements) {
      if (!control.name || LEFT_OUT.test(control.name) || ["submit", "button", "hidden", "fieldset"].includes(control.type)) continue;
      const row = control.closest(".rows-part .row:not(.standing)");
      if (!row) {
        if (differs(control)) return true;
      } else if (control.name.endsWith("-DELETE")) {
        if (control.checked) added.set(row, false);
      } else if (filled(control) && !added.has(row)) {
        added.set(row, true);
      }
    }
    return Array.from(added.values()).includes(true);
  };
  const look = () => {
    // What came back from the server unsaved is so whatever is done to it.
    const unsaved = form.dataset.returned !== undefined || anyChange();
    form.dataset.unsaved = unsaved ? "yes" : "no";
    const text = unsaved ? said.dataset.yes : said.dataset.no;
    if (said.textContent !== text) said.textContent = text;
    bar.classList.toggle("unsaved", unsaved);
  };
  if (bar.dataset.returned) form.dataset.returned = "";

  // select2 tells of its changes to jQuery alone.
  const { django } = window;
  django?.jQuery?.(form).on("change", "select", (event) => {
    if (!event.originalEvent) event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  ["input", "change", "rows:refreshed"].forEach((kind) => form.addEventListener(kind, look));
  look();

  // How much the page doctor finds, each time that it has looked.
  const found = bar.querySelector("#bar-findings");
  form.addEventListener("scidex:findings", ({ detail }) => {
    found.hidden = !detail.findings.length;
    found.textContent = found.dataset.found.replace("{n}", detail.findings.length);
  });
})();
