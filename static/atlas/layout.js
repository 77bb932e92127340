// Where the nodes stand: at rest under forces, worked out before anything is drawn, and the same each time.
"use strict";

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "../vendor/d3-force/d3-force.js";

const TICKS = 260;

/** Gives each node `x`, `y`, a radius `r` and the places of its neighbours `near`; each line its nodes for their places. */
export function layOut(nodes, lines) {
  nodes.forEach((node) => { node.near = new Set(); });
  for (const { source, target } of lines) {
    nodes[source].near.add(target);
    nodes[target].near.add(source);
  }
  nodes.forEach((node, place) => {
    node.place = place;
    node.r = Math.min(16, (node.marked ? 9 : 5) + Math.sqrt(node.near.size));
  });
  // One node stands in the middle; of two, one on either side.
  const marked = nodes.filter((node) => node.marked);
  marked.forEach((node, place) => {
    node.fx = (2 * place - marked.length + 1) * 220;
    node.fy = 0;
  });
  const crowd = Math.min(1, nodes.length / 120);
  forceSimulation(nodes)
    .force("lines", forceLink(lines).distance(70 + 60 * crowd).strength((line) => 0.9 / Math.min(line.source.near.size, line.target.near.size)))
    .force("apart", forceManyBody().strength(-260 + 120 * crowd).distanceMax(600))
    .force("room", forceCollide((node) => node.r + 26 - 17 * crowd))
    .force("x", forceX().strength(0.03))
    .force("y", forceY().strength(0.05))
    .stop()
    .tick(TICKS);
}
