// Asking the site for JSON on behalf of whoever edits; a session that ended is a refusal with a sentence, like others.

const answered = async (desk, request) => {
  let answer;
  try {
    answer = await request;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(desk.dataset.offline, { cause: error });
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error(desk.dataset.away);
  const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
  if (!answer.ok) throw new Error(told.error || desk.dataset.offline);
  return told;
};

export const asked = (desk, address, query, signal) =>
  answered(desk, fetch(`${address}?${new URLSearchParams(query)}`, { redirect: "manual", signal }));

export const told = (desk, form, address, values) => {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  return answered(desk, fetch(address, { method: "POST", body, redirect: "manual" }));
};
