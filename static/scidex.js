// What a page gains from JavaScript; all of it works without. Loaded ahead of the style sheet, so that a theme that somebody
// chose is worn from the first paint on; everything else waits until the page is read.
"use strict";

/** The theme that was chosen here, `light`, `dark` or `auto`, the system's; kept under the name that the admin uses too. */
const chosen = () => {
  try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; /* This browser keeps nothing. */ }
};
const wear = (theme) => {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
};
wear(chosen());

const offerThemes = () => {
  const buttons = document.querySelectorAll("input[name=theme]");
  const show = () => buttons.forEach((button) => { button.checked = button.value === chosen(); });
  show();
  buttons.forEach((button) => button.addEventListener("change", () => {
    try { localStorage.setItem("theme", button.value); } catch { /* As above: it holds for this page. */ }
    wear(button.value);
  }));
  addEventListener("storage", () => { wear(chosen()); show(); });
};

/** Marks in the contents the section that is being read, and names it where the list is folded away. */
const followReader = (contents) => {
  const fold = contents.querySelector("details"), here = contents.querySelector(".here"), list = contents.querySelector("ol");
  const links = [...list.querySelectorAll("a")];
  const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let current = null;

  const mark = () => {
    // At the page's end nothing more can rise to the line: whatever is seen there is being read.
    const end = scrollY + innerHeight > document.documentElement.scrollHeight - 4;
    const line = end ? innerHeight : innerHeight / 4;
    const link = links[Math.max(0, heads.findLastIndex((head) => head && head.getBoundingClientRect().top < line))];
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    current.setAttribute("aria-current", "location");
    here.textContent = link === links[0] ? "" : link.textContent;
    // By hand: scrollIntoView would move the page too.
    const { offsetTop: top, offsetHeight: height } = link;
    if (top < list.scrollTop || top + height > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
  heads.forEach((head) => head && observer.observe(head));
  addEventListener("scrollend", mark);

  // A column of its own stands open; above the text the list covers it, and goes once it has served.
  const column = matchMedia("(min-width: 75rem)");
  const rest = () => { fold.open = column.matches; };
  rest();
  column.addEventListener("change", rest);
  document.addEventListener("click", (event) => { if (!fold.contains(event.target) || event.target.closest("a")) rest(); });
  fold.addEventListener("keydown", (event) => { if (event.key === "Escape") rest(); });
};

/** A copy button beside what people copy; without it the text can be selected as ever. */
const offerCopies = () => {
  if (!navigator.clipboard) return;
  const { copy, copied } = document.body.dataset;
  document.querySelectorAll(".copy").forEach((block) => {
    const text = block.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copier";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 1500);
    });
    block.append(button);
  });
};

/** Cards, the menu that copies a reference, and the way back from the list: fetched at the first sign of a reader. */
const offerCards = () => {
  let reader = null;
  const wake = () => Promise.all([import("./reader/cards.js"), import("./reader/references.js")]).then(([cards]) => reader = cards);
  for (const sign of ["pointerover", "pointerdown", "focusin"]) addEventListener(sign, wake, { once: true });
  // A tap that comes before them waits for them.
  addEventListener("click", async (event) => {
    const tapped = event.target.closest(matchMedia("(hover: none)").matches ? "sup.cite a, .copy-reference" : ".copy-reference");
    if (reader || !tapped || !event.detail) return;
    event.preventDefault();
    await wake().catch(() => { if (tapped.href) location.assign(tapped.href); });
    if (tapped.href) reader?.tap(tapped); else if (reader) tapped.click();
  });
};

/** Suggestions in every search box, once somebody goes there. */
const offerSuggestions = () => {
  const suggestIn = (box) => {
    if (!box.matches?.("input[type=search][name=q]") || box.dataset.suggests) return;
    box.dataset.suggests = "true";
    import("./reader/suggest.js").then(({ suggest }) => suggest(box), () => {});
  };
  document.addEventListener("focusin", ({ target }) => suggestIn(target));
  if (document.activeElement) suggestIn(document.activeElement);
};

/** "Changed since your last visit": which revision this browser saw last of each page. Nothing of it is sent anywhere. */
const tellVisits = (place) => {
  const KEY = "scidex:visits";
  const MOST = 500;

  /** Of each artifact `[revision, day]`, and on the day that a newer one was first met also those of the one before. */
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return new Map(Array.isArray(kept) ? kept : []);
    } catch {
      return new Map();
    }
  };

  const write = (visits) => {
    try {
      localStorage.setItem(KEY, JSON.stringify([...visits].slice(-MOST)));
    } catch {
      // A browser that keeps nothing, or has no room left, tells of no change.
    }
  };

  // As the rest of the page writes dates: 1 April 2026.
  const language = document.documentElement.lang.replace(/^en\b.*/, "en-GB");
  const told = (template, number, day) => template.replace("{number}", number).replace(
    "{date}", new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day)),
  );

  const { artifact, revision, url } = place.dataset;
  const number = Number(revision);
  const today = new Date().toISOString().slice(0, 10);
  const visits = read();
  const kept = visits.get(artifact);
  const [seen, day, ...before] = Array.isArray(kept) ? kept : [];
  // Through the day the change stays told, so that reading on or coming back does not lose it.
  const since = seen === undefined ? [] : seen !== number ? [seen, day] : day === today ? before : [];
  visits.delete(artifact);
  visits.set(artifact, [number, today, ...since]);
  write(visits);

  if (Number.isInteger(since[0]) && since[0] !== number && !Number.isNaN(Date.parse(since[1]))) {
    const link = document.createElement("a");
    link.href = `${url}/diff/${since[0]}..${number}`;
    for (const length of ["told", "short"]) {
      const words = document.createElement("span");
      words.className = length;
      words.textContent = told(place.dataset[length], ...since);
      link.append(words);
    }
    place.append(link);
  }
};

/** What leads to a page, brought when a reader comes near its end. */
const offerNearby = (section) => {
  const watcher = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    watcher.disconnect();
    import("./reader/nearby.js").then(({ fill }) => fill(section));
  }, { rootMargin: "800px" });
  watcher.observe(section);
};

document.addEventListener("DOMContentLoaded", () => {
  const contents = document.querySelector(".contents");
  offerThemes();
  if (contents) followReader(contents);
  offerCopies();
  offerSuggestions();
  if (document.getElementById("cards") && "popover" in document.body) offerCards();

  const visit = document.querySelector(".visit"), nearby = document.querySelector("[data-nearby]");
  if (visit) tellVisits(visit);
  if (nearby) offerNearby(nearby);
  // Diagrams and formulas bring their libraries, and only where there are some.
  if (document.querySelector(".mermaid")) import("./reader/diagrams.js");
  if (document.querySelector(".tex")) import("./reader/formulas.js");
});
