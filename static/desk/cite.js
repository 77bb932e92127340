// The citekeys of the form: which stand there already, a fresh one for a work, and the row that ties it to its reference.

const ROWS = "#citations-group .rows > .row:not(.spare)";

/** The rows of the Citations inline that are not to be deleted: key, reference's primary key, and their fields. */
export const rowsOf = (form) => [...new Set(form.querySelectorAll(ROWS))]
  .filter((row) => !row.querySelector("[name$='-DELETE']")?.checked)
  .map((row) => ({ key: row.querySelector("[name$='-key']"), reference: row.querySelector("[name$='-reference']") }))
  .filter(({ key, reference }) => key && reference);

/** What the text calls a work: the page's own key where it has one, else author and year, with a letter where that is taken. */
export const keyFor = (form, text, work) => {
  // Other artifacts have no keys of their own: they cite by the reference's id.
  if (!form.querySelector("#citations-group")) return work.public_id;
  const rows = rowsOf(form);
  const own = rows.find((row) => row.reference.value === String(work.pk) && row.key.value);
  if (own) return own.key.value;
  const taken = new Set([...rows.map((row) => row.key.value), ...[...text.matchAll(/@([A-Za-z0-9_:.-]+)/g)].map((match) => match[1])]);
  if (!taken.has(work.key)) return work.key;
  for (let n = 0; ; n += 1) {
    const letter = String.fromCharCode(97 + (n % 26));
    const fresh = work.key + (n < 26 ? "" : Math.floor(n / 26)) + letter;
    if (!taken.has(fresh)) return fresh;
  }
};

/** Tie a key to a reference in the Citations inline; whoever keeps that inline otherwise cancels the event. */
export const cite = (form, key, work) => {
  const detail = { key, reference: work.pk, public_id: work.public_id, label: work.label ? `${work.label} – ${work.title}` : work.title };
  const event = new CustomEvent("scidex:cite", { bubbles: true, cancelable: true, detail });
  if (form.dispatchEvent(event) && form.querySelector("#citations-group")) addRow(form, detail);
};

const addRow = (form, { key, reference, label }) => {
  let row = rowsOf(form).find((one) => one.key.value === key) || rowsOf(form).find((one) => !one.key.value && !one.reference.value);
  if (row?.reference.value === String(reference)) return;
  if (!row) {
    form.querySelector("#citations-group .add-row a")?.click();
    row = rowsOf(form).find((one) => !one.key.value && !one.reference.value);
  }
  if (!row) return;
  row.key.value = key;
  // Django's select fetches what it offers: the chosen one must be there before it is chosen.
  row.reference.append(new Option(label, reference, true, true));
  row.key.dispatchEvent(new Event("input", { bubbles: true }));
  row.reference.dispatchEvent(new Event("change", { bubbles: true }));
};
