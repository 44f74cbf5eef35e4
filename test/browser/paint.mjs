// test/browser/paint.mjs: the client's first page over a slow line (1.6 Mbit/s, 150 ms) on a slow processor (a quarter): requests,
// bytes on the wire, paint times, and the processor time that the page took, which other work on the machine does not stretch.
// JSON lines for ./dev bench.
import { openBrowser, openPage } from "./browser.mjs";
import { House } from "./house.mjs";

const RUNS = 5;
const SLOWER = 4;
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const tell = (row) => console.log(JSON.stringify(row));

async function once(house, browser) {
  const page = await openPage(browser, { lang: "kk", width: 360, height: 740 });
  const line = await page.context().newCDPSession(page);
  const wire = { requests: 0, bytes: 0 };
  line.on("Network.loadingFinished", (answer) => {
    wire.requests++;
    wire.bytes += answer.encodedDataLength;
  });
  await line.send("Network.enable");
  await line.send("Network.setCacheDisabled", { cacheDisabled: true });
  await line.send("Network.emulateNetworkConditions", LINE);
  await line.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await line.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(`${house.address("public")}/kk`);
  await page.waitForSelector(".compare", { timeout: 60_000 });
  await page.waitForLoadState("networkidle");
  const seen = await page.evaluate(
    () =>
      new Promise((done) => {
        let largest = 0;
        let what = "";
        let shift = 0;
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1);
          largest = last?.startTime ?? largest;
          what = last?.element ? `${last.element.localName}.${last.element.className}` : what;
        }).observe({ type: "largest-contentful-paint", buffered: true });
        new PerformanceObserver((list) => {
          shift += list.getEntries().reduce((sum, one) => sum + (one.hadRecentInput ? 0 : one.value), 0);
        }).observe({ type: "layout-shift", buffered: true });
        const [first] = performance.getEntriesByName("first-contentful-paint");
        // what had come whole before: what a paint waits for on any machine
        const before = () => performance.getEntriesByType("resource").filter((one) => one.responseEnd <= largest);
        setTimeout(() => {
          const [page] = performance.getEntriesByType("navigation");
          const sum = before().reduce((bytes, one) => bytes + one.transferSize, page.transferSize);
          done({ largest, what, shift, first: first?.startTime ?? 0, needsRequests: before().length + 1, needsBytes: sum });
        }, 300);
      }),
  );
  const { metrics } = await line.send("Performance.getMetrics");
  const of = (name) => metrics.find((one) => one.name === name)?.value ?? 0;
  await page.context().close();
  return { ...seen, ...wire, cpu: of("TaskDuration") * 1000, script: of("ScriptDuration") * 1000 };
}

const house = await House.begin();
const { browser, end } = await openBrowser(house);
try {
  const runs = [];
  for (let i = 0; i < RUNS; i++) {
    runs.push(await once(house, browser));
  }
  const of = (name) => middle(runs.map((run) => run[name]));
  tell({ name: "web requests of the first page", unit: "", value: of("requests"), most: 16 });
  tell({ name: "web bytes of the first page", unit: "bytes", value: of("bytes"), most: 80_000 });
  tell({ name: "web first paint", unit: "ms", value: Math.round(of("first")) });
  tell({ name: "web largest paint", unit: "ms", value: Math.round(of("largest")), goal: 1200, all: runs.map((run) => Math.round(run.largest)) });
  tell({ name: "web requests before the largest paint", unit: "", value: of("needsRequests"), what: runs[0].what });
  tell({ name: "web bytes before the largest paint", unit: "bytes", value: of("needsBytes") });
  tell({ name: "web processor time of the page", unit: "ms", value: Math.round(of("cpu")) });
  tell({ name: "web processor time of scripts", unit: "ms", value: Math.round(of("script")) });
  tell({ name: "web layout shift", unit: "", value: Number(of("shift").toFixed(4)), goal: 0.01 });
} finally {
  await end();
  await house.end();
}
