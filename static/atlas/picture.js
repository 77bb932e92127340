// The picture itself: an SVG of links for nodes and lines for edges, moved and enlarged as a whole.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const LONGEST = 26;
const LETTERS = 12;
const HEAD = 7;
const [MARGIN_X, MARGIN_Y] = [56, 34];
const [LEAST, MOST] = [0.15, 4];

const make = (name, attributes, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const cut = (text) => [...text].length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join("")}…` : text;

export class Picture {
  constructor(map, nodes, lines) {
    this.nodes = nodes;
    this.says = map.dataset;
    this.labels = make("g", { class: "labels" });
    this.sheet = make("g", {}, ...lines.map((line) => this.line(line)), ...nodes.map((node) => this.node(node)), this.labels);
    this.svg = make("svg", { role: "group", "aria-label": this.says.label, "aria-describedby": "atlas-help" }, this.sheet);
    map.querySelector(".canvas").replaceChildren(this.svg);
    // The whole again where the place for it changes; it starts so, too.
    new ResizeObserver(() => this.showAll()).observe(this.svg);
    for (const sign of ["pointerover", "focusin"]) this.svg.addEventListener(sign, ({ target }) => this.tell(target.closest(".node")));
    for (const sign of ["pointerleave", "focusout"]) this.svg.addEventListener(sign, () => this.tell(null));
  }

  line(line) {
    const { source, target } = line;
    const length = Math.hypot(target.x - source.x, target.y - source.y) || 1;
    const [x, y] = [(target.x - source.x) / length, (target.y - source.y) / length];
    const head = (node, way) => {
      const [tipX, tipY] = [node.x - way * x * (node.r + 2), node.y - way * y * (node.r + 2)];
      const [backX, backY] = [tipX - way * x * HEAD, tipY - way * y * HEAD];
      return `M${tipX} ${tipY}L${backX - y * HEAD / 2} ${backY + x * HEAD / 2}L${backX + y * HEAD / 2} ${backY - x * HEAD / 2}Z`;
    };
    const title = make("title", {}, line.relations.join(", "));
    const path = make("line", { x1: source.x, y1: source.y, x2: target.x, y2: target.y });
    const heads = make("path", { d: (line.there ? head(target, 1) : "") + (line.back ? head(source, -1) : "") });
    line.element = make("g", { class: `edge ${line.level || "low"}` }, title, path, heads);
    for (const node of [source, target]) (node.edges ??= []).push(line.element);
    return line.element;
  }

  node(node) {
    const name = node.page ? `${node.label}, ${this.says.page}` : node.label;
    const kind = `node${node.page ? " page" : ""}${node.marked ? " marked" : ""}`;
    const circle = make("circle", { cx: node.x, cy: node.y, r: node.r });
    const title = make("title", {}, node.label);
    // One of them is a stop of the tab key; from there the arrows lead on.
    node.element = make("a", { class: kind, href: node.href, "aria-label": name, tabindex: node.place ? -1 : 0 }, title, circle);
    node.text = make("text", { "text-anchor": "middle" }, cut(node.label));
    this.labels.append(node.text);
    node.element.dataset.place = node.place;
    return node.element;
  }

  /** Moves the sheet: `x` and `y` in pixels from the top left, `scale` pixels for a unit. */
  place(x, y, scale) {
    Object.assign(this, { x, y, scale: Math.min(MOST, Math.max(LEAST, scale)) });
    this.sheet.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
    this.labels.setAttribute("font-size", LETTERS / this.scale);
    this.label();
  }

  /** Enlarges around a point of the screen; the middle if none is named. */
  zoom(by, point = this.middle()) {
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * by));
    const ratio = scale / this.scale;
    this.place(point.x - (point.x - this.x) * ratio, point.y - (point.y - this.y) * ratio, scale);
  }

  middle() {
    const { width, height } = this.svg.getBoundingClientRect();
    return { x: width / 2, y: height / 2 };
  }

  showAll() {
    const { width, height } = this.svg.getBoundingClientRect();
    if (!width || !height) return;
    const [xs, ys] = [this.nodes.map((node) => node.x), this.nodes.map((node) => node.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const scale = Math.min((width - 2 * MARGIN_X) / (right - left || 1), (height - 2 * MARGIN_Y) / (bottom - top || 1), 1.4);
    this.place(width / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2, scale);
  }

  /** Moves a node that stands outside into the middle. */
  bring(node) {
    const { width, height } = this.svg.getBoundingClientRect();
    const [x, y] = [this.x + node.x * this.scale, this.y + node.y * this.scale];
    if (x < MARGIN_X || y < MARGIN_Y || x > width - MARGIN_X || y > height - MARGIN_Y) {
      this.place(width / 2 - node.x * this.scale, height / 2 - node.y * this.scale, this.scale);
    }
  }

  /** Shows the names that find room at this size, the first nodes' before the others'. */
  label() {
    const taken = [];
    for (const node of this.nodes) {
      const half = 0.29 * LETTERS * node.text.textContent.length + 2;
      const [x, y] = [node.x * this.scale, (node.y + node.r) * this.scale + LETTERS];
      const free = taken.every(([otherX, otherY, other]) => Math.abs(x - otherX) > half + other || Math.abs(y - otherY) > LETTERS + 2);
      node.text.classList.toggle("crowded", !free);
      node.text.setAttribute("x", node.x);
      node.text.setAttribute("y", y / this.scale);
      if (free) taken.push([x, y, half]);
    }
  }

  /** Stresses a node with its edges and neighbours, and nothing where there is none. */
  tell(element) {
    this.svg.classList.toggle("telling", element !== null);
    this.svg.querySelectorAll(".told").forEach((one) => one.classList.remove("told"));
    if (element === null) return;
    const node = this.nodes[element.dataset.place];
    for (const one of [node, ...[...node.near].map((place) => this.nodes[place])]) {
      one.element.classList.add("told");
      one.text.classList.add("told");
    }
    (node.edges ?? []).forEach((edge) => edge.classList.add("told"));
  }
}
