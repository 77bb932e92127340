// Moving about in the picture: by pointer, wheel, fingers and keys, and by the buttons above it.
"use strict";

const STEP = 1.35;
const STILL = 4;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function move(picture, buttons) {
  const ways = { in: () => picture.zoom(STEP), out: () => picture.zoom(1 / STEP), all: () => picture.showAll() };
  buttons.forEach((button) => button.addEventListener("click", ways[button.dataset.zoom]));
  byPointer(picture);
  byKeys(picture, { "+": ways.in, "=": ways.in, "-": ways.out, 0: ways.all });
}

const inside = (svg, event) => {
  const { left, top } = svg.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
};

function byPointer(picture) {
  const { svg } = picture;
  const down = new Map();
  let moved = 0;

  svg.addEventListener("pointerdown", (event) => {
    down.set(event.pointerId, inside(svg, event));
    if (down.size === 1) moved = 0;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    // Let go of outside, where nothing told so.
    if (!event.buttons) return void down.delete(event.pointerId);
    const now = inside(svg, event);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    // A click stays a click; and what is held goes on outside the picture.
    if (moved < STILL) return;
    svg.setPointerCapture(event.pointerId);
    if (other) picture.zoom(distance(now, other) / (distance(before, other) || 1), other);
    else picture.place(picture.x + now.x - before.x, picture.y + now.y - before.y, picture.scale);
    down.set(event.pointerId, now);
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, (event) => down.delete(event.pointerId));
  // The end of a drag is no click; Enter is one without a pointer.
  svg.addEventListener("click", (event) => { if (moved >= STILL && event.detail) event.preventDefault(); }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  // Over a picture that nobody turned to, the wheel scrolls the page.
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !svg.contains(document.activeElement)) return;
    event.preventDefault();
    picture.zoom(STEP ** (-event.deltaY / 120), inside(svg, event));
  }, { passive: false });
}

const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

function byKeys(picture, others) {
  const { svg, nodes } = picture;
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = nodes[event.target.closest(".node")?.dataset.place];
    if (!at) return;
    const next = event.key in WAYS ? nearest(nodes, at, WAYS[event.key]) : null;
    if (next) {
      at.element.setAttribute("tabindex", -1);
      next.element.setAttribute("tabindex", 0);
      next.element.focus({ preventScroll: true });
      picture.bring(next);
    } else if (!(event.key in WAYS)) {
      if (!others[event.key]) return;
      others[event.key]();
    }
    event.preventDefault();
  });
}

/** The nearest node that lies more in a direction than beside it. */
function nearest(nodes, at, [x, y]) {
  let found = null, least = Infinity;
  for (const node of nodes) {
    const along = (node.x - at.x) * x + (node.y - at.y) * y;
    const aside = Math.abs((node.x - at.x) * y - (node.y - at.y) * x);
    const far = along + 2 * aside;
    if (node !== at && along > 0 && aside <= along && far < least) [found, least] = [node, far];
  }
  return found;
}
