// In the frame of one diagram: draws the source that the page around it sends, and tells it the height.
"use strict";

{
  // The frame is sandboxed: its own origin is none, but its address is that of the site.
  const { origin } = new URL(location.href);
  // Below this width labels cannot be read: what is wider scrolls.
  const LEAST = 540;
  const tell = (message) => parent.postMessage({ diagram: message }, origin);

  // Tags in labels stay text, but for line breaks; `<<interface>>` is Mermaid's own.
  const TAG = /<<[\w ]+>>|<br ?\/?>|<(?=[a-z/!])/gi;
  const plain = (source) => source.replace(TAG, (mark) => (mark === "<" ? "#lt;" : mark));

  const draw = async ({ source, dark }) => {
    mermaid.initialize({
      startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true, theme: dark ? "dark" : "neutral",
      fontFamily: "system-ui, sans-serif", maxTextSize: 20000, maxEdges: 300,
    });
    const { svg } = await mermaid.render("drawn", plain(source));
    document.body.innerHTML = svg;
    const drawn = document.querySelector("svg");
    const [, , width] = (drawn.getAttribute("viewBox") || "").split(/\s+/).map(Number);
    if (width) drawn.style.minWidth = `${Math.min(width, LEAST)}px`;
    // Where it scrolls, with room for the bar.
    const bar = () => (drawn.clientWidth > innerWidth ? 16 : 0);
    const tellHeight = () => tell({ height: Math.ceil(drawn.getBoundingClientRect().height) + bar() });
    // At once too: a frame out of sight observes nothing.
    tellHeight();
    new ResizeObserver(tellHeight).observe(drawn);
  };

  addEventListener("message", ({ source, origin: from, data }) => {
    if (source !== parent || from !== origin || typeof data?.source !== "string") return;
    draw(data).catch(() => tell({ broken: true }));
  });
  tell({ ready: true });
}
