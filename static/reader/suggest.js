// Suggestions while a reader types into a search box: an ARIA combobox. Without them the form is sent as ever.
"use strict";

import { bring } from "./sheets.js";

const styled = bring(document.querySelector("[data-suggestions]").dataset.suggestions);
const PAUSE = 120; // Milliseconds: who types on is not asked for yet.
const answers = new Map();
let boxes = 0;

async function ask(query, signal) {
  if (!answers.has(query)) {
    const response = await fetch(`/search/suggest?q=${encodeURIComponent(query)}`, { signal });
    if (!response.ok) throw new Error(response.statusText);
    answers.set(query, await response.json());
  }
  return answers.get(query);
}

function make(name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function suggest(input) {
  const id = `suggestions-${boxes++}`;
  const list = make("ul", { id, role: "listbox", class: "suggestions", hidden: "" });
  const status = make("p", { role: "status", class: "hidden" });
  for (const [key, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
  })) input.setAttribute(key, value);
  input.after(list, status);
  let waiting, asking, active = -1;

  function choose(at) {
    active = at;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === at));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function open(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", shown);
    if (!shown) choose(-1);
  }

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    open(false);
  }

  function fill({ label, status: said, suggestions }) {
    choose(-1);
    list.setAttribute("aria-label", label);
    list.replaceChildren(...suggestions.map(({ title, type, href }, n) => {
      const option = make("li", { id: `${id}-${n}`, role: "option", "aria-selected": "false", "data-href": href });
      const kind = make("span", { class: "kind" });
      kind.textContent = type;
      option.append(title, " ", kind);
      return option;
    }));
    status.textContent = said;
    open(suggestions.length > 0);
  }

  async function look() {
    const query = input.value.trim();
    asking?.abort();
    if (!query) return open(false);
    asking = new AbortController();
    const { signal } = asking;
    try {
      const [answer] = await Promise.all([ask(query, signal), styled]);
      // Whoever left the box, or typed on, is not interrupted by an answer that comes late.
      if (!signal.aborted && document.activeElement === input) fill(answer);
    } catch {
      if (!signal.aborted) open(false);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // Else the browser empties the box too.
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
      if (list.hidden) return void look();
      event.preventDefault();
      // One place more than there are suggestions: the box itself.
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((active + 1 + step + count + 1) % (count + 1) - 1);
    } else if (event.key === "Enter" && active >= 0 && !event.isComposing) {
      event.preventDefault();
      location.href = list.children[active].dataset.href;
    }
  });
  // A click on a suggestion must not take the focus from the box first: the list would close under it.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.href = option.dataset.href;
  });
  input.addEventListener("blur", close);
  if (input.value && input.value !== input.defaultValue) look();
}
