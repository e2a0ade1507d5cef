// A file may be dropped on the zone; it lands in the plain file input, which posts it.
(() => {
  "use strict";

  function wire(zone) {
    if (zone.dataset.ready) return;
    zone.dataset.ready = "yes";
    const input = zone.querySelector("input[type=file]");
    const said = zone.querySelector("[data-said]");
    let depth = 0;
    const over = (on) => zone.classList.toggle("over", on);

    function told() {
      const names = [...input.files].map((file) => `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} kB`);
      said.textContent = names.length ? `Chosen: ${names.join("; ")}` : "";
    }

    zone.addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; over(true); });
    zone.addEventListener("dragover", (event) => event.preventDefault());
    zone.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) over(false); });
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      depth = 0;
      over(false);
      const files = event.dataTransfer.files;
      if (!files.length) return;
      if (files.length > 1 && !input.multiple) {
        said.textContent = "One file at a time, please.";
        return;
      }
      input.files = files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", told);
    told();
  }

  const all = () => document.querySelectorAll("[data-drop]").forEach(wire);
  all();
  for (const name of ["htmx:after:swap", "htmx:afterSwap"]) document.addEventListener(name, all);
  // A file dropped beside the zone must not replace the page.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
})();
