// The body map: tap or arrow keys choose a spot; the radio buttons of the list hold the choice and post it.
(() => {
  "use strict";

  function wire(root) {
    if (root.dataset.ready) return;
    root.dataset.ready = "yes";
    const form = root.closest("form") || root;
    const options = [...root.querySelectorAll("[role=option]")];
    const spots = [...root.querySelectorAll(".spot")];
    const said = root.querySelector("[data-said]");
    const rest = said.textContent;
    const radios = (name) => [...root.querySelectorAll(`input[name=${name}]`)];
    const value = (name) => (radios(name).find((radio) => radio.checked) || {}).value;
    const named = (key, side) => options.find((o) => o.dataset.key === key && (side === "both" || o.dataset.side === side));

    function stop(option) {
      for (const other of options) other.setAttribute("tabindex", other === option ? "0" : "-1");
    }

    function show() {
      const key = value("muscle"), side = value("side");
      for (const spot of spots) {
        const chosen = spot.dataset.key === key && (spot.dataset.side === side || side === "both");
        spot.classList.toggle("chosen", chosen);
        if (spot.hasAttribute("role")) spot.setAttribute("aria-selected", String(chosen));
      }
      const option = named(key, side);
      if (option) stop(option);
      tell(null);
    }

    function tell(option) {
      const key = value("muscle"), side = value("side"), chosen = named(key, side);
      for (const spot of spots) {
        spot.classList.toggle("near", Boolean(option) && spot.dataset.key === option.dataset.key && spot.dataset.side === option.dataset.side);
      }
      if (option) said.textContent = option.getAttribute("aria-label");
      else if (chosen && side !== "both") said.textContent = chosen.getAttribute("aria-label");
      else {
        const radio = radios("muscle").find((r) => r.checked);
        said.textContent = radio ? radio.closest("label").innerText.trim() : rest;
      }
    }

    function choose(key, side) {
      for (const [name, wanted] of [["side", side], ["muscle", key]]) {
        const radio = radios(name).find((r) => r.value === wanted);
        if (!radio || radio.checked) continue;
        radio.checked = true;
        radio.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }

    function move(from, key) {
      const at = options.indexOf(from), last = options.length - 1;
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[key];
      if (to === undefined) return false;
      const option = options[(to + options.length) % options.length];
      stop(option);
      option.focus();
      return true;
    }

    root.querySelector(".map").removeAttribute("aria-hidden");
    stop(options[0]);
    const under = (event) => {
      const spot = event.target.closest("[data-key]");
      return spot && named(spot.dataset.key, spot.dataset.side);
    };
    const pictures = root.querySelector("[data-pictures]");
    pictures.addEventListener("click", (event) => {
      const option = under(event);
      if (!option) return;
      choose(option.dataset.key, option.dataset.side);
      stop(option);
      option.focus({ preventScroll: true });
    });
    pictures.addEventListener("pointermove", (event) => tell(under(event)));
    pictures.addEventListener("pointerleave", () => tell(null));
    pictures.addEventListener("focusin", (event) => tell(under(event)));
    pictures.addEventListener("focusout", () => tell(null));
    pictures.addEventListener("keydown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Enter" || event.key === " ") {
        choose(option.dataset.key, option.dataset.side);
        event.preventDefault();
      } else if (move(option, event.key)) event.preventDefault();
    });

    form.addEventListener("change", (event) => {
      if (event.target.name === "muscle" && event.target.hasAttribute("data-middle")) choose(event.target.value, "both");
      if (["muscle", "side"].includes(event.target.name)) show();
    });
    form.addEventListener("reset", () => setTimeout(show));

    const search = root.querySelector("[data-search]"), list = root.querySelector("[data-list]");
    search.hidden = false;
    const field = search.querySelector("input");
    field.addEventListener("input", () => {
      const typed = field.value.toLowerCase().split(/[^a-z0-9']+/).filter(Boolean);
      const side = typed.find((word) => word === "left" || word === "right");
      const words = typed.filter((word) => !["left", "right", "my", "the", "of"].includes(word));
      if (side) choose(value("muscle"), side);
      for (const row of list.querySelectorAll("li")) row.hidden = !words.every((word) => row.dataset.words.includes(word));
      for (const part of list.querySelectorAll(".part")) part.hidden = !part.querySelector("li:not([hidden])");
      root.querySelector("[data-nothing]").hidden = Boolean(list.querySelector("li:not([hidden])"));
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = list.querySelector("li:not([hidden]) input");
      if (first) first.focus();
    });
    show();
  }

  const all = (node) => node.querySelectorAll && node.querySelectorAll("[data-bodymap]").forEach(wire);
  all(document);
  document.addEventListener("htmx:after:swap", () => all(document));
  document.addEventListener("htmx:afterSwap", () => all(document));
})();
