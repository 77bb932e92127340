// The page doctor in a form: looks at what is typed, marks what it is of, and makes safe fixes in the form.
"use strict";

{
  const doctor = document.getElementById("doctor");
  const form = doctor.closest("form");
  const found = doctor.querySelector(".doctor-found");
  const told = doctor.querySelector(".doctor-told");
  const LONG = ["body", "statement", "summary"];
  const PAUSE = 1200;
  let last = { findings: [], rows: {} }, timer = null, asked = 0, looking = null;

  const longField = () => LONG.map((name) => form.elements[name]).find((field) => field?.tagName === "TEXTAREA");

  /** The field that the text at a path of the content stands in. */
  const fieldOf = ([part, number, name]) =>
    number === undefined ? form.elements[part] : form.elements[`${last.rows[part]?.[number]}-${name}`];

  /** The place of a code point as UTF-16 counts; a row's field is told of without the space around its text. */
  const unitsOf = (field) => {
    const lead = field === longField() ? 0 : field.value.length - field.value.trimStart().length;
    const units = [lead];
    for (const character of field.value.slice(lead)) units.push(units.at(-1) + character.length);
    return (point) => units[Math.min(point, units.length - 1)];
  };

  const setText = (field, start, end, text) => {
    const wanted = field.value.slice(0, start) + text + field.value.slice(end);
    field.dispatchEvent(new CustomEvent("scidex:edit", { detail: { start, end, text } }));
    if (field.value === wanted) return;
    field.value = wanted;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /** Make the fixes of findings in the form, the last place first; false where one is of no field, or was typed in since. */
  const fix = (findings) => {
    const perField = new Map();
    for (const finding of findings) {
      const edits = finding.edits.map((edit) => ({ ...edit, field: fieldOf(edit.path) }));
      if (!edits.every(({ field }) => field && "value" in field && field.value === last.typed.get(field.name))) continue;
      for (const edit of edits) perField.set(edit.field, [...(perField.get(edit.field) || []), edit]);
    }
    for (const [field, edits] of perField) {
      const unit = unitsOf(field);
      let before = Infinity;
      for (const { start, end, text } of edits.sort((a, b) => b.start - a.start || b.end - a.end)) {
        // Of two that overlap one waits for the next look.
        if (end > before) continue;
        before = start;
        setText(field, unit(start), unit(end), text);
      }
    }
    if (perField.size) told.textContent = doctor.dataset.fixed;
    return perField.size > 0;
  };

  const fieldsOf = ({ part, place }) => {
    if (part === "line") return [longField()];
    if (part === "row") {
      const prefix = last.rows.infobox?.[Number(place) - 1];
      return [form.elements[`${prefix}-value`], form.elements[`${prefix}-label`]];
    }
    if (part === "reference") {
      return [...form.querySelectorAll('[name^="citations-"][name$="-key"]')].filter((field) => field.value.trim() === place);
    }
    return part === "field" ? [form.elements[place], document.getElementById(`${place}-group`)] : [];
  };

  /** The sentence of a finding beside what it is of; what is found twice in one row is said once. */
  const note = (place, { rule, severity, message }) => {
    if ([...place.querySelectorAll(".doctor-note")].some((other) => other.textContent === message)) return;
    const said = document.createElement("p");
    said.className = `doctor-note ${severity}`;
    said.dataset.rule = rule;
    said.textContent = message;
    place.append(said);
  };

  const mark = () => {
    form.querySelectorAll(".doctor-note").forEach((note) => note.remove());
    form.querySelectorAll(".doctor-marked").forEach((row) => row.classList.remove("doctor-marked", "error"));
    for (const finding of last.findings) {
      if (!["row", "reference"].includes(finding.part)) continue;
      const field = fieldsOf(finding).find(Boolean);
      if (!field?.parentElement) continue;
      // Remarks are many: they colour the row, and are read in the list.
      if (finding.severity !== "info") note(field.closest(".rows .row") || field.parentElement, finding);
      const row = field.closest(".form-row, .rows .row");
      row?.classList.add("doctor-marked");
      if (finding.severity === "error") row?.classList.add("error");
    }
  };

  const goTo = (place) => {
    const field = fieldsOf(place).find((one) => one && (one.offsetParent || one.closest(".desk-editor, .markdownx")));
    if (!field) return;
    for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (place.part === "line") {
      const lines = field.value.split("\n"), number = Number(place.place) - 1;
      const start = lines.slice(0, number).reduce((sum, line) => sum + line.length + 1, 0);
      const end = start + (lines[number] || "").length;
      field.dispatchEvent(new CustomEvent("scidex:goto", { detail: { start, end, line: number + 1 } }));
      if (!field.offsetParent) return;
      field.focus();
      field.setSelectionRange(start, end);
      field.scrollTop = field.scrollHeight * number / Math.max(lines.length, 1) - field.clientHeight / 2;
    }
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  };

  /** Show what a look found; the panel keeps its height, its scroll and the focus, so that nothing jumps. */
  const show = (html) => {
    const details = found.querySelector("details"), list = found.querySelector(".doctor-list");
    const held = found.contains(document.activeElement) ? document.activeElement : null;
    const [open, scrolled, height] = [details?.open, list?.scrollTop || 0, doctor.getBoundingClientRect().height];
    found.innerHTML = html;
    const now = found.querySelector("details");
    now.open = Boolean(open);
    found.querySelector(".doctor-list")?.scrollTo(0, scrolled);
    found.querySelectorAll("[data-fix-all]").forEach((button) => { button.hidden = false; });
    if (held) {
      const same = held.dataset.fix && found.querySelector(`[data-fix="${held.dataset.fix}"]`);
      (same || found.querySelector("[data-fix], [data-fix-all], summary")).focus({ preventScroll: true });
    }
    const moved = doctor.getBoundingClientRect();
    if (moved.bottom < 0) scrollBy(0, moved.height - height);
  };

  const look = () => (looking = ask());

  const ask = async () => {
    clearTimeout(timer);
    const number = ++asked, data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    const typed = new Map([...data].map(([name]) => [name, form.elements[name]?.value]));
    try {
      const answer = await fetch(doctor.dataset.url, { method: "POST", body: data, redirect: "manual" });
      if (number !== asked) return;
      if (!answer.ok) throw new Error(String(answer.status));
      last = { ...(await answer.json()), typed };
      if (told.textContent === doctor.dataset.failed) told.textContent = "";
      show(last.html);
      mark();
      const { findings, coverage, rows } = last;
      const text = longField() && typed.get(longField().name);
      form.dispatchEvent(new CustomEvent("scidex:findings", { detail: { findings, coverage, rows, text } }));
    } catch {
      if (number === asked) told.textContent = doctor.dataset.failed;
    }
  };

  const fixOne = async ({ dataset, href }) => {
    // A click may come before the first look has answered, and that may have made room for another.
    while (!last.typed && looking) {
      const newest = looking;
      await newest;
      if (newest === looking) break;
    }
    if (fix(last.findings.filter((finding) => finding.id === dataset.fix))) look();
    // What is in no field of its own is mended on a page that shows it first: the link leads there.
    else if (href) location.assign(href);
  };

  const later = (event) => {
    if (doctor.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);

  doctor.addEventListener("click", (event) => {
    const { target } = event;
    const place = target.closest("[data-part]"), one = target.closest("[data-fix]");
    if (place) {
      event.preventDefault();
      goTo(place.dataset);
    } else if (target.closest("[data-fix-all]")) {
      if (fix(last.findings.filter((finding) => finding.fixable))) look();
    } else if (one) {
      event.preventDefault();
      fixOne(one);
    }
  });

  const loaded = document.readyState === "complete" || new Promise((resolve) => { addEventListener("load", resolve); });
  // A new one that nobody has begun lacks nothing yet.
  looking = Promise.resolve(loaded).then(() => {
    if (!("new" in doctor.dataset && form.dataset.unsaved === "no")) return look();
  });
}
