// Findings of the page doctor as marks in the text: the sentence on hover and by F8, and the fix where there is a safe one.
import { EditorView, forEachDiagnostic, setDiagnostics } from "../vendor/codemirror/codemirror.js";

// Kept beside the marks: where each fix changes the text, moved along with what is typed.
let fixes = [];

/** The place of a code point as UTF-16 counts: characters beyond the basic plane are two units. */
const places = (text) => {
  if (!/[\ud800-\udbff]/.test(text)) return (point) => point;
  const units = [0];
  for (const character of text) units.push(units.at(-1) + character.length);
  return (point) => units[Math.min(point, units.length - 1)];
};

const diagnosticOf = (finding, parts, doc, unit) => {
  const own = finding.edits.filter((edit) => edit.path.length === 1 && edit.path[0] === parts.field.name);
  const edits = own.map((edit) => ({ from: unit(edit.start), to: unit(edit.end), insert: edit.text }));
  const number = finding.part === "line" ? Number(finding.place) : 0;
  if (!edits.length && !(number >= 1 && number <= doc.lines)) return null;
  const line = number >= 1 && number <= doc.lines ? doc.line(number) : doc.lineAt(Math.min(edits[0].from, doc.length));
  const marked = edits.find((edit) => edit.from >= line.from && edit.to <= line.to && edit.to > edit.from) || line;
  const told = { from: marked.from, to: marked.to, severity: finding.severity, source: finding.rule, message: finding.message, actions: [] };
  const fix = { edits, told, broken: edits.some((edit) => edit.to > doc.length) };
  // A fix that changes other fields too is made there, whole.
  if (edits.length && own.length === finding.edits.length && !fix.broken) {
    fixes.push(fix);
    told.actions.push({ name: parts.desk.dataset.fix, apply: (view) => applyFix(view, fix) });
  }
  return told;
};

const applyFix = (view, fix) => {
  if (fix.broken) return;
  view.dispatch({ changes: fix.edits, userEvent: "input.fix" });
  fix.broken = true;
  const left = [];
  forEachDiagnostic(view.state, (told, from, to) => { if (told !== fix.told) left.push({ ...told, from, to }); });
  view.dispatch(setDiagnostics(view.state, left));
  view.focus();
};

export const movedFixes = EditorView.updateListener.of(({ docChanged, changes }) => {
  if (!docChanged) return;
  for (const fix of fixes) {
    fix.broken ||= fix.edits.some(({ from, to }) => changes.touchesRange(from, to));
    for (const edit of fix.edits) {
      edit.from = changes.mapPos(edit.from, 1);
      edit.to = Math.max(edit.from, changes.mapPos(edit.to, -1));
    }
  }
});

/** Mark what the form's event `scidex:findings` tells; `text` in it is the text that was looked at, if it is told. */
export const listenToFindings = (parts) => {
  parts.form.addEventListener("scidex:findings", ({ detail }) => {
    const { doc } = parts.view.state;
    const text = doc.toString();
    // What was typed since has its own answer on the way.
    if (detail.text !== undefined && detail.text !== text) return;
    fixes = [];
    const unit = places(text);
    const found = detail.findings.map((finding) => diagnosticOf(finding, parts, doc, unit)).filter(Boolean);
    parts.view.dispatch(setDiagnostics(parts.view.state, found.sort((a, b) => a.from - b.from)));
  });
};
