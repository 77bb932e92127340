// What a comparison gains from JavaScript, for readers and in the admin; all of it works without.
"use strict";

// A text that somebody writes by hand is the one that is meant.
document.addEventListener("input", (event) => {
  const hand = event.target.closest(".choice textarea")?.closest(".choice").querySelector("input[value=hand]");
  if (hand) hand.checked = true;
});

// The keys n and p lead to the next and the previous change.
const changes = [...document.querySelectorAll(".diff .change")];
document.addEventListener("keydown", (event) => {
  if (!changes.length || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const step = { n: 1, p: -1 }[event.key];
  if (!step) return;
  const at = changes.indexOf(document.activeElement);
  const next = changes[at < 0 ? (step > 0 ? 0 : changes.length - 1) : (at + step + changes.length) % changes.length];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
});
