// Small comforts of a page: print, the value beside a slider, "none of these" clears a card.
(() => {
  "use strict";
  const shown = () => document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("input", (event) => {
    const row = event.target.closest("[data-slider]");
    if (!row) return;
    const output = row.querySelector("output"), unit = output.dataset.unit;
    output.textContent = unit ? `${event.target.value} ${unit}` : event.target.value;
  });
  document.addEventListener("change", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || !event.target.checked) return;
    const none = card.querySelector("[data-none]");
    if (event.target === none) card.querySelectorAll("input:checked").forEach((box) => { box.checked = box === none; });
    else if (none) none.checked = false;
  });
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("main details:not([open])").forEach((fold) => { fold.open = true; fold.dataset.folded = "yes"; });
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll("details[data-folded]").forEach((fold) => { fold.open = false; delete fold.dataset.folded; });
  });
  shown();
  for (const name of ["htmx:after:swap", "htmx:afterSwap"]) document.addEventListener(name, shown);
  const problems = document.querySelector(".problems");
  if (problems) problems.focus();
})();
