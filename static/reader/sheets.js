// Style sheets that come with a module of the reader.
"use strict";

/** Brings a style sheet; resolves once it is there, or is known not to come. */
export const bring = (href) => new Promise((resolve) => {
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: resolve }));
});
