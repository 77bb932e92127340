// A box beside what it belongs to: in the top layer, within the window, gone by Escape or a press elsewhere.
"use strict";

const ANCHORED = CSS.supports("position-area", "block-end span-all");
const GAP = 6; // In pixels, as the sheet has it.

export function pop(box, anchor, closed) {
  box.popover = "auto";
  // Right behind it in the document, so that Tab leads into the box and on from it.
  anchor.after(box);
  anchor.classList.add("card-anchor");
  box.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.classList.remove("card-anchor");
    closed(box.contains(document.activeElement));
  });
  box.addEventListener("toggle", (event) => { if (event.newState === "closed") box.remove(); });
  box.showPopover();
  if (!ANCHORED) place(box, anchor);
}

// Below or above, where there is more room, and no higher than that.
function place(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const { clientWidth: wide, clientHeight: high } = document.documentElement;
  const below = high - at.bottom > at.top;
  const left = at.left + at.width / 2 - box.offsetWidth / 2;
  box.style.margin = "0";
  box.style.maxHeight = `${(below ? high - at.bottom : at.top) - 2 * GAP}px`;
  box.style.left = `${Math.max(GAP, Math.min(left, wide - box.offsetWidth - GAP))}px`;
  box.style.top = `${below ? at.bottom + GAP : at.top - box.offsetHeight - GAP}px`;
  const close = (event) => { if (!box.contains(event.target)) box.hidePopover(); };
  addEventListener("scroll", close, { capture: true, once: true });
}
