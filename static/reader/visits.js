// "Changed since your last visit": which revision this browser saw last of each page. Nothing of it is sent anywhere.
"use strict";

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

const place = document.querySelector(".visit");
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
