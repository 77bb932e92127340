// Words with commas between them, as chips. The field itself stays what is sent.
"use strict";

(() => {
  const changed = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));

  const chips = (field) => {
    const box = document.createElement("span");
    const list = document.createElement("span");
    const entry = document.createElement("input");
    box.className = "chips";
    list.className = "chip-list";
    entry.type = "text";
    entry.autocomplete = "off";
    entry.placeholder = field.dataset.chips;
    if (field.dataset.list) entry.setAttribute("list", field.dataset.list);
    // The label and the help now speak of what one types into.
    ["id", "aria-describedby", "aria-invalid"].forEach((name) => {
      if (field.hasAttribute(name)) entry.setAttribute(name, field.getAttribute(name));
      field.removeAttribute(name);
    });
    field.hidden = true;
    box.append(list, entry);
    field.after(box);

    const words = () => field.value.split(/[,;\n]/).map((word) => word.trim()).filter(Boolean);
    const show = () => {
      list.replaceChildren(...words().map((word) => {
        const chip = document.createElement("button");
        chip.type = "button";
        chip.className = "chip";
        chip.dataset.word = word;
        chip.setAttribute("aria-label", `${field.dataset.chipRemove} ${word}`);
        chip.title = chip.getAttribute("aria-label");
        chip.textContent = word;
        return chip;
      }));
      field.dispatchEvent(new CustomEvent("chips:shown", { bubbles: true }));
    };
    const set = (given) => {
      field.value = Array.from(new Set(given)).join(", ");
      show();
      changed(field);
    };
    const take = () => {
      const typed = entry.value.split(/[,;\n]/).map((word) => word.trim().replace(/^\[?@|\]$/g, "")).filter(Boolean);
      entry.value = "";
      if (typed.length) set([...words(), ...typed]);
    };
    entry.addEventListener("keydown", (event) => {
      if (["Enter", ",", ";"].includes(event.key)) {
        event.preventDefault();
        take();
      } else if (event.key === "Backspace" && !entry.value && words().length) {
        event.preventDefault();
        set(words().slice(0, -1));
      }
    });
    // Chosen from the list that the browser offers.
    entry.addEventListener("input", (event) => { if (event.inputType === "insertReplacementText" || !event.inputType) take(); });
    entry.addEventListener("blur", take);
    list.addEventListener("click", (event) => {
      const chip = event.target.closest(".chip");
      if (!chip) return;
      set(words().filter((word) => word !== chip.dataset.word));
      entry.focus();
    });
    field.addEventListener("chips:set", show);
    show();
  };
  const within = (node) => node.querySelectorAll("input[data-chips]").forEach((field) => {
    if (!field.closest("template") && !field.hidden) chips(field);
  });

  within(document);
  document.addEventListener("formset:added", (event) => within(event.target));
})();
