// Distributions, ratios and costs: everything whose horizontal axis is not a clock.
function histogram(name, source, format, label, isGain, extra = {}) {
  makePlot(name, () => {
    if (!source || source.counts.length === 0) return null;
    const middle = i => source.first + (i + .5) * source.width;
    const xs = source.counts.map((_, i) => middle(i));
    const [low, high] = [source.first - source.width / 2, source.first + (source.counts.length + .5) * source.width];
    return {
      label, data: [xs, source.counts, ...(extra.lines || []).map(line => xs.map(line))],
      legend: extra.legend,
      describe: i => [`${format(source.first + i * source.width)} to ${format(source.first + (i + 1) * source.width)}: `, emphasis(number(source.counts[i], 0))],
      options: {
        series: [{}, { paths: signedBars(i => isGain(middle(i)), [.9, 80]), points: { show: false } },
          ...(extra.lines || []).map(() => ({ stroke: () => palette.ink2, width: 1.4, paths: uPlot.paths.spline(), points: { show: false } }))],
        scales: { x: { time: false, range: () => [low, high] }, y: { range: (u, a, b) => [0, Math.max(1, b * 1.06)] } },
        axes: [axis(format, { space: 60 }), valueAxis(short, { incrs: wholeSteps })]
      },
      hooks: extra.hooks
    };
  });
}

function drawReturns() {
  const source = data.returns;
  makePlot("years", () => {
    if (source.years.length === 0) return null;
    const values = source.years.map(year => year[1]);
    return {
      label: "Return of each year", data: [source.years.map((_, i) => i), values],
      describe: i => [`${source.years[i][0]}: `, emphasis(signed(values[i], number(values[i], 2) + " %"))],
      options: {
        series: [{}, { paths: signedBars((i, value) => value >= 0), points: { show: false } }],
        scales: { x: { time: false, range: () => [-.7, Math.max(2.7, values.length - .3)] }, y: { range: (u, low, high) => [Math.min(0, low * 1.1), Math.max(0, high * 1.1) || 1] } },
        axes: [axis(value => source.years[value] ? String(source.years[value][0]) : "", { splits: () => source.years.map((_, i) => i), grid: { show: false } }), valueAxis((value, places) => short(value, places) + " %")]
      }
    };
  });
  const count = source.value.length, width = source.histogram.width;
  const bell = x => count * width / (source.deviation * Math.sqrt(2 * Math.PI)) * Math.exp(-Math.pow((x - source.mean) / source.deviation, 2) / 2);
  histogram("daily", source.histogram, (value, places) => number(value, places ?? (width < .1 ? 2 : 1)) + " %", "Histogram of daily returns", value => value >= 0, {
    lines: source.deviation > 0 ? [bell] : [],
    legend: [{ label: "Normal curve", color: () => palette.ink2 }, { label: "5th, 50th and 95th percentile", color: () => palette.ink3, kind: "dash" }],
    hooks: { draw: [u => source.quantiles.forEach(value => value !== null && verticalLine(u, value))] }
  });
  drawRolling(source);
}

function verticalLine(u, value) {
  const x = Math.round(u.valToPos(value, "x", true));
  u.ctx.save();
  u.ctx.strokeStyle = palette.ink3;
  u.ctx.setLineDash([4, 4]);
  u.ctx.beginPath();
  u.ctx.moveTo(x, u.bbox.top);
  u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
  u.ctx.stroke();
  u.ctx.restore();
}

function drawRolling(source) {
  const times = source.day.slice(source.window - 1).map(day => (day + 1) * 86400);
  makePlot("rollingSharpe", () => source.sharpe.length < 2 ? null : {
    label: "Rolling Sharpe and Sortino", data: [times, source.sharpe, source.sortino],
    legend: [{ label: "Sharpe", color: () => palette.accent, series: 1 }, { label: "Sortino", color: () => palette.third, series: 2 }],
    describe: i => [when(times[i], false), "  ", emphasis(number(source.sharpe[i], 2)), " / ", emphasis(number(source.sortino[i], 2))],
    options: { series: [{}, line(() => palette.accent), line(() => palette.third)], axes: [timeAxis(), valueAxis(short)] }
  });
  makePlot("rollingVolatility", () => source.volatility.length < 2 ? null : {
    label: "Rolling volatility and beta", data: [times, source.volatility, ...(source.beta.length ? [source.beta] : [])],
    legend: [{ label: "Volatility", color: () => palette.accent, series: 1 }, ...(source.beta.length ? [{ label: "Beta, right", color: () => palette.second, series: 2 }] : [])],
    describe: i => [when(times[i], false), "  ", emphasis(number(source.volatility[i], 1) + " %"), source.beta.length ? ` / beta ${number(source.beta[i], 2)}` : ""],
    options: {
      series: [{}, line(() => palette.accent), ...(source.beta.length ? [line(() => palette.second, { scale: "beta" })] : [])],
      axes: [timeAxis(), valueAxis((value, places) => short(value, places) + " %"), ...(source.beta.length ? [valueAxis(short, { scale: "beta", side: 1, grid: { show: false } })] : [])]
    }
  });
  makePlot("autocorrelation", () => {
    const lags = source.autocorrelation;
    if (lags.length === 0) return null;
    const bound = 1.96 / Math.sqrt(source.value.length);
    return {
      label: "Autocorrelation of daily returns", data: [lags.map((_, i) => i + 1), lags, lags.map(() => bound), lags.map(() => -bound)],
      describe: i => [`lag ${i + 1}: `, emphasis(number(lags[i], 3))],
      options: {
        series: [{}, { paths: signedBars((i, value) => value >= 0, [.5, 24]), points: { show: false } },
          { stroke: () => palette.ink3, dash: [4, 4], points: { show: false } }, { stroke: () => palette.ink3, dash: [4, 4], points: { show: false } }],
        scales: { x: { time: false, range: () => [.3, lags.length + .7] } },
        axes: [axis(value => number(value, 0), { incrs: wholeSteps }), valueAxis(number)]
      }
    };
  });
}

function drawTradeShapes() {
  const shapes = data.tradeShapes;
  histogram("results", shapes.r, (value, places) => number(value, places ?? (shapes.r.width < 1 ? 1 : 0)) + (shapes.isR ? " R" : ""), "Histogram of trade results", value => value >= 0);
  histogram("durations", shapes.bars, value => number(value, 0), "Histogram of bars held", () => true);
  histogram("costBps", shapes.bps, (value, places) => number(value, places ?? (shapes.bps.width < 1 ? 1 : 0)), "Histogram of costs in basis points", () => false);
  makePlot("streaks", () => {
    let last = 15;
    while (last > 0 && !shapes.winStreaks[last] && !shapes.lossStreaks[last]) last--;
    const lengths = Array.from({ length: last + 1 }, (_, i) => i + 1);
    if (shapes.winStreaks.every(value => !value) && shapes.lossStreaks.every(value => !value)) return null;
    const bars = align => uPlot.paths.bars({ size: [.36, 34], align });
    return {
      label: "Lengths of winning and losing streaks", data: [lengths, shapes.winStreaks.slice(0, last + 1), shapes.lossStreaks.slice(0, last + 1)],
      legend: [{ label: "Wins in a row", color: () => palette.gainBar, kind: "box" }, { label: "Losses in a row", color: () => palette.lossBar, kind: "box" }],
      describe: i => [`${i + 1} in a row: `, emphasis(`${shapes.winStreaks[i]} × wins, ${shapes.lossStreaks[i]} × losses`)],
      options: {
        series: [{}, { fill: () => palette.gainBar, width: 0, paths: bars(-1), points: { show: false } }, { fill: () => palette.lossBar, width: 0, paths: bars(1), points: { show: false } }],
        scales: { x: { time: false, range: () => [.3, last + 1.7] }, y: { range: (u, low, high) => [0, high * 1.06] } },
        axes: [axis(value => value === 16 ? "16+" : number(value, 0), { incrs: wholeSteps }), valueAxis(short, { incrs: wholeSteps })]
      }
    };
  });
}

function drawCosts() {
  const costs = data.costs;
  const steps = [["Before costs", 0, costs.before], ["Spread", costs.before, -costs.spread], ["Slippage", costs.before - costs.spread, -costs.slippage],
    ["Fees", costs.before - costs.spread - costs.slippage, -costs.fees], ["Funding", costs.net - costs.funding, costs.funding], ["Net", 0, costs.net]];
  const from = steps.map(step => step[1]), to = steps.map(step => step[1] + step[2]);
  makePlot("waterfall", () => ({
    label: "From the result before costs to the net result", data: [steps.map((_, i) => i), to, from],
    describe: i => [`${steps[i][0]}: `, emphasis(signed(steps[i][2], amount(steps[i][2])))],
    options: {
      series: [{}, {
        points: { show: false }, paths: uPlot.paths.bars({
          size: [.62, 90],
          disp: {
            y0: { unit: 1, values: () => from }, y1: { unit: 1, values: () => to },
            fill: { unit: 3, values: () => steps.map((step, i) => i === 5 ? (step[2] >= 0 ? palette.gain : palette.loss) : step[2] >= 0 ? palette.gainBar : palette.lossBar) },
            stroke: { unit: 3, values: () => steps.map(() => "transparent") }
          }
        })
      }, { show: true, paths: () => null, points: { show: false } }],
      scales: { x: { time: false, range: () => [-.6, 5.6] }, y: { range: () => padded([0, ...from, ...to]) } },
      axes: [axis(value => steps[value] ? steps[value][0] : "", { splits: () => [0, 1, 2, 3, 4, 5], grid: { show: false }, space: 10 }), valueAxis(short)]
    }
  }));
  const trading = costs.fees + costs.spread + costs.slippage;
  makePlot("breakEven", () => {
    if (trading === 0) return null;
    const dies = (costs.before + costs.funding) / trading;
    const far = Math.max(2, Math.min(10, Math.ceil((dies + .5) * 2) / 2));
    const xs = Array.from({ length: 41 }, (_, i) => i * far / 40);
    const ys = xs.map(x => costs.before + costs.funding - x * trading);
    return {
      label: "Net result against the size of costs", data: [xs, ys, xs.map(() => 0)],
      legend: [{ label: "Net result", color: () => palette.accent }, { label: "as assumed: 1×", color: () => palette.ink3, kind: "dash" }],
      describe: i => [`${number(xs[i], 2)}× costs: `, emphasis(amount(ys[i]))],
      options: {
        series: [{}, { stroke: () => palette.accent, width: 1.8, points: { show: false } }, { stroke: () => palette.ink3, width: 1, points: { show: false } }],
        scales: { x: { time: false }, y: { range: (u, low, high) => padded([low, high]) } },
        axes: [axis((value, places) => short(value, places) + "×"), valueAxis(short)]
      },
      hooks: { draw: [u => verticalLine(u, 1)] }
    };
  });
}

function padded(values) {
  const low = Math.min(...values), high = Math.max(...values), room = (high - low || 1) * .08;
  return [low < 0 ? low - room : low === 0 ? 0 : low - room, high > 0 ? high + room : high === 0 ? 0 : high + room];
}
