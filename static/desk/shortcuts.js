// Keyboard shortcuts: what the sheet lists is what works; the sheet is the one place that names them.
"use strict";

(() => {
  const sheet = document.getElementById("shortcuts");
  const opener = document.getElementById("open-shortcuts");
  const form = document.querySelector("#content-main > form");
  if (!sheet || !opener || !form) return;
  const apple = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform || navigator.platform);
  const SIGNS = {
    mod: apple ? "⌘" : "Ctrl", alt: apple ? "⌥" : "Alt", shift: apple ? "⇧" : "Shift", Enter: "↵",
    ArrowUp: "↑", ArrowDown: "↓", BracketLeft: "[", BracketRight: "]",
  };
  const shown = (key) => SIGNS[key] || key.replace("Key", "");
  // What this form has no place for is not listed.
  const there = (row) => [row.dataset.click, row.dataset.focus].every((selector) => !selector) ||
    form.querySelector([row.dataset.click, row.dataset.focus].filter(Boolean).join(", "));
  const rows = Array.from(sheet.querySelectorAll("[data-keys]"));
  rows.forEach((row) => row.dataset.keys.split("+").forEach((key, place) => {
    if (place) row.lastElementChild.append("+");
    const sign = document.createElement("kbd");
    sign.textContent = shown(key);
    row.lastElementChild.append(sign);
  }));

  const open = () => {
    rows.forEach((row) => { row.hidden = !there(row); });
    sheet.showModal();
  };
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable=true]") !== null;
  const pressed = (event) => [
    (apple ? event.metaKey : event.ctrlKey) && "mod", event.altKey && "alt", event.shiftKey && "shift", event.code,
  ].filter(Boolean).join("+");
  const partHeadings = () => Array.from(document.querySelectorAll(".form-parts a"), (link) => document.querySelector(link.hash)).filter(Boolean);
  const goTo = (heading) => {
    heading.closest("details")?.setAttribute("open", "");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  };
  const toPart = (step) => {
    const headings = partHeadings();
    const line = 140;
    const here = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < line);
    const next = headings[Math.min(Math.max(here + step, 0), headings.length - 1)];
    if (next) goTo(next);
  };
  const toNext = (selector) => {
    const places = Array.from(form.querySelectorAll(selector)).filter((place) => place.offsetParent);
    const after = places.find((place) => document.activeElement.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
    const place = after || places[0];
    if (!place) return;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus();
    place.scrollIntoView({ block: "center" });
  };
  // The text's editor stands in a root of its own.
  const focusOn = (place) => (place?.shadowRoot?.querySelector("[contenteditable]") || place)?.focus();
  const act = (row) => {
    const { click, focus, next, part } = row.dataset;
    const near = document.activeElement.closest(".rows-part") || form;
    const button = click && (near.querySelector(click) || form.querySelector(click));
    if (button) button.click();
    else if (focus) focusOn(form.querySelector(focus));
    else if (next) toNext(next);
    else if (part) toPart(Number(part));
  };

  opener.hidden = false;
  opener.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || sheet.open) return;
    if (event.key === "?" && !typing(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      open();
      return;
    }
    // Ctrl and Alt together are AltGr, which types signs.
    if (!event.altKey && !event.ctrlKey && !event.metaKey || event.altKey && event.ctrlKey) return;
    const row = rows.find((candidate) => candidate.dataset.keys === pressed(event));
    // Rows are moved where they stand (rows.js).
    if (!row || row.dataset.keys.includes("Arrow") || !there(row)) return;
    event.preventDefault();
    act(row);
  });
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  document.querySelector(".form-parts")?.addEventListener("click", (event) => {
    const heading = event.target.hash && document.querySelector(event.target.hash);
    if (!heading) return;
    event.preventDefault();
    goTo(heading);
  });
})();
