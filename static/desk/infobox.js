// The infobox: kinds shown plainly, rows that such pages have, one source for many rows, pasted tables, identifiers.
"use strict";

(() => {
  const desk = document.querySelector("[data-infobox]");
  const part = desk?.closest(".rows-part");
  const form = desk?.closest("form");
  if (!part || !part.querySelector("[data-add]")) return;
  const said = desk.dataset;
  const expected = JSON.parse(said.expected);
  const type = form.elements.entity_type;
  const rows = () => Array.from(part.querySelectorAll("ol.rows > .row:not(.removed):not(.spare)"));
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const plain = (label) => label.replace(/[*_`:]+/g, "").trim().toLowerCase();
  const changed = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));
  const ask = async (url, data) => {
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(url, { method: "POST", body: data, redirect: "manual" });
      return answer.ok || answer.status === 400 ? await answer.json() : { error: said.failed };
    } catch {
      return { error: said.failed };
    }
  };
  const add = (values, after = null) => {
    const detail = { values, after };
    part.dispatchEvent(new CustomEvent("rows:add", { detail }));
    return detail.row;
  };

  // A header shows no value and a full-width row no label, unless it has one.
  const showKinds = () => rows().forEach((row) => {
    row.dataset.kind = field(row, "kind").value;
    ["label", "value"].forEach((name) => row.classList.toggle(`has-${name}`, field(row, name).value.trim() !== ""));
  });

  // What such pages have and this one has not: one button each, in the template's order, and one for all.
  const missing = () => {
    const present = new Set(rows().map((row) => plain(field(row, "label").value)));
    return (expected[type?.value] || []).filter(({ label }) => !present.has(plain(label)));
  };
  const offer = () => {
    const box = part.querySelector("[data-missing]");
    const lacking = missing();
    box.hidden = !lacking.length;
    const button = (text, title, action) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "chip offer";
      made.textContent = text;
      if (title) made.title = title;
      made.addEventListener("click", action);
      return made;
    };
    const place = ({ label }) => {
      const order = expected[type.value].map((entry) => plain(entry.label));
      const before = order.slice(0, order.indexOf(plain(label)));
      return rows().filter((row) => before.includes(plain(field(row, "label").value))).at(-1) || null;
    };
    const put = (entry) => add({ kind: entry.kind, label: entry.label }, place(entry));
    const one = lacking.map((entry) => button(`+ ${entry.label}`, entry.example && fill(said.example, entry), () => field(put(entry), "value").focus()));
    const all = button(fill(said.all, { n: lacking.length }), "", () => { lacking.forEach(put); rows()[0]?.scrollIntoView({ block: "center" }); });
    part.querySelector("[data-offers]").replaceChildren(...one, ...(lacking.length > 1 ? [all] : []));
  };

  // Identifiers, checked a moment after they are typed.
  let timer = null;
  const asked = new Map();
  const showChecked = (row, answer) => {
    let note = row.querySelector(".identifier-note");
    if (!note) {
      note = document.createElement("p");
      note.className = "identifier-note";
      note.id = `${row.id}-identifiers`;
      note.setAttribute("role", "status");
      field(row, "value").after(note);
    }
    const links = (answer?.links || []).map(({ text, url }) => {
      const link = document.createElement("a");
      Object.assign(link, { href: url, textContent: `${text} ↗`, target: "_blank", rel: "noopener noreferrer" });
      return link;
    });
    note.replaceChildren(...(answer?.sentence ? [answer.sentence] : []), ...links.flatMap((link) => [link, " "]));
    note.classList.toggle("wrong", Boolean(answer?.sentence));
    if (answer?.sentence) field(row, "value").setAttribute("aria-describedby", note.id);
    else field(row, "value").removeAttribute("aria-describedby");
  };
  const check = async () => {
    const open = rows().filter((row) => {
      const now = `${field(row, "label").value}\n${field(row, "value").value}`;
      return asked.get(row) !== now && asked.set(row, now);
    }).slice(0, 400);
    if (!open.length) return;
    const data = new FormData();
    open.forEach((row) => ["label", "value"].forEach((name) => data.append(name, field(row, name).value)));
    const answer = await ask(said.identifiersUrl, data);
    if (!answer.rows) return;
    open.forEach((row, place) => {
      if (answer.rows[place] || row.querySelector(".identifier-note")) showChecked(row, answer.rows[place]);
    });
  };
  const look = () => {
    showKinds();
    offer();
    clearTimeout(timer);
    timer = setTimeout(check, 600);
  };
  part.addEventListener("rows:refreshed", look);
  part.addEventListener("change", look);
  type?.addEventListener("change", offer);

  const dialog = (id, opener, open, done) => {
    const box = document.getElementById(id);
    part.querySelector(opener).addEventListener("click", () => { box.returnValue = ""; open(box); box.showModal(); });
    box.querySelector("[data-close]").addEventListener("click", () => box.close());
    box.addEventListener("close", () => { if (box.returnValue) done(box); });
    return box;
  };

  // One source for all rows, or for those of one group.
  const sources = (row) => field(row, "citekeys");
  const give = (row, keys) => {
    const control = sources(row);
    const has = control.value.split(",").map((key) => key.trim()).filter(Boolean);
    control.value = Array.from(new Set([...has, ...keys])).join(", ");
    control.dispatchEvent(new CustomEvent("chips:set"));
    changed(control);
  };
  const scopes = () => {
    const found = [{ label: said.whole, rows: rows().filter((row) => Number(row.dataset.level) === 3) }];
    const open = [];
    rows().forEach((row) => {
      const level = Number(row.dataset.level);
      if (level < 3) {
        open.splice(0, open.length, ...open.filter((scope) => scope.level < level));
        open.push({ label: fill(said.group, { label: field(row, "label").value }), level, rows: [] });
        found.push(open.at(-1));
      } else {
        open.forEach((scope) => scope.rows.push(row));
      }
    });
    return found.filter((scope) => scope.rows.length);
  };
  dialog("same-source", "[data-same]", (box) => {
    box.querySelector("select").replaceChildren(...scopes().map(({ label, rows: of }, place) => new Option(`${label} (${of.length})`, place)));
    box.querySelector("input").value = "";
  }, (box) => {
    const keys = box.querySelector("input").value.split(/[,;\s]+/).map((key) => key.replace(/^\[?@|\]$/g, "")).filter(Boolean);
    const scope = scopes()[Number(box.querySelector("select").value)];
    if (keys.length && scope) scope.rows.filter((row) => field(row, "value").value.trim() || field(row, "label").value.trim()).forEach((row) => give(row, keys));
  });

  // A pasted table, shown as the rows that it will be.
  let pasted = [];
  const paste = document.getElementById("paste-table");
  const text = paste.querySelector("textarea");
  const take = paste.querySelector("[value=take]");
  const refusal = paste.querySelector(".errornote");
  const shown = paste.querySelector("[data-rows]");
  const takeTold = take.textContent;
  const showPasted = ({ rows: found = [], notes = [], error = "" }) => {
    pasted = found;
    refusal.textContent = error;
    refusal.hidden = !error;
    take.disabled = !found.length;
    take.textContent = found.length ? fill(said.take, { n: found.length }) : takeTold;
    const table = document.createElement("table");
    found.forEach(({ kind, label, value }) => {
      const line = table.insertRow();
      line.className = kind;
      const cells = kind === "pair" ? [label, value] : [label || value];
      cells.forEach((cell) => { const made = line.insertCell(); made.textContent = cell; made.colSpan = 3 - cells.length; });
    });
    const told = notes.map((note) => Object.assign(document.createElement("p"), { className: "help", textContent: note }));
    shown.replaceChildren(...(found.length ? [table] : []), ...told);
  };
  const read = async () => {
    if (!text.value.trim()) {
      showPasted({});
      return;
    }
    const data = new FormData();
    data.append("table", text.value);
    const typed = text.value;
    const answer = await ask(said.tableUrl, data);
    if (typed === text.value) showPasted(answer);
  };
  let reading = null;
  text.addEventListener("input", () => { clearTimeout(reading); reading = setTimeout(read, 300); });
  // A table copied from a page or a spreadsheet comes as HTML too, which keeps its headers and links.
  text.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    const table = html.match(/<table[\s\S]*<\/table>/i);
    if (!table || text.value.trim()) return;
    event.preventDefault();
    text.value = table[0];
    read();
  });
  dialog("paste-table", "[data-paste]", () => { text.value = ""; showPasted({}); }, () => {
    const made = pasted.map((row) => add(row));
    look();
    made[0]?.scrollIntoView({ block: "center" });
    if (made[0]) field(made[0], made[0].dataset.kind === "full" ? "value" : "label").focus();
  });
  look();
})();
