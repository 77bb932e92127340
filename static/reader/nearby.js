// What leads to a page, in the place that is kept for it.
"use strict";

export async function fill(section) {
  const response = await fetch(section.dataset.nearby, { credentials: "omit" }).catch(() => null);
  // The link to the whole list stays where nothing came.
  if (response?.ok) section.querySelector(".nearby").innerHTML = await response.text();
}
