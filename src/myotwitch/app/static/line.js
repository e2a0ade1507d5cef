// A long time line of the workout: heart rate and speed, drawn by uPlot from numbers of this app alone.
(() => {
  "use strict";
  const place = document.querySelector("[data-line]");
  if (!place || !window.uPlot) return;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function draw(told) {
    place.textContent = "";
    const soft = colour("--soft"), grid = { stroke: colour("--line"), width: 1 };
    const axis = (more) => ({ stroke: soft, grid, ticks: grid, font: "12px system-ui", ...more });
    const has = (values) => values.some((value) => value !== null);
    const series = [{ label: "min" }], data = [told.time_min], axes = [axis({ values: (_, ticks) => ticks.map((t) => `${t} min`) })];
    const scales = { x: { time: false } };
    if (has(told.heart_rate_bpm)) {
      series.push({ label: "beats/min", scale: "beats", stroke: colour("--accent"), width: 2, spanGaps: true });
      data.push(told.heart_rate_bpm);
      axes.push(axis({ scale: "beats" }));
    }
    if (has(told.speed_km_per_h)) {
      series.push({ label: "km/h", scale: "speed", stroke: colour("--warn"), width: 1.5, dash: [6, 4], spanGaps: true });
      data.push(told.speed_km_per_h);
      axes.push(axis({ scale: "speed", side: 1, grid: { show: false } }));
    }
    return new window.uPlot({ width: place.clientWidth, height: 220, scales, series, axes, legend: { live: false }, cursor: { show: false } }, data, place);
  }

  fetch(place.dataset.line, { credentials: "same-origin" }).then((reply) => reply.json()).then((told) => {
    if (!told.time_min.length) return;
    let plot = draw(told);
    addEventListener("resize", () => plot.setSize({ width: place.clientWidth, height: 220 }));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { plot.destroy(); plot = draw(told); });
  });
})();
