// The trade log: rows from columns, sorting, filtering, pages; and the scatter charts that show the same rows as dots.
let trades = null;
function allTrades() {
  if (trades) return trades;
  const source = data.trades, unit = 1e-8;
  const column = (key, isDelta, factor = 1) => scaled((isDelta ? deltas : plain)(source[key]), factor);
  const columns = {
    id: column("id", true), symbol: column("symbol"), side: column("side"), qty: column("qty", false, unit), entryTime: column("entryTime", true, .001), held: column("held", false, .001),
    entry: column("entry", true, unit), exit: column("exit", true, unit), stop: column("stop", true, unit), target: column("target", true, unit),
    gross: column("gross", false, unit), fees: column("fees", false, unit), funding: column("funding", false, unit), spread: column("spread", false, unit), slippage: column("slippage", false, unit),
    risk: column("risk", false, unit), mae: column("mae", false, unit), mfe: column("mfe", false, unit), bars: column("bars"), flags: column("flags"),
    entryReason: column("entryReason"), exitReason: column("exitReason"), exitKind: column("exitKind")
  };
  const sizing = plain(source.sizing);
  let at = 0;
  trades = columns.id.map((_, index) => {
    const trade = { index };
    for (const key in columns) trade[key] = columns[key][index];
    trade.net = trade.gross - trade.fees + trade.funding;
    trade.r = trade.risk ? trade.net / trade.risk : null;
    trade.exitTime = trade.entryTime + trade.held;
    for (const key of ["entryReason", "exitReason", "exitKind"]) trade[key] = source.words[trade[key]];
    trade.sizing = null;
    if (sizing[at++]) {
      const [equity, percent, distance, wanted, final, cap] = sizing.slice(at, at += 6);
      trade.sizing = { equity: equity * unit, percent: percent * unit, distance: distance * unit, wanted: wanted * unit, final: final * unit, cap: cap < 0 ? null : source.words[cap] };
    }
    return trade;
  });
  return trades;
}

const flagNames = [[1, "path", "Would differ if the price had gone the other way round inside the bar"], [2, "entry bar", "Filled in the bar in which the order became active"], [4, "gap", "The market jumped over the price"]];
const flagsOf = trade => flagNames.filter(([bit]) => trade.flags & bit).map(([, name, title]) => element("span", { class: "flag", title }, name));
const priceOf = (trade, value) => number(value, decimalsOf(data.symbols[trade.symbol].tick));
const tone = value => value > 0 ? "gain" : value < 0 ? "loss" : "";

const logColumns = [
  { key: "id", label: "#", num: true, cell: trade => element("a", { href: "#trade-" + trade.id }, String(trade.id)) },
  { key: "symbol", label: "Symbol", cell: trade => data.symbols[trade.symbol].name, isOnlyMany: true },
  { key: "side", label: "Side", cell: trade => trade.side > 0 ? "▲ long" : "▼ short" },
  { key: "entryTime", label: "Entered", cell: trade => when(trade.entryTime) },
  { key: "held", label: "Held", num: true, cell: trade => span(trade.held) },
  { key: "entry", label: "Entry", num: true, cell: trade => priceOf(trade, trade.entry) },
  { key: "exit", label: "Exit", num: true, cell: trade => priceOf(trade, trade.exit) },
  { key: "qty", label: "Quantity", num: true, cell: trade => exact(trade.qty) },
  { key: "net", label: "Net", num: true, cell: trade => element("span", { class: tone(trade.net), title: exact(trade.net) }, signed(trade.net, amount(trade.net))) },
  { key: "r", label: "R", num: true, cell: trade => trade.r === null ? "–" : element("span", { class: tone(trade.r) }, signed(trade.r, number(trade.r, 2))) },
  { key: "fees", label: "Fees", num: true, cell: trade => amount(trade.fees) },
  { key: "exitKind", label: "Exit by", cell: trade => element("span", {}, trade.exitKind, ...flagsOf(trade)) },
  { key: "entryReason", label: "Why", cell: trade => element("span", { title: trade.entryReason }, trade.entryReason), className: "why" }
];

const log = { sort: "entryTime", isDown: false, page: 0, size: 50, rows: [] };

function visibleTrades() {
  const words = byId("trade-filter").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const side = Number(byId("trade-side").value), result = Number(byId("trade-result").value), flag = Number(byId("trade-flag").value), exit = byId("trade-exit").value;
  const rows = allTrades().filter(trade =>
    (!side || trade.side === side) && (!result || Math.sign(trade.net) === result) && (!flag || trade.flags & flag) && (!exit || trade.exitKind === exit)
    && words.every(word => `#${trade.id} ${trade.id} ${data.symbols[trade.symbol].name} ${trade.side > 0 ? "long" : "short"} ${trade.entryReason} ${trade.exitReason} ${trade.exitKind} ${when(trade.entryTime)}`.toLowerCase().includes(word)));
  const way = log.isDown ? -1 : 1, key = log.sort;
  return rows.sort((a, b) => {
    const [left, right] = [a[key], b[key]];
    if (left === right) return a.index - b.index;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -way : way;
  });
}

function drawLog() {
  const table = byId("trade-table");
  if (!table) return;
  const columns = logColumns.filter(column => !column.isOnlyMany || data.symbols.length > 1);
  const head = element("tr");
  for (const column of columns) {
    const button = element("button", { type: "button" }, column.label);
    const cell = element("th", { scope: "col", class: column.num ? "num" : "", "data-sort": column.key }, button);
    button.addEventListener("click", () => {
      log.isDown = log.sort === column.key ? !log.isDown : column.key === "net" || column.key === "r";
      log.sort = column.key;
      log.page = 0;
      fillLog(columns);
    });
    head.append(cell);
  }
  table.tHead.append(head);
  for (const kind of [...new Set(allTrades().map(trade => trade.exitKind))].sort()) byId("trade-exit").append(element("option", {}, kind));
  for (const id of ["trade-filter", "trade-side", "trade-result", "trade-exit", "trade-flag"])
    byId(id).addEventListener("input", () => {
      log.page = 0;
      fillLog(columns);
    });
  byId("page-prev").addEventListener("click", () => { log.page--; fillLog(columns); });
  byId("page-next").addEventListener("click", () => { log.page++; fillLog(columns); });
  fillLog(columns);
}

function fillLog(columns) {
  const rows = log.rows = visibleTrades(), pages = Math.max(1, Math.ceil(rows.length / log.size));
  const body = byId("trade-table").tBodies[0];
  body.replaceChildren(...rows.slice(log.page * log.size, (log.page + 1) * log.size).map(trade => {
    const row = element("tr", { "data-trade": trade.id, onclick: event => { if (event.target.tagName !== "A") location.hash = "trade-" + trade.id; } });
    for (const column of columns) row.append(element("td", { class: [column.num ? "num" : "", column.className || ""].join(" ").trim() || null }, column.cell(trade)));
    return row;
  }));
  for (const cell of byId("trade-table").tHead.querySelectorAll("th")) {
    const isSorted = cell.dataset.sort === log.sort;
    cell.setAttribute("aria-sort", isSorted ? (log.isDown ? "descending" : "ascending") : "none");
    const label = cell.firstChild;
    label.textContent = label.textContent.replace(/ [↑↓]$/, "") + (isSorted ? (log.isDown ? " ↓" : " ↑") : "");
  }
  const net = rows.reduce((sum, trade) => sum + trade.net, 0);
  byId("trade-count").textContent = `${number(rows.length, 0)} of ${number(allTrades().length, 0)} trades, net ${signed(net, amount(net))} ${data.quote}`;
  byId("page-now").textContent = `page ${log.page + 1} of ${pages}`;
  byId("page-prev").disabled = log.page === 0;
  byId("page-next").disabled = log.page >= pages - 1;
}

// Dots: two series, won and lost, over one ascending axis; the nearest dot under the pointer is told and can be opened.
function scatter(name, label, xOf, yOf, xFormat, yFormat, isCapped) {
  makePlot(name, () => {
    const dots = allTrades().map(trade => ({ trade, x: xOf(trade), y: yOf(trade) })).filter(dot => dot.x !== null && dot.y !== null).sort((a, b) => a.x - b.x);
    if (dots.length === 0) return null;
    const limit = isCapped ? dots[Math.floor((dots.length - 1) * .98)].x * 1.1 : Infinity;
    const shown = dots.filter(dot => dot.x <= limit || dots.length < 30);
    const pick = isWin => shown.map(dot => dot.trade.net > 0 === isWin ? dot.y : null);
    const series = (stroke, fill) => ({ paths: () => null, points: { show: true, size: 6, stroke, fill, width: 1 } });
    let nearest = null;
    return {
      label, data: [shown.map(dot => dot.x), pick(true), pick(false)],
      legend: [{ label: "Won", color: () => palette.gainBar, kind: "box" }, { label: "Lost", color: () => palette.lossBar, kind: "box" }],
      options: {
        series: [{}, series(() => palette.gain, () => palette.gainFill), series(() => palette.loss, () => palette.lossFill)],
        scales: { x: { time: false, range: (u, low, high) => [Math.min(0, low), high * 1.04 || 1] }, y: { range: (u, low, high) => padded([low, high]) } },
        axes: [axis(xFormat, { space: 60 }), valueAxis(yFormat)],
        cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false } }
      },
      hooks: {
        ready: [u => {
          const hint = element("div", { class: "hint" });
          u.over.append(hint);
          u.over.addEventListener("mousemove", event => {
            const box = u.over.getBoundingClientRect(), px = event.clientX - box.left, py = event.clientY - box.top;
            let least = 14;
            nearest = null;
            for (const dot of shown) {
              const distance = Math.hypot(u.valToPos(dot.x, "x") - px, u.valToPos(dot.y, "y") - py);
              if (distance < least) [nearest, least] = [dot, distance];
            }
            u.over.style.cursor = nearest ? "pointer" : "";
            hint.style.display = nearest ? "block" : "none";
            if (!nearest) return;
            hint.textContent = `#${nearest.trade.id}  ${xFormat(nearest.x)}, ${yFormat(nearest.y)}`;
            const left = u.valToPos(nearest.x, "x");
            hint.style.left = Math.min(left + 10, Math.max(0, box.width - hint.offsetWidth)) + "px";
            hint.style.top = u.valToPos(nearest.y, "y") + 10 + "px";
          });
          u.over.addEventListener("mouseleave", () => hint.style.display = "none");
          u.over.addEventListener("click", () => { if (nearest) location.hash = "trade-" + nearest.trade.id; });
        }]
      }
    };
  });
}

function drawScatters() {
  const inR = (value, places) => number(value, places ?? 2) + " R";
  scatter("excursions", "Worst against best open result of each trade", trade => trade.risk ? -trade.mae / trade.risk : null, trade => trade.risk ? trade.mfe / trade.risk : null, (value, places) => value ? "−" + inR(value, places) : "0 R", inR);
  const hasR = allTrades().some(trade => trade.r !== null);
  scatter("holding", "Holding time against result of each trade", trade => trade.bars, trade => hasR ? trade.r : trade.net, value => number(value, 0) + " bars", (value, places) => hasR ? inR(value, places) : short(value, places), true);
}
