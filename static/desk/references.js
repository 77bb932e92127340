// The references of a page: where each citekey is used, which work it may stand for, and another name for it.
"use strict";

(() => {
  const desk = document.querySelector("[data-references]");
  const part = desk?.closest(".rows-part");
  const form = desk?.closest("form");
  if (!part) return;
  const said = desk.dataset;
  const body = form.elements.body;
  const rows = () => Array.from(part.querySelectorAll("ol.rows > .row:not(.removed):not(.spare)"));
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const keyOf = (row) => field(row, "key")?.value.trim() || "";
  const changed = (control, kind = "change") => control.dispatchEvent(new Event(kind, { bubbles: true }));
  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };

  // Where keys are used: the marks of the text, the cells and the sources of the infobox.
  const MARK = /\[\s*@[^[\]]{1,2000}\]/g;
  const KEY = /@([A-Za-z0-9_:.-]+)/g;
  const cells = () => Array.from(form.querySelectorAll("#infobox-group .row:not(.removed) [name$='-label'], #infobox-group .row:not(.removed) [name$='-value']"));
  const sources = () => Array.from(form.querySelectorAll("#infobox-group .row:not(.removed) [name$='-citekeys']"));
  const listed = (control) => control.value.split(",").map((key) => key.trim()).filter(Boolean);
  const marksIn = (text) => Array.from(text.matchAll(MARK), (mark) => Array.from(mark[0].matchAll(KEY), (key) => key[1])).flat();
  const uses = () => {
    const counts = new Map();
    const count = (key) => counts.set(key, (counts.get(key) || 0) + 1);
    [body, ...cells()].filter(Boolean).forEach((control) => marksIn(control.value).forEach(count));
    sources().forEach((control) => listed(control).forEach(count));
    return counts;
  };
  const badge = (row, code, word, wanted) => {
    let node = row.querySelector(`.state.${code}`);
    if (wanted && !node) {
      node = make("span", { className: `badge state ${code}`, textContent: word });
      row.querySelector("[data-work]").prepend(node, " ");
    }
    if (node) node.hidden = !wanted;
  };
  const show = () => {
    const counts = uses();
    rows().forEach((row) => {
      if (!field(row, "reference")) return;
      const used = counts.get(keyOf(row)) || 0;
      const chosen = field(row, "reference").value !== "";
      row.querySelector("[data-uses]").textContent = said.times.replace("{n}", used);
      row.querySelector("[data-first-use]").hidden = !used;
      row.querySelector("[data-suggest]").hidden = chosen || !keyOf(row);
      badge(row, "unused", said.unused, !used && keyOf(row) !== "");
      badge(row, "unresolved", said.unresolved, !chosen && keyOf(row) !== "");
      const loaded = row.dataset.loaded ??= field(row, "reference").value;
      const anew = chosen && loaded !== field(row, "reference").value;
      badge(row, "chosen", said.chosen, anew);
      // A work that stands there is read far more often than it is changed: its field shows when it is asked for.
      const settled = chosen && !anew && row.dataset.changing === undefined;
      row.classList.toggle("settled", settled);
      row.querySelector("[data-another]").hidden = !settled;
    });
    const known = new Set([...rows().map(keyOf), ...counts.keys()]);
    known.delete("");
    document.getElementById("citekeys").replaceChildren(...Array.from(known).sort().map((key) => make("option", { value: key })));
  };

  // The text may stand in an editor of its own, which hears of changes by the event `input`, and shows a place if it can.
  const jump = (key) => {
    const found = Array.from(body.value.matchAll(MARK)).find((mark) => marksIn(mark[0]).includes(key));
    if (found) {
      const asked = new CustomEvent("scidex:goto", { cancelable: true, detail: { start: found.index, end: found.index + found[0].length } });
      if (!body.dispatchEvent(asked)) return;
      body.focus();
      body.setSelectionRange(found.index, found.index + found[0].length);
      const line = body.value.slice(0, found.index).split("\n").length;
      body.scrollTop = Math.max(0, line - 5) * (parseFloat(getComputedStyle(body).lineHeight) || 20);
      body.scrollIntoView({ block: "center" });
      return;
    }
    const cell = cells().find((control) => marksIn(control.value).includes(key)) || sources().find((control) => listed(control).includes(key));
    const place = cell?.hidden ? cell.nextElementSibling.querySelector("input") : cell;
    place?.focus();
    place?.scrollIntoView({ block: "center" });
  };

  const choose = (row, work) => {
    const select = field(row, "reference");
    select.append(new Option(work.text, work.id, false, true));
    select.value = work.id;
    window.django?.jQuery?.(select).trigger("change.select2");
    changed(select);
    row.querySelector("[data-suggestions]").hidden = true;
    row.querySelector("[data-told]").replaceChildren(...line(work));
  };
  const line = ({ work, text }) => {
    if (!work) return [text];
    const link = make("a", { href: work.url, target: "_blank", textContent: work.title });
    return [[work.authors, work.year && `(${work.year})`].filter(Boolean).join(" "), ": ", link, work.container ? `. ${work.container}` : ""];
  };
  const suggested = new WeakMap();
  const list = (row, found, chosenToo) => {
    const box = row.querySelector("[data-suggestions]");
    suggested.set(row, found);
    box.hidden = false;
    if (!found.length) {
      box.replaceChildren(make("p", { className: "help", textContent: said.nothing }));
      return;
    }
    const name = `suggestion-of-${row.id}`;
    box.replaceChildren(make("ul", {}, ...found.map((work, place) => {
      const use = make("button", { type: "button", className: "button quiet", textContent: said.use });
      use.addEventListener("click", () => { choose(row, work); row.querySelector(".select2-selection")?.focus(); });
      const pick = make("input", { type: "radio", id: `${name}-${place}`, checked: chosenToo && work.sure });
      pick.setAttribute("data-pick", place);
      // Without a name it is never sent; that one alone is picked is seen to here.
      pick.addEventListener("change", () => box.querySelectorAll("[data-pick]").forEach((other) => { other.checked = other === pick; }));
      const label = make("label", { htmlFor: pick.id }, ...line(work));
      const why = make("span", { className: "help", textContent: ` – ${work.why}${work.sure ? `. ${said.sure}.` : ""}` });
      return make("li", {}, ...(chosenToo ? [pick, " "] : []), label, why, " ", ...(chosenToo ? [] : [use]));
    })));
  };
  const told = (row, sentence) => {
    const box = row.querySelector("[data-suggestions]");
    box.hidden = false;
    box.replaceChildren(make("p", { className: "errornote", textContent: sentence }));
  };
  const suggest = async (wanted, chosenToo) => {
    const query = new URLSearchParams(wanted.map((row) => ["key", keyOf(row)]));
    try {
      const answer = await fetch(`${said.suggestUrl}?${query}`, { redirect: "manual" });
      if (!answer.ok) throw new Error(answer.status);
      const found = await answer.json();
      wanted.forEach((row) => list(row, found[keyOf(row)] || [], chosenToo));
      return true;
    } catch {
      wanted.slice(0, 1).forEach((row) => told(row, said.failed));
      return false;
    }
  };
  const apply = part.querySelector("[data-apply-all]");
  const suggestAll = async (button) => {
    const counts = uses();
    // Keys of the text that no row lists yet get one.
    const known = new Set(rows().map(keyOf));
    Array.from(counts.keys()).filter((key) => !known.has(key) && !key.includes(":") && !key.startsWith("ref-"))
      .forEach((key) => part.dispatchEvent(new CustomEvent("rows:add", { detail: { values: { key } } })));
    show();
    const open = rows().filter((row) => keyOf(row) && field(row, "reference").value === "");
    apply.hidden = !open.length;
    if (!open.length) {
      part.querySelector("p[data-told]").textContent = said.noneOpen;
      button.after(part.querySelector("p[data-told]"));
      part.querySelector("p[data-told]").classList.remove("said");
      return;
    }
    if (await suggest(open.slice(0, 200), true)) open[0].scrollIntoView({ block: "center" });
  };
  apply?.addEventListener("click", () => {
    rows().forEach((row) => {
      const pick = row.querySelector("[data-pick]:checked");
      if (pick && !row.querySelector("[data-suggestions]").hidden) choose(row, suggested.get(row)[Number(pick.dataset.pick)]);
    });
    apply.hidden = true;
    show();
  });

  // Another name for a key, in the text, the rows and here; the server knows what of the text is code.
  const dialog = document.getElementById("rename-citekey");
  const refusal = dialog.querySelector(".errornote");
  let renamed = null;
  const refuse = (sentence) => { refusal.textContent = sentence; refusal.hidden = !sentence; };
  const rename = async () => {
    const old = keyOf(renamed);
    const wanted = dialog.querySelector("input").value.trim().replace(/^@/, "");
    if (wanted === old) return dialog.close();
    if (rows().some((row) => keyOf(row) === wanted)) return refuse(said.taken);
    const texts = [body, ...cells()];
    const data = new FormData();
    Object.entries({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, old, new: wanted }).forEach(([name, value]) => data.append(name, value));
    texts.forEach((control) => data.append("text", control.value));
    const before = texts.map((control) => control.value);
    let answer;
    try {
      const response = await fetch(said.citekeyUrl, { method: "POST", body: data, redirect: "manual" });
      answer = await response.json();
    } catch {
      return refuse(said.failed);
    }
    if (answer.error) return refuse(answer.error);
    texts.forEach((control, place) => {
      // FormData writes line ends as CRLF.
      const text = answer.texts[place].replace(/\r\n/g, "\n");
      if (text === before[place] || control.value !== before[place]) return;
      control.value = text;
      changed(control, "input");
      changed(control);
    });
    sources().forEach((control) => {
      const keys = listed(control);
      if (!keys.includes(old)) return;
      control.value = keys.map((key) => (key === old ? answer.key : key)).join(", ");
      control.dispatchEvent(new CustomEvent("chips:set"));
      changed(control);
    });
    field(renamed, "key").value = answer.key;
    changed(field(renamed, "key"));
    show();
    dialog.close();
  };
  dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); rename(); });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  part.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = button?.closest(".row");
    if (!button) return;
    if ("firstUse" in button.dataset) jump(keyOf(row));
    else if ("suggest" in button.dataset) suggest([row], false);
    else if ("suggestAll" in button.dataset) suggestAll(button);
    else if ("another" in button.dataset) {
      row.dataset.changing = "";
      show();
      row.querySelector(".select2-selection, select").focus();
    } else if ("rename" in button.dataset) {
      renamed = row;
      dialog.querySelector("input").value = keyOf(row);
      refuse("");
      dialog.showModal();
      dialog.querySelector("input").select();
    }
  });
  // A work that was cited in the text gets its row here.
  form.addEventListener("scidex:cite", (event) => {
    event.preventDefault();
    const { key, reference, label } = event.detail;
    let row = rows().find((other) => keyOf(other) === key);
    if (!row) {
      const detail = { values: { key } };
      part.dispatchEvent(new CustomEvent("rows:add", { detail }));
      row = detail.row;
    }
    if (field(row, "reference").value !== String(reference)) choose(row, { id: reference, text: label });
    show();
  });
  let timer = null;
  const later = () => { clearTimeout(timer); timer = setTimeout(show, 400); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("rows:refreshed", later);
  show();
})();
