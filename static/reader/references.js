// The reference list: one work copied in a style of one's choice, and the way back to where one was reading.
"use strict";

import { pop } from "./popping.js";

const made = document.getElementById("copies").content;
const told = document.importNode(made.querySelector(".told"), true);
told.setAttribute("role", "status");
document.body.append(told);
let pressed = null; // The button whose menu a press has just closed.

function offer(button) {
  const menu = document.importNode(made.querySelector(".copies"), true);
  button.ariaExpanded = "true";
  pop(menu, button, (focused) => {
    button.ariaExpanded = "false";
    if (focused) button.focus();
  });
  menu.addEventListener("click", (event) => {
    const { value } = event.target;
    if (!value) return;
    menu.hidePopover();
    const record = button.closest(".ids").querySelector("a[href^='/']").href;
    // The names of files begin with a dot; what has none is a style.
    copy(button, `${record}/cite${value.startsWith(".") ? value : `.txt?style=${value}`}`);
  });
  menu.querySelector("button").focus();
}

async function copy(button, address) {
  // The promise itself is handed over: some browsers let nobody write who has waited for something first.
  const text = fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(address);
    return new Blob([(await answer.text()).trim()], { type: "text/plain" });
  });
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    tell(button, told.dataset.copied);
  } catch {
    tell(button, told.dataset.failed);
  }
}

function tell(button, sentence) {
  button.dataset.name ??= button.textContent;
  button.textContent = told.textContent = sentence;
  setTimeout(() => { button.textContent = button.dataset.name; }, 1500);
}

function leadBack(entry, from) {
  document.querySelectorAll(".references .way-back").forEach((link) => link.remove());
  if (!entry || !from) return;
  const back = document.importNode(made.querySelector(".way-back"), true);
  back.href = `#${from}`;
  entry.append(back);
}

addEventListener("pointerdown", (event) => { pressed = event.target.closest(".copy-reference[aria-expanded=true]"); }, true);
// On the window: the cards, on the document, have by then decided whether a tap follows its link.
addEventListener("click", (event) => {
  const button = event.target.closest(".copy-reference");
  if (button && button !== pressed) offer(button);
  pressed = null;
  const link = event.target.closest("sup.cite a, .card-jump, .references a[href^='#cite-']");
  if (!link || event.defaultPrevented) return;
  leadBack(document.getElementById(link.hash.slice(1))?.closest(".references li"), link.dataset.from ?? link.id);
});
