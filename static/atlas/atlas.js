// The picture of the atlas: fetched, laid out and drawn; where that fails, a sentence says so, and the table stays.
"use strict";

import { layOut } from "./layout.js";
import { Picture } from "./picture.js";
import { move } from "./moving.js";

const map = document.querySelector(".map");

async function show() {
  const response = await fetch(map.dataset.graph, { credentials: "omit" });
  if (!response.ok) throw new Error(response.statusText);
  const { nodes, lines } = await response.json();
  layOut(nodes, lines);
  const picture = new Picture(map, nodes, lines);
  move(picture, map.querySelectorAll("[data-zoom]"));
  map.querySelector(".controls").hidden = false;
  map.dataset.drawn = nodes.length;
}

show().catch(() => { map.querySelector(".canvas").textContent = map.dataset.failed; });
