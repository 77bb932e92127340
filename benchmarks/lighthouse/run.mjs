// Lighthouse over the addresses that follow the number of runs; prints one JSON object a run.
import lighthouse, { desktopConfig } from "lighthouse";
import { launch } from "chrome-launcher";

const [chromePath, port, form, runs, ...urls] = process.argv.slice(2);
const SWITCHES = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const chrome = await launch({ chromePath, chromeFlags: SWITCHES });
// Now and then Chromium loses the trace of a load, which says nothing of the page: that one is loaded again.
async function measured(address) {
  for (let attempt = 1; ; attempt += 1) {
    const flags = { port: chrome.port, logLevel: "error" };
    const { lhr } = await lighthouse(address, flags, form === "desktop" ? desktopConfig : undefined);
    if (!lhr.runtimeError) return lhr;
    if (attempt === 5) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  }
}

try {
  for (const url of urls) {
    for (let run = 0; run < Number(runs); run += 1) {
      const lhr = await measured(`http://127.0.0.1:${port}${url}`);
      const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, score]));
      const requests = lhr.audits["network-requests"].details.items;
      const failed = Object.values(lhr.audits)
        .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === "binary").map(({ id }) => id);
      console.log(JSON.stringify({
        url, scores, failed, requests: requests.length,
        bytes: requests.reduce((sum, { transferSize }) => sum + transferSize, 0),
        paint: lhr.audits["first-contentful-paint"].numericValue, shift: lhr.audits["cumulative-layout-shift"].numericValue,
      }));
    }
  }
} finally {
  await chrome.kill();
}
