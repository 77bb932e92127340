// What leads to a page, fetched when a reader comes near its end.
"use strict";

const section = document.querySelector("[data-nearby]");
const watcher = new IntersectionObserver(async ([entry]) => {
  if (!entry.isIntersecting) return;
  watcher.disconnect();
  const response = await fetch(section.dataset.nearby, { credentials: "omit" }).catch(() => null);
  // The link to the whole list stays where nothing came.
  if (response?.ok) section.querySelector(".nearby").innerHTML = await response.text();
}, { rootMargin: "800px" });
watcher.observe(section);
