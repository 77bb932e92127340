// Rows of an artifact: added, removed, put back and moved, by pointer and by keyboard. What is sent are the plain form
// fields: an order number, and a tick for what is removed.
"use strict";

(() => {
  const LAYOUT = ["order", "kind", "stance", "id", "page", "hypothesis", "DELETE"];
  const nameIn = (control) => control.name.split("-").pop();
  const controls = (row) => Array.from(row.querySelectorAll("input[name], select[name], textarea[name]"));
  const named = (row, name) => controls(row).find((control) => nameIn(control) === name);
  const isNew = (row) => !row.classList.contains("standing");
  const isBlank = (row) => controls(row).every((control) => LAYOUT.includes(nameIn(control))
    || (control.type === "checkbox" ? !control.checked : control.value.trim() === ""));
  const isRemoved = (row) => named(row, "DELETE")?.checked || false;
  const changed = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));

  // What select2 puts in a select's place has no name of its own: it is called by the select's label.
  const nameSelects = (node) => node.querySelectorAll("select.select2-hidden-accessible").forEach((select) => {
    const cell = select.closest(".cell, .form-row");
    const label = cell.querySelector("label");
    const [box, text] = [".select2-selection", ".select2-selection__rendered"].map((name) => cell.querySelector(name));
    if (!label || !box || !text) return;
    label.id ||= `${select.id}_label`;
    box.setAttribute("aria-labelledby", `${label.id} ${text.id}`);
    text.setAttribute("aria-labelledby", label.id);
  });

  // After Django's own script, which waits for the same moment and asked first.
  window.django?.jQuery?.(() => nameSelects(document));

  document.querySelectorAll(".rows-part").forEach((part) => {
    const list = part.querySelector("ol.rows");
    const template = part.querySelector("template");
    const told = part.querySelector("[data-told]");
    const total = part.querySelector(`[name="${part.dataset.prefix}-TOTAL_FORMS"]`);
    const ordered = part.querySelector("[data-move]") !== null || template?.content.querySelector("[data-move]") != null;
    const rows = () => Array.from(list.querySelectorAll(":scope > .row"));
    const shown = () => rows().filter((row) => !row.hidden);
    part.classList.add("live");
    part.classList.toggle("ordered", ordered);

    // The numbers that the rows hold are dealt out anew in the order in which they stand: what was not moved keeps its own.
    const renumber = () => {
      if (!ordered) return;
      const counted = rows().filter((row) => !isRemoved(row) && !(isNew(row) && isBlank(row)));
      const number = (row) => Number(named(row, "order").value) || 0;
      let most = Math.max(0, ...counted.map(number));
      const give = (row, given) => { if (number(row) !== given) named(row, "order").value = String(given); };
      counted.filter((row) => !number(row)).forEach((row) => give(row, ++most));
      if (new Set(counted.map(number)).size < counted.length) counted.forEach((row, place) => give(row, place + 1));
      ["", "for", "against"].forEach((stance) => {
        const group = counted.filter((row) => stanceOf(row) === stance);
        const numbers = group.map(number).sort((a, b) => a - b);
        group.forEach((row, place) => give(row, numbers[place]));
      });
    };
    // What speaks for it stands before what speaks against it, as they stand beside each other on the page.
    const stanceOf = (row) => named(row, "stance")?.value || "";
    const sortStances = () => {
      const against = rows().filter((row) => stanceOf(row) === "against");
      rows().forEach((row) => { row.dataset.stance = stanceOf(row); });
      if (against.length && rows().slice(-against.length).some((row, place) => row !== against[place])) list.append(...against);
    };
    const level = (row) => ({ header: 1, subheader: 2 }[named(row, "kind")?.value] || 3);
    // A header leads the rows down to the next header, a sub-header those down to the next of either.
    const led = (row) => {
      const found = [];
      if (level(row) === 3) return found;
      for (let next = row.nextElementSibling; next && level(next) > level(row); next = next.nextElementSibling) found.push(next);
      return found;
    };
    const groups = () => {
      let folded = 0;
      rows().forEach((row) => {
        const own = level(row);
        if (own <= folded) folded = 0;
        row.dataset.level = own;
        row.classList.toggle("folded-away", folded > 0);
        const fold = row.querySelector("[data-fold]");
        if (fold) {
          fold.hidden = own === 3;
          if (own < 3 && !folded && fold.getAttribute("aria-expanded") === "false") folded = own;
        }
      });
    };
    const refresh = () => {
      sortStances();
      renumber();
      groups();
      part.dispatchEvent(new CustomEvent("rows:refreshed", { bubbles: true }));
    };
    const label = (row) => controls(row).find((control) => !LAYOUT.includes(nameIn(control)) && control.value)?.value.slice(0, 60) || "";
    const place = (row) => shown().indexOf(row) + 1;

    const remove = (row, away) => {
      named(row, "DELETE").checked = away;
      row.classList.toggle("removed", away);
      controls(row).forEach((control) => {
        if (nameIn(control) !== "DELETE") control.closest(".cell")?.toggleAttribute("inert", away);
      });
      told.textContent = away ? `${part.dataset.removed} ${label(row)}` : "";
      if (away && isNew(row) && isBlank(row)) row.hidden = true;
      refresh();
      changed(named(row, "DELETE"));
      const next = row.hidden ? row.nextElementSibling || row.previousElementSibling : row;
      next?.querySelector(away && !row.hidden ? "[data-put-back]" : "[data-remove]")?.focus();
    };
    const add = (values = {}, after = null) => {
      let row = rows().find((other) => other.classList.contains("spare"));
      if (row) {
        row.classList.remove("spare");
      } else {
        const number = total.value;
        const holder = document.createElement("ol");
        holder.append(template.content.cloneNode(true));
        holder.querySelectorAll("*").forEach((node) => {
          Array.from(node.attributes).forEach((attribute) => {
            if (attribute.value.includes("__prefix__")) node.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", number));
          });
        });
        row = holder.firstElementChild;
        row.id = `${part.dataset.prefix}-${number}`;
        total.value = String(Number(number) + 1);
        list.append(row);
        row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: part.dataset.prefix } }));
        nameSelects(row);
      }
      row.hidden = false;
      if (after) after.after(row); else list.append(row);
      Object.entries(values).forEach(([name, value]) => { const control = named(row, name); if (control) control.value = value; });
      refresh();
      changed(total);
      return row;
    };
    const insert = (moved, before) => {
      moved.forEach((row) => list.insertBefore(row, before));
      refresh();
      changed(named(moved[0], "order"));
      told.textContent = `${part.dataset.moved} ${place(moved[0])}`;
    };
    // A header goes with what it leads, past the whole group beside it; `alone` moves nothing but the row itself.
    const move = (row, step, alone) => {
      const group = alone ? [row] : [row, ...led(row)];
      const beyond = (at, next) => {
        while (at && (at.hidden || at.classList.contains("spare") || (!alone && level(at) > level(row)))) at = next(at);
        return at;
      };
      if (step < 0) {
        const before = beyond(row.previousElementSibling, (at) => at.previousElementSibling) || (alone || level(row) === 3 ? null : list.firstElementChild);
        if (before && before !== row && stanceOf(before) === stanceOf(row)) insert(group, before);
      } else {
        const next = beyond(group.at(-1).nextElementSibling, (at) => at.nextElementSibling);
        if (!next || stanceOf(next) !== stanceOf(row)) return;
        const passed = alone || level(row) === 3 ? [next] : [next, ...led(next)];
        insert(group, passed.at(-1).nextElementSibling);
      }
    };

    rows().forEach((row) => {
      if (isNew(row) && isBlank(row) && !row.classList.contains("wrong") && !isRemoved(row)) {
        row.hidden = true;
        row.classList.add("spare");
      }
      row.classList.toggle("removed", isRemoved(row));
    });
    sortStances();
    groups();

    part.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const row = button.closest(".row");
      if (button.dataset.move) {
        move(row, Number(button.dataset.move), event.shiftKey);
        button.focus();
      } else if ("remove" in button.dataset) {
        remove(row, true);
      } else if ("putBack" in button.dataset) {
        remove(row, false);
      } else if ("fold" in button.dataset) {
        button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") === "false"));
        groups();
      } else if ("add" in button.dataset) {
        const added = add(Object.fromEntries(new URLSearchParams(button.dataset.add)));
        controls(added).find((control) => !LAYOUT.includes(nameIn(control)) && control.offsetParent)?.focus();
      }
    });
    part.addEventListener("keydown", (event) => {
      const row = event.target.closest(".row");
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!ordered || !row || !step || !event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const focused = document.activeElement;
      move(row, step, event.shiftKey);
      focused.focus();
    });
    part.addEventListener("input", refresh);
    part.addEventListener("change", (event) => {
      // Sortable calls an event of its own `change` too.
      if (event.target === total || !event.target.name) return;
      if (nameIn(event.target) === "stance") refresh(); else groups();
    });
    if (ordered && window.Sortable) {
      let group = [];
      window.Sortable.create(list, {
        handle: ".grip",
        animation: 120,
        onStart: (event) => { group = led(event.item); group.forEach((row) => row.classList.add("along")); },
        onEnd: (event) => {
          group.forEach((row) => row.classList.remove("along"));
          // Dropped among the rows that it leads, it stays with them.
          // Dropped between two of the other side, evidence changes sides.
          const beside = [event.item.previousElementSibling, event.item.nextElementSibling].filter(Boolean).map(stanceOf);
          if (named(event.item, "stance") && beside.length && !beside.includes(stanceOf(event.item))) named(event.item, "stance").value = beside[0];
          if (group.length && !group.includes(event.item.nextElementSibling)) event.item.after(...group);
          refresh();
          changed(named(event.item, "order"));
          told.textContent = `${part.dataset.moved} ${place(event.item)}`;
        },
      });
    }
    // What other scripts of the form ask for.
    part.addEventListener("rows:add", (event) => { event.detail.row = add(event.detail.values, event.detail.after); });
    part.addEventListener("rows:refresh", refresh);
  });
})();
