// Data, numbers and colours that every part of the page uses.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const slots = name => document.querySelector(`[data-chart="${name}"]`);

// Whole numbers as zigzag varints in base64, low seven bits first. Sums stay exact up to 2^53.
function bytesOf(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

function plain(text) {
  const bytes = bytesOf(text || "");
  const values = [];
  for (let i = 0; i < bytes.length;) {
    let value = 0, scale = 1, byte;
    do {
      byte = bytes[i++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    values.push(value % 2 ? -(value + 1) / 2 : value / 2);
  }
  return values;
}

function deltas(text) {
  const values = plain(text);
  for (let i = 1; i < values.length; i++) values[i] += values[i - 1];
  return values;
}

const scaled = (values, factor) => values.map(value => value === null ? null : value * factor);

const formatters = {};
function number(value, decimals) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  decimals = Math.max(0, decimals);
  const formatter = formatters[decimals] ||= new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const text = formatter.format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? "−" + text : text;
}
const amount = value => number(value, Math.abs(value) >= 1e5 ? 0 : Math.abs(value) >= 1 || value === 0 ? 2 : 4);
const signed = (value, text) => value > 0 && /[1-9]/.test(text) ? "+" + text : text;
// For axes: `places` is what the step between ticks needs.
function short(value, places) {
  const size = Math.abs(value);
  const scaledPlaces = (power, otherwise) => places === undefined ? otherwise : Math.min(3, Math.max(0, places + power));
  if (size >= 1e6) return number(value / 1e6, scaledPlaces(6, size >= 1e8 ? 0 : 1)) + "M";
  if (size >= 1e4) return number(value / 1e3, scaledPlaces(3, size >= 1e5 ? 0 : 1)) + "k";
  return number(value, places ?? (size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : 2));
}
const exact = value => String(Math.round(value * 1e8) / 1e8);
const pad = value => String(value).padStart(2, "0");

// All times are UTC, as in every file of the run.
function when(seconds, withTime = true) {
  const date = new Date(seconds * 1000);
  const day = `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  if (!withTime) return day;
  const rest = date.getUTCSeconds() ? ":" + pad(date.getUTCSeconds()) : "";
  return `${day} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}${rest}`;
}

function span(seconds) {
  if (seconds < 120) return seconds === 60 ? "1 min" : number(seconds, 0) + " s";
  if (seconds < 7200) return number(seconds / 60, 0) + " min";
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h` + (seconds % 3600 >= 60 ? ` ${Math.floor(seconds / 60 % 60)} min` : "");
  return `${number(Math.floor(seconds / 86400), 0)} d ${Math.floor(seconds / 3600 % 24)} h`;
}

let palette = {};
function readPalette() {
  const style = getComputedStyle(document.documentElement);
  palette = {};
  for (const name of ["ink", "ink2", "ink3", "line", "grid", "card", "gain", "loss", "accent", "second", "third", "warn"])
    palette[name] = style.getPropertyValue("--" + name).trim();
  palette.gainFill = `rgba(${style.getPropertyValue("--gain-rgb")}, .16)`;
  palette.lossFill = `rgba(${style.getPropertyValue("--loss-rgb")}, .20)`;
  palette.accentFill = `color-mix(in srgb, ${palette.accent} 22%, transparent)`;
  palette.bandFill = `color-mix(in srgb, ${palette.accent} 14%, transparent)`;
  palette.bandEdge = `color-mix(in srgb, ${palette.accent} 38%, transparent)`;
  palette.gainBar = `rgba(${style.getPropertyValue("--gain-rgb")}, .75)`;
  palette.lossBar = `rgba(${style.getPropertyValue("--loss-rgb")}, .80)`;
}

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}
