// The dialog that cites a work: found by author, year, title or identifier, or made as a new reference.
import { asked, told } from "./asking.js";
import { detailOf, labelOf, writeCitation } from "./complete.js";
import { dialogOf } from "./dialogs.js";

const PAUSE = 200;

export const citeDialog = (parts) => {
  const { desk, form } = parts;
  const { dialog, part, refuse } = dialogOf(desk, "work");
  const term = part("#desk-work-term"), found = part("#desk-work-list"), fresh = part(".desk-new"), none = part(".desk-none");
  let place = null, works = [], identifier = "", chosen = -1, timer = null, asking = null;

  const choose = (work) => {
    dialog.close();
    const { from, to, before, after } = place;
    writeCitation(parts, work, from, to, before, after);
    parts.view.focus();
  };
  const point = (at) => {
    chosen = at;
    [...found.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    term.setAttribute("aria-activedescendant", at < 0 ? "" : `desk-work-${at}`);
    found.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const show = (answer) => {
    works = answer.results;
    identifier = answer.new;
    found.replaceChildren(...works.map((work, n) => {
      const item = document.createElement("li"), detail = document.createElement("span");
      item.id = `desk-work-${n}`;
      item.setAttribute("role", "option");
      item.textContent = labelOf(work);
      detail.textContent = detailOf(desk, work);
      detail.className = work.warning ? "detail warned" : "detail";
      item.append(detail);
      item.addEventListener("click", () => choose(work));
      return item;
    }));
    term.setAttribute("aria-expanded", String(works.length > 0));
    point(works.length ? 0 : -1);
    fresh.hidden = part("[data-accept]").hidden = !identifier;
    const what = part(".desk-what");
    what.textContent = what.dataset.new.replace("{identifier}", identifier);
    none.textContent = !works.length && !identifier && term.value.trim() ? none.dataset.none : "";
  };
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      show(await asked(desk, desk.dataset.works, { term: term.value.trim(), page: desk.dataset.artifact }, asking.signal));
      refuse("");
    } catch (error) {
      if (error.name !== "AbortError") refuse(error.message);
    }
  };
  const make = async () => {
    const value = (name) => part(`#desk-work-${name}`).value;
    try {
      choose(await told(desk, form, desk.dataset.newWork, { identifier, title: value("name"), authors: value("authors"), year: value("year") }));
    } catch (error) {
      refuse(error.message);
    }
  };

  term.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  term.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && works.length) {
      event.preventDefault();
      point((chosen + step + works.length) % works.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (works[chosen]) choose(works[chosen]);
      else if (identifier) part("#desk-work-name").focus();
    }
  });
  fresh.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); make(); }
  });
  part("[data-accept]").addEventListener("click", make);
  dialog.addEventListener("close", () => parts.view.focus());

  return {
    /** Open it, for a term, and for the place in the text that the citation is to take; by default the selection's end. */
    open(text = "", at = null) {
      const head = parts.view.state.selection.main.to;
      place = at || { from: head, to: head, before: "[@", after: "]" };
      for (const field of dialog.querySelectorAll("input")) field.value = "";
      term.value = text;
      refuse("");
      show({ results: [], new: "" });
      dialog.showModal();
      term.focus();
      ask();
    },
  };
};
