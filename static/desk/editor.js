// A form's long text as an editor. The text area stays what is sent: every change is written to it, and told by `input`.
import {
  EditorSelection, EditorState, EditorView, Transaction, autocompletion, completionKeymap, defaultKeymap, deleteMarkupBackward,
  drawSelection, highlightActiveLine, history, historyKeymap, insertNewlineContinueMarkup, keymap, lintGutter, lintKeymap,
  markdown, markdownLanguage, search, searchKeymap,
} from "../vendor/codemirror/codemirror.js";
import { acceptWhenReady, citing, linking, pastedIdentifier } from "./complete.js";
import { listenToFindings, movedFixes } from "./findings.js";
import { look, marks } from "./look.js";
import { pictures } from "./pictures.js";
import { preview } from "./preview.js";
import { toolbar } from "./toolbar.js";
import { citeDialog } from "./work.js";

/** What is selected, as the browser has it: the editor may not have heard yet of a selection made just now. */
const selectedIn = (view) => {
  const { main } = view.state.selection;
  const made = view.root.getSelection?.();
  if (!made?.rangeCount || !view.contentDOM.contains(made.anchorNode) || !view.contentDOM.contains(made.focusNode)) return main;
  const [from, to] = [view.posAtDOM(made.anchorNode, made.anchorOffset), view.posAtDOM(made.focusNode, made.focusOffset)].sort((a, b) => a - b);
  // Only what is in sight stands in the page: selected from end to end, it is the whole text.
  const { viewport } = view;
  if (from > viewport.from + 1 || to < viewport.to - 1) return { from, to };
  return main.empty ? { from: 0, to: view.state.doc.length } : main;
};

// Typed over a selection, the browser would carry the old text's style over as an attribute, which the policy refuses.
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.data === null || view.composing) return false;
    const { from, to } = selectedIn(view);
    if (from === to) return false;
    event.preventDefault();
    view.dispatch({
      changes: { from, to, insert: event.data }, selection: { anchor: from + event.data.length },
      userEvent: "input.type", scrollIntoView: true,
    });
    return true;
  },
});

/** The label of a field, taken over by the editor, which is what can be focused. */
const takeLabel = (field) => {
  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  label?.removeAttribute("for");
  return label;
};

/** CodeMirror's own words in the language of the page. */
const phrasesOf = (desk) => Object.fromEntries(
  [...desk.querySelector(".desk-phrases").content.querySelectorAll("i")].map((phrase) => [phrase.dataset.of, phrase.textContent]),
);

const mount = (desk) => {
  const field = desk.querySelector("textarea");
  const form = field.form;
  const label = takeLabel(field);
  const host = document.createElement("div");
  host.className = "desk-editor";
  // In a shadow root CodeMirror adopts its style sheets, which the site's policy allows; in the page it would write them.
  const root = host.attachShadow({ mode: "open" });
  field.after(host);
  // Out of sight and out of the order of focus, but not gone: it is what is sent, and what other scripts may write to.
  field.classList.add("desk-kept");
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");

  let own = false;
  const mirrored = EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    own = true;
    field.value = update.state.doc.toString();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    own = false;
  });
  const parts = { desk, field, form, view: null };
  parts.dialog = citeDialog(parts);
  parts.pictures = pictures(parts);
  const tools = toolbar(parts);
  const view = parts.view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        markdown({ base: markdownLanguage, completeHTMLTags: false, addKeymap: false, htmlTagLanguage: { language: {}, support: [] } }),
        history(), drawSelection(), highlightActiveLine(), lintGutter(), search({ top: true }), EditorView.lineWrapping,
        autocompletion({ override: [citing(parts), linking(parts)], icons: false, activateOnTypingDelay: 150, maxRenderedOptions: 20 }),
        keymap.of([
          ...tools.keys, ...completionKeymap, { key: "Enter", run: acceptWhenReady }, { key: "Enter", run: insertNewlineContinueMarkup },
          { key: "Backspace", run: deleteMarkupBackward }, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({
          "aria-label": label?.textContent.trim().replace(/:$/, "") || field.name,
          "aria-description": desk.querySelector(".desk-help")?.textContent.trim() || "",
          tabindex: "0", spellcheck: "true", autocapitalize: "sentences", autocorrect: "on",
        }),
        EditorState.readOnly.of(field.readOnly), EditorState.phrases.of(phrasesOf(desk)),
        typedOver, parts.pictures.extension, pastedIdentifier, movedFixes, marks, look, mirrored,
      ],
    }),
  });
  label?.addEventListener("click", () => view.focus());
  // Who was typing already goes on where they were.
  if (document.activeElement === field) {
    const within = (place) => Math.min(place, view.state.doc.length);
    view.dispatch({ selection: { anchor: within(field.selectionStart), head: within(field.selectionEnd) } });
    view.focus();
  }

  // Others change the text by an event, so that the change can be undone like one that was typed. It comes into view
  // within the editor; the page stays where it is, so that one finding is mended after the other.
  field.addEventListener("scidex:edit", ({ detail: { start, end, text } }) => {
    view.dispatch({ changes: { from: start, to: end, insert: text }, userEvent: "input.edit" });
    view.scrollDOM.scrollTop = view.lineBlockAt(start).top - view.scrollDOM.clientHeight / 3;
  });
  field.addEventListener("scidex:goto", (event) => {
    event.preventDefault();
    view.dispatch({ selection: { anchor: event.detail.start, head: event.detail.end }, scrollIntoView: true });
    view.focus();
    host.scrollIntoView({ block: "nearest" });
  });
  const takeOver = () => {
    if (own || field.value === view.state.doc.toString()) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: field.value },
      selection: EditorSelection.cursor(Math.min(field.selectionEnd, field.value.length)), annotations: Transaction.userEvent.of("input.replace"),
    });
  };
  field.addEventListener("input", takeOver);
  form.addEventListener("reset", () => setTimeout(takeOver));
  // What was typed before this script came, or what a browser fills in when it comes back to a page, is told of too.
  addEventListener("pageshow", () => {
    takeOver();
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  listenToFindings(parts);
  preview(parts);
  for (const part of desk.querySelectorAll(".desk-bar, .desk-help")) part.hidden = false;
};

for (const desk of document.querySelectorAll(".markdown-desk")) mount(desk);
