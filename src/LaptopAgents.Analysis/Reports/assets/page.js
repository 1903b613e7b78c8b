// Theme, copy button, and the order in which the page is drawn.
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  readPalette();
  repaint();
  repaintCandles();
}

function startTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  document.documentElement.dataset.theme = system.matches ? "dark" : "light";
  readPalette();
  system.addEventListener("change", () => { if (!chosen) setTheme(system.matches ? "dark" : "light"); });
  byId("theme").addEventListener("click", () => setTheme(chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
}

function startCopy() {
  for (const button of document.querySelectorAll("[data-copy]"))
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
      } catch {
        // A file opened from disk may not use the clipboard; then the full text is selected for the reader to copy.
        const code = button.previousElementSibling;
        code.textContent = button.dataset.copy;
        getSelection().selectAllChildren(code);
        return;
      }
      button.textContent = "copied";
      setTimeout(() => button.textContent = "copy", 1500);
    });
}

startTheme();
startCopy();
drawEquity();
drawReturns();
drawTradeShapes();
drawCandles();
drawLog();
if (allTrades().length) drawScatters();
drawCosts();
drawExposure();
startTradeView();
// Milliseconds from opening the file until everything is drawn.
document.documentElement.dataset.ready = Math.round(performance.now());
