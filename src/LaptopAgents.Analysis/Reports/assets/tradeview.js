// The page of one trade: the bars around it, why it entered, how it was sized, what it cost, its fills.
let fills = null;
function fillsOf(id) {
  const source = data.fills;
  if (!source) return null;
  if (!fills) {
    const unit = 1e-8, c = {
      trade: deltas(source.trade), time: scaled(deltas(source.time), .001), side: plain(source.side), price: scaled(deltas(source.price), unit), reference: scaled(deltas(source.reference), unit),
      qty: scaled(plain(source.qty), unit), fee: scaled(plain(source.fee), unit), spread: scaled(plain(source.spread), unit), slippage: scaled(plain(source.slippage), unit),
      maker: plain(source.maker), flags: plain(source.flags), purpose: plain(source.purpose)
    };
    fills = c.trade.map((trade, i) => Object.fromEntries(Object.keys(c).map(key => [key, c[key][i]])));
  }
  return fills.filter(fill => fill.trade === id);
}

const pair = (name, value, className) => [element("dt", { class: className }, name), element("dd", { class: className }, value)];
const money = value => element("span", { class: tone(value), title: exact(value) }, signed(value, amount(value)));

function resultColumn(trade) {
  return element("section", {}, element("h3", {}, "Result"), element("dl", {},
    ...pair("At reference prices", money(trade.gross + trade.spread + trade.slippage)), ...pair("Spread", money(-trade.spread)), ...pair("Slippage", money(-trade.slippage)),
    ...pair("Fees", money(-trade.fees)), ...pair("Funding", money(trade.funding)), ...pair("Net", money(trade.net), "sum"),
    ...pair("In units of risk", trade.r === null ? "no stop" : signed(trade.r, number(trade.r, 2)) + " R"),
    ...pair("Worst open result", money(trade.mae)), ...pair("Best open result", money(trade.mfe)),
    ...pair("Cost of the round trip", number((trade.fees + trade.spread + trade.slippage) / (trade.entry * trade.qty) * 1e4, 1) + " bps")));
}

function planColumn(trade) {
  return element("section", {}, element("h3", {}, "Plan"), element("p", {}, trade.entryReason || "The strategy gave no reason."), element("dl", {},
    ...pair("Entered", when(trade.entryTime)), ...pair("Left", when(trade.exitTime)), ...pair("Held", `${span(trade.held)}, ${number(trade.bars, 0)} bars`),
    ...pair("Entry", priceOf(trade, trade.entry)), ...pair("Stop", trade.stop ? priceOf(trade, trade.stop) : "none"), ...pair("Target", trade.target ? priceOf(trade, trade.target) : "none"),
    ...pair("Exit", priceOf(trade, trade.exit)), ...pair("Left by", trade.exitReason)));
}

function sizeColumn(trade) {
  const sizing = trade.sizing;
  const rows = [...pair("Quantity", exact(trade.qty)), ...pair("Value at entry", amount(trade.entry * trade.qty)), ...pair("Risk to the stop", trade.risk ? amount(trade.risk) : "no stop")];
  if (sizing) rows.push(...pair("Equity then", amount(sizing.equity)), ...pair("Risk asked for", number(sizing.percent, 2) + " %"), ...pair("Stop distance", priceOf(trade, sizing.distance)),
    ...pair("Size wanted", exact(sizing.wanted)), ...pair("Size sent", exact(sizing.final)), ...pair("Cut by", sizing.cap || "nothing"));
  const words = sizing ? `${number(sizing.percent, 2)} % of ${amount(sizing.equity)} at risk over ${priceOf(trade, sizing.distance)} gives ${exact(sizing.wanted)}.` : "The strategy gave the size itself.";
  const flags = flagNames.filter(([bit]) => trade.flags & bit).map(([, name, title]) => element("p", {}, element("span", { class: "flag", style: "margin-left:0" }, name), " " + title + "."));
  return element("section", {}, element("h3", {}, "Size"), element("p", {}, words), element("dl", {}, ...rows), ...flags);
}

function fillTable(trade) {
  const rows = fillsOf(trade.id);
  if (!rows) return element("p", { class: "note" }, "This run has too many fills to list them here; fills.csv holds them all.");
  const head = ["Time", "Purpose", "Side", "Quantity", "Reference", "Price", "Spread", "Slippage", "Fee", "Role"];
  const isNumber = i => i >= 3 && i <= 8;
  return element("div", { class: "scroll" }, element("table", {},
    element("thead", {}, element("tr", {}, ...head.map((name, i) => element("th", { scope: "col", class: isNumber(i) ? "num" : null }, name)))),
    element("tbody", {}, ...rows.map(fill => element("tr", {}, ...[
      when(fill.time), data.fills.purposes[fill.purpose], fill.side > 0 ? "buy" : "sell", exact(fill.qty), priceOf(trade, fill.reference), priceOf(trade, fill.price),
      amount(fill.spread), amount(fill.slippage), amount(fill.fee), fill.maker ? "maker" : "taker"
    ].map((text, i) => element("td", { class: isNumber(i) ? "num" : null }, text)))))));
}

let openChart = null;
function closeTrade() {
  if (openChart) {
    candleCharts.delete(openChart);
    openChart.chart.remove();
    openChart = null;
  }
  byId("trade")?.close();
  if (/^#trade-\d+$/.test(location.hash)) history.replaceState(null, "", "#trades");
}

function showTrade(id) {
  const dialog = byId("trade"), trade = dialog && allTrades().find(one => one.id === id);
  if (!trade) return;
  if (openChart) {
    candleCharts.delete(openChart);
    openChart.chart.remove();
    openChart = null;
  }
  const rows = log.rows.includes(trade) ? log.rows : allTrades(), place = rows.indexOf(trade);
  const step = (label, name, to) => element("button", { type: "button", class: "ghost", "aria-label": name, disabled: !rows[to], onclick: () => location.hash = "trade-" + rows[to].id }, label);
  const host = element("div", { class: "chart mid", "data-chart": "trade" });
  dialog.replaceChildren(element("div", { class: "trade-in" },
    element("div", { class: "head" },
      element("h2", { id: "trade-title" }, `Trade ${trade.id} · ${data.symbols[trade.symbol].name} ${trade.side > 0 ? "long" : "short"} · `, money(trade.net), ` ${data.quote}`),
      element("div", { class: "tools" }, step("←", "Trade before", place - 1), step("→", "Next trade", place + 1), element("button", { type: "button", class: "ghost", id: "trade-close", onclick: closeTrade }, "Close"))),
    host, element("div", { class: "columns" }, planColumn(trade), sizeColumn(trade), resultColumn(trade)), element("h3", {}, "Fills"), fillTable(trade)));
  if (!dialog.open) dialog.showModal();
  const found = windowCandles(trade), symbol = data.symbols[trade.symbol];
  const around = found || (symbol.n ? nearby(trade) : null);
  if (!around) {
    host.replaceWith(element("p", { class: "note" }, "There are no bars for this trade."));
    return;
  }
  if (!found) host.after(element("p", { class: "note" }, `This run has very many trades; the candles here are the coarser ones of the overview (${span(around.seconds)}).`));
  openChart = candleChart(host, around.candles, around.seconds, [trade], symbol.tick, true);
  openChart.chart.timeScale().fitContent();
}

function nearby(trade) {
  const candles = overviewCandles(trade.symbol), seconds = data.symbols[trade.symbol].seconds;
  const at = candles.findIndex(candle => candle.time > trade.entryTime - seconds), end = candles.findIndex(candle => candle.time > trade.exitTime);
  return { seconds, candles: candles.slice(Math.max(0, at - 30), (end < 0 ? candles.length : end) + 30) };
}

function followHash() {
  const match = /^#trade-(\d+)$/.exec(location.hash);
  if (match) showTrade(Number(match[1]));
  else if (byId("trade")?.open) closeTrade();
}

function startTradeView() {
  const dialog = byId("trade");
  if (!dialog) return;
  dialog.addEventListener("cancel", event => {
    event.preventDefault();
    closeTrade();
  });
  dialog.addEventListener("click", event => { if (event.target === dialog) closeTrade(); });
  dialog.addEventListener("keydown", event => {
    const button = event.key === "ArrowLeft" ? "Trade before" : event.key === "ArrowRight" ? "Next trade" : null;
    if (button) dialog.querySelector(`[aria-label="${button}"]`)?.click();
  });
  window.addEventListener("hashchange", followHash);
  followHash();
}
