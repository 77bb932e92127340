// In place of @codemirror/lang-html: raw HTML has no meaning in SciDEX's Markdown, and its three parsers are large.
export const html = () => ({ language: {}, support: [] });
export const htmlCompletionSource = () => null;
