// The toolbar: what each button does to the text, its shortcut, and moving among the buttons with the arrow keys.
import { EditorSelection, openSearchPanel, redo, startCompletion, undo } from "../vendor/codemirror/codemirror.js";

const MAC = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** `Mod-Shift-h` as people of this platform write it. */
const shown = (key) => {
  const names = MAC ? { Mod: "⌘", Shift: "⇧", Alt: "⌥" } : { Mod: "Ctrl", Shift: "Shift", Alt: "Alt" };
  return key.split("-").map((part) => names[part] || part.toUpperCase()).join(MAC ? "" : "+");
};

const replaced = (view, range, text, from = text.length, to = from) => {
  view.dispatch({
    changes: { from: range.from, to: range.to, insert: text },
    selection: EditorSelection.range(range.from + from, range.from + to), userEvent: "input", scrollIntoView: true,
  });
};

/** The selection between two marks, or without them where they stand around it already. */
const wrap = (view, mark, words) => {
  const range = view.state.selection.main;
  const { from, to } = range;
  const around = view.state.sliceDoc(Math.max(0, from - mark.length), from) === mark && view.state.sliceDoc(to, to + mark.length) === mark;
  // One star of two is not emphasis.
  const longer = mark === "*" && view.state.sliceDoc(Math.max(0, from - 2), from) === "**" && view.state.sliceDoc(Math.max(0, from - 3), from) !== "***";
  if (around && !longer) {
    replaced(view, { from: from - mark.length, to: to + mark.length }, view.state.sliceDoc(from, to), 0, to - from);
  } else {
    const text = view.state.sliceDoc(from, to) || words;
    replaced(view, range, `${mark}${text}${mark}`, mark.length, mark.length + text.length);
  }
};

const lines = (view) => {
  const { from, to } = view.state.selection.main;
  const found = [];
  for (let at = view.state.doc.lineAt(from); ; at = view.state.doc.line(at.number + 1)) {
    found.push(at);
    if (at.to >= to) return found;
  }
};

/** From text to a heading of level two, three, four, and back. */
const heading = (view) => {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  const marks = /^#{1,6} +/.exec(line.text)?.[0] || "";
  const level = marks.trim().length;
  const insert = level === 0 ? "## " : level < 4 ? `${"#".repeat(level + 1)} ` : "";
  view.dispatch({ changes: { from: line.from, to: line.from + marks.length, insert }, userEvent: "input" });
};

const list = (view) => {
  const chosen = lines(view).filter((line, _n, all) => line.text.trim() || all.length === 1);
  const off = chosen.every((line) => /^\s*[-*+] /.test(line.text));
  view.dispatch({
    changes: chosen.map((line) => {
      const start = line.from + /^\s*/.exec(line.text)[0].length;
      return off ? { from: start, to: start + 2 } : { from: start, insert: "- " };
    }),
    userEvent: "input",
  });
};

const link = (view, words) => {
  const range = view.state.selection.main;
  const text = view.state.sliceDoc(range.from, range.to) || words;
  replaced(view, range, `[${text}](`);
  startCompletion(view);
};

/** A table in a paragraph of its own, its first heading selected. */
const table = (view, word) => {
  const at = view.state.selection.main.to;
  const line = view.state.doc.lineAt(at);
  const before = line.text.trim() ? "\n\n" : "";
  const text = `${before}| ${word} 1 | ${word} 2 |\n|---|---|\n|  |  |\n`;
  replaced(view, { from: line.to, to: line.to }, text, before.length + 2, before.length + 4 + word.length);
};

const formula = (view) => {
  const { from, to } = view.state.selection.main;
  wrap(view, view.state.sliceDoc(from, to).includes("\n") ? "$$" : "$", "x^2");
};

export const toolbar = (parts) => {
  const { desk } = parts;
  const [bold, italic, linkText, column] = desk.dataset.stands.split("|");
  const commands = {
    bold: (view) => wrap(view, "**", bold), italic: (view) => wrap(view, "*", italic), heading, list,
    link: (view) => link(view, linkText), cite: () => parts.dialog.open(), picture: () => parts.pictures.open(),
    table: (view) => table(view, column), formula, undo, redo, find: openSearchPanel,
  };
  const opensSomething = new Set(["cite", "picture", "find"]);
  const buttons = [...desk.querySelectorAll(".desk-tools button")];
  buttons.forEach((button, place) => {
    const name = button.dataset.do;
    button.title = `${button.getAttribute("aria-label")} (${shown(button.dataset.key)})`;
    button.setAttribute("aria-keyshortcuts", button.dataset.key.replace("Mod", MAC ? "Meta" : "Control").replaceAll("-", "+"));
    button.tabIndex = place ? -1 : 0;
    button.addEventListener("click", () => {
      commands[name](parts.view);
      if (!opensSomething.has(name)) parts.view.focus();
    });
  });
  desk.querySelector(".desk-tools").addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    const chosen = buttons[(next + buttons.length) % buttons.length];
    chosen.tabIndex = 0;
    chosen.focus();
  });
  const own = buttons.filter((button) => !["undo", "redo", "find"].includes(button.dataset.do));
  return { keys: own.map((button) => ({ key: button.dataset.key, preventDefault: true, run: (view) => { commands[button.dataset.do](view); return true; } })) };
};
