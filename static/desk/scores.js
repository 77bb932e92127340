// The ten dimensions: a slider beside each number, its level in a word and a colour, and the composite kept true.
"use strict";

(() => {
  const box = document.querySelector("[data-composite]");
  const form = box?.closest("form");
  if (!form) return;
  const said = box.dataset;
  const numbers = Array.from(form.querySelectorAll("input[data-weight]"));
  const level = (score) => (score === null ? "none" : score >= Number(said.high) ? "high" : score >= Number(said.medium) ? "medium" : "low");
  const word = (name) => ({ high: said.wordsHigh, medium: said.wordsMedium, low: said.wordsLow, none: said.missing })[name];
  const scoreOf = (number) => {
    const score = number.value.trim() === "" ? NaN : Number(number.value);
    return score >= 0 && score <= 1 ? score : null;
  };
  const fixed = (score) => score.toFixed(2);

  const compose = () => {
    const present = numbers.map((number) => [Number(number.dataset.weight), scoreOf(number)]).filter(([, score]) => score !== null);
    const weight = present.reduce((sum, [own]) => sum + own, 0);
    const composite = weight ? present.reduce((sum, [own, score]) => sum + own * score, 0) / weight : null;
    const output = box.querySelector("output");
    const name = level(composite === null ? null : Math.round(composite * 1e4) / 1e4);
    output.className = `score ${name}`;
    output.replaceChildren(...(composite === null ? [said.none] : [Object.assign(document.createElement("b"), { textContent: fixed(composite) }), ` ${word(name)}`]));
    box.querySelector("[data-formula]").textContent = weight ? `(${present.map(([own, score]) => `${own} × ${fixed(score)}`).join(" + ")}) ÷ ${weight}` : "";
    box.querySelector("[data-count]").hidden = true;
  };
  const dress = (number) => {
    const label = form.querySelector(`label[for="${number.id}"]`);
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 1, step: 0.01, className: "score-slider" });
    slider.setAttribute("aria-label", `${label.textContent.replace(/:\s*$/, "")} (${said.slider})`);
    const told = Object.assign(document.createElement("span"), { className: "score" });
    const clear = Object.assign(document.createElement("button"), { type: "button", className: "tool", textContent: "✕", title: said.clear });
    clear.setAttribute("aria-label", `${said.clear}: ${label.textContent.replace(/:\s*$/, "")}`);
    number.after(slider, told, clear);
    const show = () => {
      const score = scoreOf(number);
      const name = level(score);
      slider.value = score ?? 0.5;
      slider.classList.toggle("missing", score === null);
      slider.setAttribute("aria-valuetext", score === null ? said.missing : `${fixed(score)} ${word(name)}`);
      told.className = `score ${name}`;
      told.textContent = word(name);
      clear.hidden = score === null;
      compose();
    };
    const set = (value) => {
      number.value = value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    };
    number.addEventListener("input", show);
    slider.addEventListener("input", () => set(slider.value));
    clear.addEventListener("click", () => { set(""); number.focus(); });
    show();
  };
  numbers.forEach(dress);
})();
