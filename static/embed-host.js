// For sites that embed pages: makes each frame as high as its content. Served as /embed.js; docs/embedding.md tells how.
(() => {
  "use strict";
  // Only frames of the site that this script comes from, and only what they say themselves.
  const { origin } = new URL(document.currentScript.src, location);
  const frames = () => [...document.querySelectorAll("iframe[src]")].filter((frame) => new URL(frame.src, location).origin === origin);

  addEventListener("message", ({ source, origin: from, data }) => {
    if (from !== origin || data?.type !== "scidex:height") return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame || !(data.height > 0 && data.height < 1e6)) return;
    const borders = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.height = `${data.height + borders}px`;
  });
  // Those that spoke before this script had come say it again.
  frames().forEach(({ contentWindow }) => contentWindow.postMessage({ type: "scidex:ask" }, "*"));
})();
