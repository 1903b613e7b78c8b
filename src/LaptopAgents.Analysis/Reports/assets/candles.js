// Candles by Lightweight Charts, with the trades drawn on them by a primitive of our own.
function readCandles(values, first, seconds, tick, isWindow) {
  const candles = [];
  let close = 0, time = 0;
  const width = isWindow ? 5 : 4;
  const times = isWindow ? null : first;
  for (let i = isWindow ? 1 : 0, k = 0; i + width <= values.length; i += width, k++) {
    const at = isWindow ? i + 1 : i;
    if (isWindow) time += values[i];
    const open = close + values[at];
    close = open + values[at + 1];
    candles.push({
      time: isWindow ? time * seconds : times[k], open: open * tick, close: close * tick,
      high: (Math.max(open, close) + values[at + 2]) * tick, low: (Math.min(open, close) - values[at + 3]) * tick
    });
  }
  return candles;
}

const overviewCandles = index => {
  const symbol = data.symbols[index];
  return symbol.candles ||= readCandles(plain(symbol.p), deltas(symbol.t), symbol.seconds, symbol.tick, false);
};

let windowOffsets = null;
function windowCandles(trade) {
  if (!windowOffsets) {
    windowOffsets = [0];
    for (const length of plain(data.windows)) windowOffsets.push(windowOffsets[windowOffsets.length - 1] + length);
  }
  const [from, to] = [windowOffsets[trade.index], windowOffsets[trade.index + 1]];
  if (from === to) return null;
  const values = plain(byId("windows").textContent.slice(from, to));
  return { seconds: values[0], candles: readCandles(values, 0, values[0], data.symbols[trade.symbol].tick, true) };
}

// Times of trades are not times of candles: a trade stands on the candle that holds it.
function floorTime(candles, time) {
  let low = 0, high = candles.length - 1;
  if (high < 0 || time < candles[0].time) return candles.length ? candles[0].time : null;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (candles[middle].time <= time) low = middle;
    else high = middle - 1;
  }
  return candles[low].time;
}

class TradeMarks {
  constructor(candles, seconds, trades, isSingle) {
    Object.assign(this, { candles, trades, isSingle });
    // A fill at the very instant at which one bar ends and the next begins was made at the price of the next.
    this.spots = trades.map(trade => ({ trade, entry: floorTime(candles, trade.entryTime), exit: floorTime(candles, trade.exitTime) }));
    this.visible = 0;
  }
  // The stop and the target belong into the picture of a single trade.
  autoscaleInfo() {
    if (!this.isSingle) return null;
    const prices = this.trades.flatMap(trade => [trade.entry, trade.exit, trade.stop, trade.target]).filter(price => price > 0);
    return { priceRange: { minValue: Math.min(...prices), maxValue: Math.max(...prices) } };
  }
  attached({ chart, series, requestUpdate }) { Object.assign(this, { chart, series, requestUpdate }); }
  updateAllViews() { }
  paneViews() { return [{ zOrder: () => "top", renderer: () => ({ draw: target => target.useMediaCoordinateSpace(scope => this.draw(scope)) }) }]; }
  draw({ context, mediaSize }) {
    const scale = this.chart.timeScale();
    const shown = [];
    for (const spot of this.spots) {
      const x0 = scale.timeToCoordinate(spot.entry), x1 = scale.timeToCoordinate(spot.exit);
      if (x0 === null || x1 === null || x1 < 0 || x0 > mediaSize.width) continue;
      shown.push([spot.trade, x0, Math.max(x1, x0 + 1)]);
    }
    const isDense = shown.length > 140;
    for (const [trade, x0, x1] of shown) this.drawOne(context, trade, x0, x1, isDense);
  }
  drawOne(context, trade, x0, x1, isDense) {
    const y = price => this.series.priceToCoordinate(price);
    const [entry, exit] = [y(trade.entry), y(trade.exit)];
    if (entry === null || exit === null) return;
    const color = trade.net >= 0 ? palette.gain : palette.loss;
    const wide = Math.max(x1 - x0, this.isSingle ? 2 : 3);
    if (!isDense) {
      this.zone(context, x0, wide, entry, trade.stop && y(trade.stop), palette.lossFill, palette.loss);
      this.zone(context, x0, wide, entry, trade.target && y(trade.target), palette.gainFill, palette.gain);
    }
    context.strokeStyle = color;
    context.lineWidth = isDense ? 1 : 1.6;
    context.setLineDash(isDense ? [] : [3, 2]);
    context.beginPath();
    context.moveTo(x0, entry);
    context.lineTo(x1, exit);
    context.stroke();
    context.setLineDash([]);
    if (isDense) return;
    this.arrow(context, x0, entry, trade.side, palette.ink);
    context.fillStyle = color;
    context.strokeStyle = palette.card;
    context.beginPath();
    context.arc(x1, exit, this.isSingle ? 4.5 : 3.2, 0, 7);
    context.fill();
    context.stroke();
  }
  zone(context, x, width, from, to, fill, edge) {
    if (to === null || to === undefined || to === 0) return;
    context.fillStyle = fill;
    context.fillRect(x, Math.min(from, to), width, Math.abs(to - from));
    context.fillStyle = edge;
    context.fillRect(x, to - .5, width, 1);
  }
  arrow(context, x, y, side, color) {
    const size = this.isSingle ? 7 : 5, way = side > 0 ? 1 : -1;
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(x, y + way * 2);
    context.lineTo(x - size, y + way * (2 + size * 1.5));
    context.lineTo(x + size, y + way * (2 + size * 1.5));
    context.fill();
  }
}

const candleCharts = new Set();
function candleTheme() {
  return {
    layout: { background: { type: "solid", color: palette.card }, textColor: palette.ink2, fontSize: 11.5, fontFamily: "system-ui, sans-serif", attributionLogo: true },
    grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
    rightPriceScale: { borderColor: palette.line }, timeScale: { borderColor: palette.line, timeVisible: true, secondsVisible: false },
    crosshair: { mode: 0 }
  };
}
const candleColors = () => ({
  upColor: palette.card, downColor: palette.ink3, borderUpColor: palette.ink3, borderDownColor: palette.ink3, wickUpColor: palette.ink3, wickDownColor: palette.ink3
});

function candleChart(host, candles, seconds, trades, tick, isSingle) {
  const chart = LightweightCharts.createChart(host, {
    ...candleTheme(), autoSize: true, handleScroll: { mouseWheel: false, vertTouchDrag: false }, handleScale: { mouseWheel: isSingle },
    localization: { priceFormatter: value => number(value, decimalsOf(tick)), timeFormatter: time => when(time) }
  });
  const series = chart.addSeries(LightweightCharts.CandlestickSeries, {
    ...candleColors(), priceLineVisible: false, lastValueVisible: false, priceFormat: { type: "price", minMove: tick, precision: decimalsOf(tick) }
  });
  series.setData(candles);
  const marks = new TradeMarks(candles, seconds, trades, isSingle);
  series.attachPrimitive(marks);
  const entry = { chart, series, marks };
  candleCharts.add(entry);
  return entry;
}
const decimalsOf = tick => Math.max(0, Math.min(8, -Math.floor(Math.log10(tick) + 1e-9)));

function repaintCandles() {
  for (const { chart, series } of candleCharts) {
    chart.applyOptions(candleTheme());
    series.applyOptions(candleColors());
  }
}

function drawCandles() {
  const host = slots("candles");
  if (!host) return;
  const tools = byId("candle-tools");
  let current = null;
  const show = index => {
    if (current) {
      candleCharts.delete(current);
      current.chart.remove();
    }
    const symbol = data.symbols[index], candles = overviewCandles(index);
    const trades = allTrades().filter(trade => trade.symbol === index);
    current = candleChart(host, candles, symbol.seconds, trades, symbol.tick, false);
    current.chart.subscribeClick(event => openNearest(current, event));
    byId("candle-note").textContent = `Candles of ${span(symbol.seconds)}. Arrow: entry, pointing the way of the trade. Dot: exit. Blue: won, orange: lost; the zones reach to the stop and to the target. Drag to move, pinch or use the buttons to zoom, click a trade for its page.`;
    zoom(current.chart, candles.length, initialCount(candles, trades));
  };
  if (data.symbols.length > 1) {
    const select = element("select", { "aria-label": "Symbol", onchange: event => show(Number(event.target.value)) });
    data.symbols.forEach((symbol, i) => symbol.n && select.append(element("option", { value: i }, symbol.name)));
    tools.append(select);
  }
  for (const [label, share] of [["All", 1], ["¼", .25], ["1⁄16", .0625]])
    tools.append(element("button", { type: "button", class: "ghost", onclick: () => zoom(current.chart, current.marks.candles.length, current.marks.candles.length * share) }, label));
  for (const [label, name, step] of [["←", "Earlier", -.8], ["→", "Later", .8]])
    tools.append(element("button", { type: "button", class: "ghost", "aria-label": name, onclick: () => move(current.chart, step) }, label));
  show(Math.max(0, data.symbols.findIndex(symbol => symbol.n)));
}

// Start where about thirty trades can be told apart, at the end of the run.
function initialCount(candles, trades) {
  if (trades.length <= 40) return candles.length;
  const from = floorTime(candles, trades[trades.length - 30].entryTime);
  return Math.max(60, candles.length - candles.findIndex(candle => candle.time >= from) + 4);
}
function zoom(chart, count, width) {
  chart.timeScale().setVisibleLogicalRange({ from: count - width - .5, to: count + 1 });
}
function move(chart, step) {
  const range = chart.timeScale().getVisibleLogicalRange(), width = range.to - range.from;
  chart.timeScale().setVisibleLogicalRange({ from: range.from + width * step, to: range.to + width * step });
}
function openNearest({ chart, series, marks }, event) {
  if (!event.point) return;
  let best = null, least = 26;
  for (const spot of marks.spots) {
    const x0 = chart.timeScale().timeToCoordinate(spot.entry), x1 = chart.timeScale().timeToCoordinate(spot.exit), y = series.priceToCoordinate(spot.trade.entry);
    if (x0 === null || x1 === null) continue;
    const outside = Math.max(x0 - event.point.x, event.point.x - Math.max(x1, x0 + 3), 0), distance = Math.hypot(outside, (y - event.point.y) * .4);
    if (distance < least) [best, least] = [spot.trade, distance];
  }
  if (best) location.hash = "trade-" + best.id;
}
