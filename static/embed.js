// In an embedded view: tells the page around it how high the content is; without it the frame scrolls. It reads nothing
// that is kept in the browser, so that nobody who meets an embed is known again.
"use strict";

if (document.querySelector(".mermaid")) import("./reader/diagrams.js");
if (document.querySelector(".tex")) import("./reader/formulas.js");

if (parent !== window) {
  const { embed } = document.documentElement.dataset;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    // To whoever frames it: any site may, and the height of a public page is no secret.
    parent.postMessage({ type: "scidex:height", id: embed, height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  // Where the frame is not in sight, browsers put observers off until it is, and the page would jump.
  tell();
  addEventListener("load", tell);
  // The page's script may come later than this one; then it asks.
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.type === "scidex:ask") tell();
  });
}
