// Cards: what a citation stands for and what a link leads to, beside the text that one is reading.
"use strict";

import { pop } from "./popping.js";
import { bring } from "./sheets.js";

const CITATION = "sup.cite";
const LINKS = "a.to-page, a.to-hypothesis, a.to-analysis, a.to-reference, a.missing";
// In milliseconds: a pointer that only passes opens nothing, and one that is on its way into a card finds it.
const OPENING = 250;
const CLOSING = 300;

const made = document.getElementById("cards");
const styled = bring(made.dataset.sheet);
// What a citation stands for, told with its number to those who hear the page.
const said = Object.assign(document.createElement("span"), { id: "card-said", hidden: true });
document.body.append(said);

const kept = new Map(); // The cards of links, by address.
let card = null; // The open one; `owner` is the citation or link that it stands beside.
let owner = null;
let meant = null; // What the reader seems to turn to.
let opening;
let closing = null;
// What was last pressed with; this may have been fetched between a press and its click.
let pointer = matchMedia("(hover: none)").matches ? "touch" : "mouse";
let openWhenPressed = null;

const ownerOf = (element) => element.closest?.(CITATION) ?? element.closest?.(LINKS) ?? null;
const linksOf = (one) => (one.matches("a") ? [one] : [...one.querySelectorAll("a")]);
const inside = (element) => Boolean(card?.contains(element));
const heldByKeyboard = () => [owner, card].some((one) => one.matches(":focus-visible") || one.querySelector(":focus-visible"));

function turnTo(one) {
  clearTimeout(closing);
  closing = null;
  if (one === meant) return;
  clearTimeout(opening);
  meant = one;
  if (one !== owner) opening = setTimeout(open, OPENING, one);
}

function turnAway() {
  clearTimeout(opening);
  meant = owner;
  // Where the keyboard is, the pointer closes nothing.
  if (card && !heldByKeyboard()) closing ??= setTimeout(close, CLOSING);
}

function close() {
  closing = null;
  card?.hidePopover();
}

async function open(one) {
  meant = one;
  const [content] = await Promise.all([one.matches(CITATION) ? ofCitation(one) : ofLink(one), styled]);
  if (!content || meant !== one || one === owner) return;
  close();
  const box = document.createElement("div");
  box.className = "card";
  box.append(content);
  if (one.matches(CITATION)) {
    box.role = "dialog";
    box.ariaLabel = `${made.dataset.label} ${one.textContent}`;
  } else {
    box.id = "card";
    box.role = "tooltip";
    one.setAttribute("aria-describedby", "card");
    one.removeAttribute("title"); // Else the browser would lay its own tip over the card.
  }
  pop(box, one, (focused) => {
    if (one.matches("a")) one.removeAttribute("aria-describedby");
    card = owner = meant = null;
    if (focused) {
      linksOf(one)[0].focus({ preventScroll: true });
      clearTimeout(opening); // It was left on purpose: coming back to it opens nothing.
    }
  });
  card = box;
  owner = meant = one;
}

function ofCitation(one) {
  const works = document.createDocumentFragment();
  for (const link of linksOf(one)) {
    const entry = document.getElementById(link.hash.slice(1));
    if (entry && !works.querySelector(`a[href="${link.hash}"]`)) works.append(workOf(link, entry));
  }
  return works.childElementCount ? works : null;
}

function workOf(link, entry) {
  const work = made.content.firstElementChild.cloneNode(true);
  const part = (name) => work.querySelector(`.card-${name}`);
  const { title, authors, container, year, uses } = entry.dataset;
  part("standing").append(...copiesOf(entry, ".work > strong"));
  part("number").textContent = `[${link.textContent}]`;
  part("title").append(...(title ? [title] : copiesOf(entry, ".missing-work")));
  part("source").textContent = [authors, container, year, uses].filter(Boolean).join(" · ");
  part("claims").append(...copiesOf(entry, ".claims p"));
  part("jump").before(...copiesOf(entry, ".ids a"));
  part("jump").href = link.hash;
  part("jump").dataset.from = link.id;
  work.querySelectorAll(":scope > :empty").forEach((empty) => empty.remove());
  return work;
}

const copiesOf = (entry, selector) => [...entry.querySelectorAll(selector)].map((node) => node.cloneNode(true));

async function ofLink(link) {
  if (link.matches(".missing")) return made.dataset.missing;
  const { pathname } = new URL(link.href);
  if (pathname === location.pathname) return null;
  if (!kept.has(pathname)) kept.set(pathname, fetch(`${pathname}/card`).then((answer) => (answer.ok ? answer.text() : "")));
  const fragment = document.createElement("template");
  try {
    fragment.innerHTML = await kept.get(pathname);
  } catch {
    kept.delete(pathname); // The network failed: the next look asks again.
  }
  return fragment.content.childElementCount ? fragment.content : null;
}

function tellOf(link) {
  const entry = document.getElementById(link.hash.slice(1));
  if (!entry) return;
  const { title, authors, year } = entry.dataset;
  const standing = entry.querySelector(".work > strong")?.textContent;
  said.textContent = [standing, title, authors, year].filter(Boolean).join(". ") || entry.querySelector(".work").textContent;
  link.setAttribute("aria-describedby", said.id);
}

/** A finger has no hover: the first tap on a citation opens its card, the second one follows it. */
export function tap(link) {
  return open(link.closest(CITATION));
}

function hover(element) {
  const one = ownerOf(element);
  if (inside(element)) turnTo(owner);
  else if (one) turnTo(one);
  else turnAway();
}

function focus(element) {
  const one = inside(element) ? owner : ownerOf(element);
  if (!one) {
    meant = null;
    return close();
  }
  if (!element.matches(":focus-visible")) return;
  if (element.matches(`${CITATION} a`)) tellOf(element);
  turnTo(one);
}

document.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") hover(event.target); });
document.documentElement.addEventListener("pointerleave", turnAway);
document.addEventListener("pointerdown", (event) => {
  pointer = event.pointerType;
  openWhenPressed = owner;
}, { capture: true });
document.addEventListener("click", (event) => {
  const link = event.target.closest(`${CITATION} a`);
  const touched = pointer === "touch" && event.detail > 0; // The Enter key clicks too, without a count.
  if (link && touched && link.closest(CITATION) !== openWhenPressed) {
    event.preventDefault();
    tap(link);
  } else if (link || inside(event.target.closest("a"))) {
    clearTimeout(opening);
    close();
  }
});
document.addEventListener("focusin", (event) => focus(event.target));
document.addEventListener("focusout", (event) => {
  if (event.target.matches(`${CITATION} a`)) event.target.removeAttribute("aria-describedby");
  clearTimeout(opening);
  if (!card) meant = null;
});

// What was pointed at or in focus while this was fetched.
const first = [...document.querySelectorAll(":hover")].at(-1);
if (first && ownerOf(first) && pointer !== "touch") hover(first);
else if (document.activeElement) focus(document.activeElement);
