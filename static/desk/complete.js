// Completion while typing: works behind `[@`, pages, hypotheses and analyses behind `[[` and in the target of a link.
import { EditorView, acceptCompletion, startCompletion } from "../vendor/codemirror/codemirror.js";
import { asked } from "./asking.js";
import { cite, keyFor } from "./cite.js";

// The last key of a mark that is not closed yet: `[@a, p. 3; @fink`.
const CITING = /\[-?@(?:[^\[\]\n]*; *-?@)?([^\[\]\n;@,]*)$/;
const WIKILINK = /\[\[([^\[\]|\n]*)$/;
const LINK = /\]\(((?!https?:|mailto:|#)[^()\n]*)$/;
const IDENTIFIER = /^\s*(?:https?:\/\/|doi:|10\.\d{4,9}\/|pmid|pmc)/i;

/** What a work is told of besides author, year and title: how often it is used, and what is wrong with it. */
export const detailOf = (desk, work) => {
  const { usedHere, usedSingle, used, unused, unpublished } = desk.dataset;
  const uses = work.pages === 0 ? unused : work.pages === 1 ? usedSingle : used.replace("{n}", work.pages);
  const told = work.keys.length ? [usedHere, uses] : [uses];
  if (!work.published) told.push(unpublished);
  if (work.warning) told.push(`${work.warning}!`);
  return told.join(" · ");
};

export const labelOf = (work) => (work.label ? `${work.label} – ${work.title}` : work.title);

/** Write a work's citation in place of what stands from `from` to `to`; `before` and `after` close the mark where it is open. */
export const writeCitation = (parts, work, from, to, before = "", after = "") => {
  const { view, form } = parts;
  const key = keyFor(form, view.state.doc.toString(), work);
  const text = `${before}${key}${after}`;
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.complete", scrollIntoView: true });
  cite(form, key, work);
};

/** The sign that closes a mark, unless it stands there already or another key follows. */
const closing = (view, to, sign) => (/^(?:\]|\)|;|,)/.test(view.state.sliceDoc(to, to + 1)) ? "" : sign);

const answers = async (parts, context, address, query) => {
  const gone = new AbortController();
  context.addEventListener("abort", () => gone.abort());
  const status = parts.desk.querySelector(".desk-status");
  try {
    const found = await asked(parts.desk, address, query, gone.signal);
    status.textContent = "";
    return found;
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = error.message;
    return null;
  }
};

const before = (context) => context.state.sliceDoc(Math.max(0, context.pos - 600), context.pos);

export const citing = (parts) => async (context) => {
  const { desk } = parts;
  const match = CITING.exec(before(context));
  if (!match) return null;
  const term = match[1];
  const found = await answers(parts, context, desk.dataset.works, { term: term.trim(), page: desk.dataset.artifact });
  if (found === null || context.aborted) return null;
  const options = found.results.map((work) => ({
    label: labelOf(work), detail: detailOf(desk, work), type: work.warning ? "warned" : "work",
    apply: (view, _option, from, to) => writeCitation(parts, work, from, to, "", closing(view, to, "]")),
  }));
  if (found.new) {
    options.push({
      label: desk.dataset.make.replace("{identifier}", found.new),
      apply: (view, _option, from, to) => parts.dialog.open(found.new, { from, to, before: "", after: closing(view, to, "]") }),
    });
  }
  return options.length ? { from: context.pos - term.length, options, filter: false } : null;
};

export const linking = (parts) => async (context) => {
  const text = before(context);
  const wiki = WIKILINK.exec(text);
  const match = wiki || LINK.exec(text);
  if (!match || !match[1].replace("/", "").trim()) return null;
  const found = await answers(parts, context, parts.desk.dataset.targets, { term: match[1] });
  if (found === null || context.aborted || !found.results.length) return null;
  const options = found.results.map((target) => ({
    label: target.title,
    detail: [target.kind, target.name, target.published ? "" : parts.desk.dataset.unpublished].filter(Boolean).join(" · "),
    apply: (view, _option, from, to) => {
      const end = wiki ? "]]" : ")";
      const next = view.state.sliceDoc(to, to + end.length);
      const insert = (wiki ? target.name : target.href) + (next === end || next[0] === "|" ? "" : end);
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete" });
    },
  }));
  return { from: context.pos - match[1].length, options, filter: false };
};

/** Enter while the list is asked for anew takes what it then offers first, rather than break the line. */
export const acceptWhenReady = (view) => {
  if (!view.dom.querySelector(".cm-tooltip-autocomplete")) return false;
  const { doc } = view.state;
  const attempt = (left) => {
    if (left && view.state.doc === doc && !acceptCompletion(view)) setTimeout(() => attempt(left - 1), 50);
  };
  attempt(40);
  return true;
};

/** A DOI or PMID that is pasted into a mark is looked up at once. */
export const pastedIdentifier = EditorView.updateListener.of((update) => {
  if (!update.docChanged || !update.transactions.some((transaction) => transaction.isUserEvent("input.paste"))) return;
  const at = update.state.selection.main.head;
  const match = CITING.exec(update.state.sliceDoc(Math.max(0, at - 600), at));
  if (match && IDENTIFIER.test(match[1])) setTimeout(() => startCompletion(update.view));
});
