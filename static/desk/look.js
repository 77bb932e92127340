// How the editor looks: the admin's colours, light and dark, and what science pages mark up besides Markdown.
import {
  Decoration, EditorView, HighlightStyle, MatchDecorator, ViewPlugin, syntaxHighlighting, tags,
} from "../vendor/codemirror/codemirror.js";

const MARK = /\[@[^\[\]\n]+\]|\[\[[^\[\]\n]+\]\]|\$\$[^$]+\$\$|\$[^$\n]+\$/g;
const classOf = (text) => (text.startsWith("[@") ? "cm-cite" : text.startsWith("[[") ? "cm-wikilink" : "cm-tex");

const matcher = new MatchDecorator({
  regexp: MARK,
  decoration: (match) => Decoration.mark({ class: classOf(match[0]) }),
});
export const marks = ViewPlugin.define(
  (view) => ({
    decorations: matcher.createDeco(view),
    update(update) { this.decorations = matcher.updateDeco(update, this.decorations); },
  }),
  { decorations: (plugin) => plugin.decorations },
);

const quiet = "var(--body-quiet-color)";
// A little stronger than a link of the admin: it stands on tinted ground too.
const link = "color-mix(in srgb, var(--link-fg) 75%, var(--body-fg))";
const style = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700", color: "var(--body-loud-color)" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.link, color: link },
  { tag: [tags.url, tags.processingInstruction, tags.contentSeparator], color: quiet },
  { tag: [tags.monospace, tags.labelName], color: "var(--body-loud-color)", backgroundColor: "var(--darkened-bg)" },
  { tag: tags.quote, color: quiet },
]);
const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--body-fg)", backgroundColor: "var(--body-bg)", fontSize: ".875rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "inherit", fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { padding: ".6rem .2rem", caretColor: "var(--body-fg)", minHeight: "6rem" },
  ".cm-cursor": { borderLeftColor: "var(--body-fg)", borderLeftWidth: "2px" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--primary) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--primary) 30%, transparent) !important",
  },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: quiet },
  ".cm-gutter-lint": { width: "1.1em" },
  ".cm-cite": { color: link, backgroundColor: "color-mix(in srgb, var(--link-fg) 13%, transparent)", borderRadius: "3px" },
  ".cm-wikilink": { color: link, textDecoration: "underline", textUnderlineOffset: ".15em" },
  ".cm-tex": { backgroundColor: "var(--darkened-bg)", borderRadius: "3px", fontStyle: "italic" },
  ".cm-tooltip, .cm-panels": { color: "var(--body-fg)", backgroundColor: "var(--body-bg)", border: "1px solid var(--border-color)" },
  ".cm-tooltip": { borderRadius: "6px", boxShadow: "0 4px 16px rgb(0 0 0 / .25)", overflow: "hidden", maxWidth: "min(40rem, 94vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { font: ".85rem/1.4 var(--font-family-primary)", maxHeight: "19rem", minWidth: "min(20rem, 88vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex", flexWrap: "wrap", gap: "0 .6rem", padding: ".4rem .7rem", whiteSpace: "normal", overflowWrap: "anywhere",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--primary)", color: "#fff" },
  ".cm-completionDetail": { marginLeft: "0", fontStyle: "normal", fontSize: ".92em", color: quiet },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-warned .cm-completionDetail": { color: "var(--error-fg)", fontWeight: "700" },
  ".cm-warned[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-panel.cm-search": { font: ".82rem var(--font-family-primary)", padding: ".5rem 2rem .5rem .6rem" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: ".25rem", fontSize: "inherit" },
  ".cm-panel .cm-textfield, .cm-panel .cm-button": {
    font: "inherit", color: "inherit", background: "var(--body-bg)", border: "1px solid var(--border-color)", borderRadius: "4px", padding: ".25rem .5rem",
  },
  ".cm-panel .cm-button": { background: "var(--darkened-bg)", cursor: "pointer" },
  ".cm-panel.cm-search [name=close]": { color: "inherit", fontSize: "1.2rem", padding: "0 .5rem" },
  ".cm-searchMatch": { backgroundColor: "color-mix(in srgb, var(--accent-mark, #e8a100) 40%, transparent)" },
  ".cm-searchMatch-selected": { outline: "2px solid var(--primary)" },
  ".cm-diagnostic": { font: ".85rem/1.45 var(--font-family-primary)", padding: ".4rem .7rem" },
  ".cm-diagnosticAction": { background: "var(--button-bg)", color: "var(--button-fg)", borderRadius: "4px", padding: ".2rem .6rem", marginLeft: ".6rem", cursor: "pointer" },
  // CodeMirror's own marks are pictures in its style, which the policy refuses.
  ".cm-lintRange": { backgroundImage: "none", textDecoration: "underline wavy var(--body-quiet-color)", textUnderlineOffset: ".2em" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecorationColor: "var(--error-fg)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecorationColor: "#b36b00" },
  ".cm-lintRange-info, .cm-lintRange-hint": { backgroundImage: "none" },
  ".cm-lintRange-active": { backgroundColor: "color-mix(in srgb, #e8a100 25%, transparent)" },
  ".cm-lint-marker": { width: "1em", height: "auto", fontWeight: "700", textAlign: "center" },
  ".cm-lint-marker-error": { content: "none", color: "var(--error-fg)" },
  ".cm-lint-marker-error::before": { content: '"●"' },
  ".cm-lint-marker-warning": { content: "none", color: "#b36b00" },
  ".cm-lint-marker-warning::before": { content: '"▲"' },
  ".cm-lint-marker-info": { content: "none", color: quiet },
  ".cm-lint-marker-info::before": { content: '"○"' },
  ".cm-panel.cm-panel-lint": { font: "inherit" },
  ".cm-panel.cm-panel-lint ul": { maxHeight: "9rem" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { background: "var(--darkened-bg)", color: "inherit" },
  "button:focus-visible, input:focus-visible": { outline: "2px solid var(--link-fg)", outlineOffset: "1px" },
});

export const look = [theme, syntaxHighlighting(style)];
