// Diagrams of a page: each is drawn in a sandboxed frame when it comes near; its source stays beside it.
"use strict";

const words = document.getElementById("drawing").dataset;
const dark = matchMedia("(prefers-color-scheme: dark)");
const { documentElement: root } = document;
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
const drawn = new Map();

/** A note in words above the source of what is not drawn. */
const note = (pre, text) => {
  const said = document.createElement("p");
  said.className = "note";
  said.textContent = text;
  pre.before(said);
};

/** The source, and what it shows in words, folded below the drawing. */
const fold = (figure, pre) => {
  const details = document.createElement("details"), summary = document.createElement("summary");
  summary.textContent = words.source;
  details.append(summary, ...figure.querySelectorAll(".told"), pre);
  figure.append(details);
};

const send = (frame, pre) => frame.contentWindow.postMessage({ source: pre.textContent, dark: isDark() }, "*");

const draw = (pre) => {
  const figure = pre.closest("figure"), frame = document.createElement("iframe");
  const [said] = figure.querySelectorAll("figcaption");
  frame.title = said ? `${words.diagram}: ${said.textContent}` : words.diagram;
  // Nothing but its script: no cookie, no form, no way out.
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = words.frame;
  // Until it is drawn it takes the room of its source, so that nothing below it moves twice.
  frame.height = pre.offsetHeight;
  drawn.set(frame, pre);
  pre.before(frame);
  pre.hidden = true;
};

addEventListener("message", ({ source, data }) => {
  const [frame, pre] = [...drawn].find(([one]) => one.contentWindow === source) || [];
  const said = data?.diagram;
  if (!frame || !said) return;
  if (said.ready) send(frame, pre);
  if (Number.isFinite(said.height)) {
    frame.height = Math.min(Math.max(said.height, 40), 4000);
    if (pre.hidden) fold(frame.closest("figure"), pre);
    pre.hidden = false;
  }
  if (said.broken) {
    drawn.delete(frame);
    pre.hidden = false;
    note(pre, words.broken);
    frame.remove();
  }
});

const again = () => drawn.forEach((pre, frame) => send(frame, pre));
dark.addEventListener("change", again);
new MutationObserver(again).observe(root, { attributeFilter: ["data-theme"] });

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    draw(target);
  }
}, { rootMargin: "800px" });

for (const pre of document.querySelectorAll("pre.mermaid")) {
  if (pre.classList.contains("refused")) note(pre, words.refused);
  else near.observe(pre);
}
