// For sites that embed pages: makes each frame as high as its content. Served as /embed.js; docs/embedding.md tells how.
(() => {
  "use strict";
  // Only frames of the site that this script comes from, and only what they say themselves.
  const { origin } = new URL(document.currentScript.src);
  const frames = () => [...document.querySelectorAll("iframe[src]")].filter(({ src }) => src.startsWith(`${origin}/`));

  addEventListener("message", ({ source, origin: from, data }) => {
    if (from !== origin || data?.type !== "scidex:height") return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame || !(data.height > 0 && data.height < 1e6)) return;
    const borders = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.height = `${data.height + borders}px`;
  });
  const ask = () => frames().forEach(({ contentWindow }) => contentWindow.postMessage({ type: "scidex:ask" }, "*"));
  // Those that spoke before this script had come say it again, and those out of sight, which notice no change by themselves.
  ask();
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
})();
