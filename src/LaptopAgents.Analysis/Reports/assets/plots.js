// One way to make a chart with uPlot: themed axes, a legend that can switch lines off, resizing, UTC.
const plots = new Map();
// uPlot reads the size as whole pixels.
const font = "12px system-ui, sans-serif";
const utc = seconds => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC");

// Decimal places that tell neighbouring ticks apart; below zero for steps of tens and more.
const placesOf = step => {
  for (let places = -9; places < 4; places++)
    if (Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) < 1e-9) return places;
  return 4;
};
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

function axis(format, extra = {}) {
  return {
    stroke: () => palette.ink2, font, gap: 6,
    grid: { stroke: () => palette.grid, width: 1 }, ticks: { show: false }, size: 28,
    values: format && ((u, ticks, index, space, step) => ticks.map(tick => tick === null ? "" : format(tick, placesOf(step)))),
    ...extra
  };
}

// Wide enough for the longest label, which only the chart's own numbers can tell.
const valueAxis = (format, extra = {}) => axis(format, {
  size: (u, labels) => labels ? Math.max(36, Math.max(...labels.map(label => label.length)) * 7 + 14) : 50,
  ...extra
});
const timeAxis = () => axis(null, {
  space: 80, size: 42, lineGap: 1.3,
  values: [
    [3600 * 24 * 365, "{YYYY}", null, null, null, null, null, null, 1],
    [3600 * 24 * 28, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
    [3600 * 24, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
    [60, "{HH}:{mm}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
    [1, "{HH}:{mm}:{ss}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1]
  ]
});

function legendOf(plot, host, items, describe) {
  const legend = element("div", { class: "legend" });
  const now = element("span", { class: "now" });
  items.forEach(item => {
    const mark = element("i", { class: item.kind || "" });
    const paint = () => mark.style[item.kind === "box" ? "background" : "borderTopColor"] = item.color();
    paint();
    plot.paints.push(paint);
    if (!item.series) {
      legend.append(element("span", { style: "display:inline-flex;align-items:center;gap:6px" }, mark, item.label));
      return;
    }
    const button = element("button", { type: "button", "aria-pressed": "true" }, mark, item.label);
    button.addEventListener("click", () => {
      const show = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", show);
      plot.u.setSeries(item.series, { show });
    });
    legend.append(button);
  });
  (host.parentElement.querySelector("figcaption") || legend).append(now);
  plot.describe = index => now.replaceChildren(...(index === null || !describe ? [] : describe(index)));
  plot.remove = () => {
    plot.u.destroy();
    legend.remove();
    now.remove();
  };
  if (items.length) host.before(legend);
}

function makePlot(name, build) {
  const host = slots(name);
  if (!host) return null;
  const made = build();
  if (!made) {
    host.append(element("div", { class: "none" }, "Not enough data"));
    return null;
  }

  const plot = { u: null, paints: [], describe: () => { } };
  const size = () => ({ width: Math.max(200, host.clientWidth), height: host.clientHeight });
  const options = {
    ...size(), tzDate: utc, legend: { show: false }, padding: [10, 22, 0, 0],
    cursor: { y: false, points: { size: 7 }, ...made.cursor },
    ...made.options,
    hooks: { ...made.hooks, setCursor: [u => plot.describe(u.cursor.idx ?? null), ...(made.hooks?.setCursor || [])] }
  };
  // The legend stands above the plot and takes its room, so it must be there before the plot is measured.
  legendOf(plot, host, made.legend || [], made.describe);
  plot.u = new uPlot(options, made.data, host);
  plot.resize = () => plot.u.setSize(size());
  new ResizeObserver(() => plot.resize()).observe(host);
  host.setAttribute("role", "img");
  host.setAttribute("aria-label", made.label);
  plots.set(name, plot);
  return plot;
}

function repaint() {
  readPalette();
  for (const plot of plots.values()) {
    plot.paints.forEach(paint => paint());
    plot.u.redraw(false, true);
  }
}

// Bars whose colour tells gain from loss.
function signedBars(isGain, size = [.86, 60]) {
  return uPlot.paths.bars({
    size, align: 0,
    disp: {
      fill: { unit: 3, values: (u, series) => u.data[series].map((value, i) => isGain(i, value) ? palette.gainBar : palette.lossBar) },
      stroke: { unit: 3, values: (u, series) => u.data[series].map(() => "transparent") }
    }
  });
}

// A line without dots, however few its points.
const line = (stroke, extra = {}) => ({ stroke, width: 1.3, points: { show: false }, ...extra });

const emphasis = text => element("b", {}, text);
