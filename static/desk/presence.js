// Presence: tells the server every few seconds that this form is open, and shows who else is there.
"use strict";

(() => {
  const box = document.getElementById("presence");
  const form = box?.closest("form");
  if (!form) return;
  const PAUSE = 15000;
  const others = box.querySelector(".others");
  const newer = box.querySelector(".newer");
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const tab = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  let timer = null;

  const told = (more) => {
    const data = new FormData();
    const fields = {
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      base: form.elements.base_number?.value || "",
      tab,
      typed: form.dataset.unsaved === "yes" ? "1" : "",
      ...more,
    };
    Object.entries(fields).forEach(([name, value]) => data.append(name, value));
    return data;
  };
  // Only what is new is written, so that a screen reader tells it once.
  const say = (place, text) => { if (place.textContent !== text) place.textContent = text; };
  const show = (answer) => {
    say(others, answer.others.join(" "));
    say(newer.querySelector("span"), answer.newer ? answer.newer.sentence : "");
    const link = newer.querySelector("a");
    link.hidden = !answer.newer;
    if (answer.newer) link.href = answer.newer.url;
    box.classList.toggle("told", answer.others.length > 0 || answer.newer !== null);
  };
  const ping = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const answer = await fetch(box.dataset.url, { method: "POST", body: told(), redirect: "manual" });
      if (answer.ok) show(await answer.json());
    } catch {
      // The autosave tells when the server is away.
    }
    timer = setTimeout(ping, PAUSE);
  };

  document.addEventListener("visibilitychange", ping);
  addEventListener("pageshow", ping);
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    navigator.sendBeacon(box.dataset.url, told({ leaving: "1" }));
  });
})();
