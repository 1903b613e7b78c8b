// Equity, drawdown, exposure and funding over time.
function drawEquity() {
  const source = data.equity;
  const times = deltas(source.t);
  const equity = scaled(deltas(source.e), .01);
  const benchmark = source.b ? scaled(deltas(source.b), .01) : null;
  const free = source.f ? scaled(deltas(source.f), .01) : null;
  const low = source.lo ? scaled(deltas(source.lo), .01) : null;
  const high = source.hi ? scaled(deltas(source.hi), .01) : null;
  const columns = [times], legend = [], series = [{}], bands = [];
  const add = (values, label, color, dash, width = 1.2) => {
    columns.push(values);
    series.push(line(color, { width, dash }));
    legend.push({ label, color, series: columns.length - 1, kind: dash ? "dash" : "" });
  };
  if (low) {
    for (const edge of [high, low]) {
      columns.push(edge);
      series.push(line(() => palette.bandEdge, { width: 1 }));
    }
    bands.push({ series: [1, 2], fill: () => palette.bandFill });
    legend.push({ label: "Range of fill assumptions", color: () => palette.bandEdge, kind: "box" });
  }
  if (benchmark) add(benchmark, "Buy and hold, with funding", () => palette.second);
  if (free) add(free, "Account without funding", () => palette.third, [5, 4]);
  add(equity, "Account", () => palette.accent, undefined, 1.7);
  const build = isLog => ({
    label: "Equity over time", legend, data: columns,
    describe: i => [when(times[i]), "  ", emphasis(amount(equity[i])), low ? `  range ${amount(low[i])} to ${amount(high[i])}` : "", benchmark ? `  market ${amount(benchmark[i])}` : ""],
    options: {
      series, bands,
      scales: { x: { time: true }, y: { distr: isLog ? 3 : 1 } },
      axes: [timeAxis(), valueAxis(short)],
      cursor: { y: false, sync: { key: "time" }, points: { size: 7 }, drag: { x: true, y: false } }
    }
  });
  makePlot("equity", () => build(false));
  const depths = scaled(deltas(source.d), -.0001);
  makePlot("drawdown", () => ({
    label: "Drawdown over time", data: [times, depths],
    describe: i => [when(times[i]), "  ", emphasis(number(depths[i], 2) + " %")],
    options: {
      series: [{}, { stroke: () => palette.loss, fill: () => palette.lossFill, width: 1.1, fillTo: 0 }],
      scales: { x: { time: true }, y: { range: (u, low) => [Math.min(low * 1.08, -.01), 0] } },
      axes: [timeAxis(), valueAxis((value, places) => short(value, places) + " %")],
      cursor: { y: false, sync: { key: "time" }, drag: { x: true, y: false } }
    }
  }));
  const button = byId("log");
  const canLog = equity.every(value => value > 0) && (!benchmark || benchmark.every(value => value > 0)) && (!low || low.every(value => value > 0));
  button.disabled = !canLog;
  button.addEventListener("click", () => {
    const isLog = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", isLog);
    plots.get("equity").remove();
    makePlot("equity", () => build(isLog));
  });
  document.querySelector('[data-reset="equity"]').addEventListener("click", () => {
    for (const name of ["equity", "drawdown"]) plots.get(name).u.setScale("x", { min: times[0], max: times[times.length - 1] });
  });
}

function drawExposure() {
  const source = data.exposure;
  // What was held or paid stays until it changes: a slope would say that it came by and by.
  const stepped = uPlot.paths.stepped({ align: 1 });
  if (source) {
    const times = deltas(source.t);
    const longs = deltas(source.long), shorts = deltas(source.short), leverage = scaled(deltas(source.leverage), .001);
    makePlot("position", () => ({
      label: "Position value over time", data: [times, longs, shorts],
      legend: [{ label: "Long", color: () => palette.gainBar, kind: "box" }, { label: "Short", color: () => palette.lossBar, kind: "box" }],
      describe: i => [when(times[i]), "  ", emphasis(amount(longs[i])), " / ", emphasis(amount(shorts[i]))],
      options: {
        series: [{}, { stroke: () => palette.gain, fill: () => palette.gainFill, width: 1, paths: stepped, fillTo: 0 },
          { stroke: () => palette.loss, fill: () => palette.lossFill, width: 1, paths: stepped, fillTo: 0 }],
        axes: [timeAxis(), valueAxis(short)]
      }
    }));
    makePlot("leverage", () => ({
      label: "Leverage over time", data: [times, leverage], describe: i => [when(times[i]), "  ", emphasis(number(leverage[i], 2) + "×")],
      options: { series: [{}, line(() => palette.accent, { width: 1, paths: stepped, fill: () => palette.accentFill, fillTo: 0 })], axes: [timeAxis(), valueAxis((value, places) => short(value, places) + "×")] }
    }));
  }

  makePlot("funding", () => {
    const times = deltas(data.funding.t), amounts = scaled(plain(data.funding.amount), 1e-4);
    let received = 0, paid = 0;
    const ins = amounts.map(value => received += Math.max(0, value)), outs = amounts.map(value => paid += Math.min(0, value));
    const net = ins.map((value, i) => value + outs[i]);
    if (times.length < 2) return null;
    return {
      label: "Funding over time", data: [times, ins, outs, net],
      legend: [{ label: "Received", color: () => palette.gain, series: 1 }, { label: "Paid", color: () => palette.loss, series: 2 }, { label: "Net", color: () => palette.ink, series: 3 }],
      describe: i => [when(times[i]), "  net ", emphasis(amount(net[i]))],
      options: {
        series: [{}, line(() => palette.gain, { paths: stepped }), line(() => palette.loss, { paths: stepped }), line(() => palette.ink, { width: 1.6, paths: stepped })],
        axes: [timeAxis(), valueAxis(short)]
      }
    };
  });
}
