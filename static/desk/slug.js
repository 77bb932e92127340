// The slug of a new page: made of its type and its title while nobody has written another.
"use strict";

(() => {
  const slug = document.querySelector("input[data-categories]");
  if (!slug || slug.value) return;
  const { title, entity_type: type } = slug.form.elements;
  const categories = JSON.parse(slug.dataset.categories);
  const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ζ: "zeta", η: "eta", θ: "theta", κ: "kappa", λ: "lambda", μ: "mu", σ: "sigma", τ: "tau", ω: "omega" };
  const plain = (text) => text.toLowerCase().replace(/[α-ω]/g, (letter) => GREEK[letter] || "").normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  let made = "";
  const make = () => {
    if (slug.value !== made) return;
    const named = plain(title.value);
    made = [named && categories[type.value], named].filter(Boolean).join("-");
    slug.value = made;
  };
  title.addEventListener("input", make);
  type.addEventListener("change", make);
})();
