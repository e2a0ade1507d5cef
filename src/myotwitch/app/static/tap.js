// Count twitches for half a minute, if one likes to: a press or the space bar for each. Nothing is kept but this count.
(() => {
  "use strict";

  function wire(section) {
    if (section.dataset.ready) return;
    section.dataset.ready = "yes";
    const button = section.querySelector("[data-press]");
    const said = section.querySelector("[data-said]");
    const count = section.querySelector("[data-count]");
    const time = section.querySelector("[data-time]");
    const seconds = Number(section.dataset.seconds);
    let taps = 0, end = 0, timer = 0;
    button.hidden = false;

    function stop() {
      clearInterval(timer);
      timer = 0;
      count.value = taps;
      time.value = seconds;
      said.textContent = `Done: ${taps} in ${seconds} seconds.`;
      button.textContent = "Count anew";
      section.classList.remove("running");
      count.dispatchEvent(new Event("change", { bubbles: true }));
      button.disabled = true;
      setTimeout(() => { button.disabled = false; }, 1500);
    }

    function tick() {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left <= 0) stop();
      else button.textContent = `Tap at each twitch · ${left} s left`;
    }

    button.addEventListener("click", () => {
      if (timer) {
        taps += 1;
        section.classList.toggle("odd", taps % 2 === 1);
        return;
      }
      taps = 0;
      end = performance.now() + 1000 * seconds;
      said.textContent = `Tap at each twitch, for ${seconds} seconds.`;
      section.classList.add("running");
      timer = setInterval(tick, 200);
      tick();
    });
  }

  const all = () => document.querySelectorAll("[data-tap]").forEach(wire);
  all();
  for (const name of ["htmx:after:swap", "htmx:afterSwap"]) document.addEventListener(name, all);
})();
