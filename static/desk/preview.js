// The preview: the whole form as readers would see it, beside the text, following its scrolling; it never takes the focus.

const PAUSE = 500;
const REMEMBERED = "scidex.preview";

/** Blocks of the preview by the line of the text that they come from. */
const blocksOf = (frame) => [...frame.contentDocument.querySelectorAll("[data-line]")].map((block) => ({
  line: Number(block.dataset.line),
  top: block.getBoundingClientRect().top + frame.contentWindow.scrollY,
}));

/** Where in the preview a line of the text is, between the blocks around it. */
const topOf = (blocks, line, end, lines) => {
  const next = blocks.findIndex((block) => block.line > line);
  const before = blocks[next < 0 ? blocks.length - 1 : next - 1] || { line: 1, top: 0 };
  const after = next < 0 ? { line: lines + 1, top: end } : blocks[next];
  const share = after.line > before.line ? (line - before.line) / (after.line - before.line) : 0;
  return before.top + share * Math.max(0, after.top - before.top);
};

export const preview = (parts) => {
  const { desk, form, view } = parts;
  const pane = desk.querySelector(".desk-preview"), frame = pane.querySelector("iframe"), said = pane.querySelector(".desk-said");
  const buttons = [...desk.querySelectorAll(".desk-views button")];
  let shown = "page", timer = null, asking = null, typing = false;

  const follow = () => {
    const blocks = blocksOf(frame);
    if (!blocks.length) return;
    const at = view.scrollDOM.scrollTop;
    const block = view.lineBlockAtHeight(at);
    const share = block.height ? (at - block.top) / block.height : 0;
    const line = view.state.doc.lineAt(block.from).number + share;
    const end = frame.contentDocument.documentElement.scrollHeight;
    frame.contentWindow.scrollTo({ top: at < 4 ? 0 : topOf(blocks, line, end, view.state.doc.lines) - 12, behavior: "instant" });
  };
  /** What is typed is to be seen: its block comes into view where it is not. */
  const showTyped = () => {
    const line = view.state.doc.lineAt(view.state.selection.main.head).number;
    const block = [...frame.contentDocument.querySelectorAll("[data-line]")].findLast((one) => Number(one.dataset.line) <= line);
    const { top, bottom } = block?.getBoundingClientRect() || { top: 0, bottom: 0 };
    if (bottom < 0 || top > frame.clientHeight) block.scrollIntoView({ block: "center", behavior: "instant" });
  };
  const fill = (html) => {
    const filled = frame.contentDocument;
    const { scrollY } = frame.contentWindow;
    filled.body.className = shown === "embed" ? "embed" : "";
    filled.querySelector("main").replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    frame.contentWindow.scrollTo({ top: scrollY, behavior: "instant" });
    if (typing) showTyped();
    typing = false;
  };
  const render = async () => {
    clearTimeout(timer);
    if (shown === "hidden" || !frame.contentDocument?.querySelector("main")) return;
    asking?.abort();
    asking = new AbortController();
    const address = `${desk.dataset.preview}${shown === "embed" ? "?view=embed" : ""}`;
    try {
      const answer = await fetch(address, { method: "POST", body: new FormData(form), redirect: "manual", signal: asking.signal });
      const away = answer.type === "opaqueredirect" || answer.status === 403;
      const { html, refused } = answer.ok ? await answer.json() : {};
      if (html) fill(html);
      // Where nothing was typed yet nothing is missing yet.
      const begun = form.dataset.unsaved !== "no";
      said.textContent = refused && !begun ? desk.dataset.empty : refused || (answer.ok ? "" : away ? desk.dataset.away : desk.dataset.offline);
      said.classList.toggle("quiet", Boolean(refused) && !begun);
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = desk.dataset.offline;
    }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(render, PAUSE); };
  const choose = (name) => {
    shown = name;
    desk.dataset.shown = name;
    pane.hidden = name === "hidden";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.view === name));
    try { localStorage.setItem(REMEMBERED, name); } catch { /* A browser that keeps nothing shows the page each time. */ }
    render();
  };

  // Links lead out of the preview in a tab of their own, and within it to their place.
  const clicked = (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const href = link.getAttribute("href");
    if (href.startsWith("#")) frame.contentDocument.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView();
    else window.open(link.href, "_blank", "noopener");
  };
  const source = (event) => {
    const block = event.target.closest("[data-line]");
    if (!block) return;
    const line = view.state.doc.line(Math.min(Number(block.dataset.line), view.state.doc.lines));
    view.dispatch({ selection: { anchor: line.from }, scrollIntoView: true });
    view.focus();
  };
  const ready = () => {
    frame.contentDocument.addEventListener("click", clicked);
    frame.contentDocument.addEventListener("dblclick", source);
    render();
  };

  for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.view));
  form.addEventListener("input", (event) => { typing ||= event.target === parts.field; later(); });
  form.addEventListener("change", later);
  view.scrollDOM.addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
  frame.addEventListener("load", ready);
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.querySelector("main")) ready();
  let remembered = null;
  try { remembered = localStorage.getItem(REMEMBERED); } catch { /* As above. */ }
  choose(buttons.some((button) => button.dataset.view === remembered) ? remembered : "page");
};
