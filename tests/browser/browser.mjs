// What does a reader's browser make of the pages? Reads a job from stdin, writes what is wrong to stdout, as JSON.
//
//   {"base": "http://127.0.0.1:8000", "check": "axe", "urls": ["/de/"], ...}   ->   ["/de/: color-contrast: …"]
//
// A page may ask nobody but the server for anything, and must not open a dialog, log an error or break its own policy.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import axe from "axe-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const wrong = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // A container has neither user namespaces for the sandbox nor much shared memory.
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

async function reader(options = {}) {
  const context = await browser.newContext({ baseURL: job.base, viewport: { width: 1440, height: 900 }, ...options });
  await context.route("**/*", (route) => {
    if (new URL(route.request().url()).origin === job.base) return route.continue();
    wrong.push(`asked elsewhere: ${route.request().url()}`);
    return route.abort();
  });
  const page = await context.newPage();
  const say = (what) => wrong.push(`${page.url().slice(job.base.length)}: ${what}`);
  page.on("dialog", (dialog) => { say(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => say(`a script failed: ${error.message}`));
  page.on("console", (line) => {
    // That a page was refused is what some of them are for.
    if (line.type() === "error" && !line.text().startsWith("Failed to load resource")) say(`said: ${line.text()}`);
  });
  return page;
}

const checks = {
  // No violation on any of the pages, in any of the looks.
  async axe() {
    for (const look of job.looks) {
      const page = await reader(look);
      for (const url of job.urls) {
        await page.goto(url);
        await verified(page);
        await page.evaluate(axe.source);
        const found = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), job.tags);
        for (const violation of found.violations) {
          for (const node of violation.nodes) {
            wrong.push(`${url}: ${violation.id}: ${node.target.join(" ")}: ${node.failureSummary.replaceAll("\n", " ")}`);
          }
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) wrong.push(`${url}: at ${look.viewport.width} px it is ${wide} px too wide`);
      }
      await page.context().close();
    }
  },

  // Search, open a hit, go on to another language, copy the citation: with Tab and Enter alone.
  async keyboard() {
    const page = await reader({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(job.urls[0]);
    await tabTo(page, "input[type=search]");
    await page.keyboard.type(job.query);
    await entered(page);
    await tabTo(page, ".hits article a");
    await entered(page);
    const first = page.url();
    await tabTo(page, `.passages a[hreflang=${job.other}]`);
    await entered(page);
    if (page.url() === first || !page.url().includes(`/${job.other}/`)) wrong.push(`no other language: ${page.url()}`);
    await tabTo(page, "button[data-copies=reference]");
    await page.keyboard.press("Enter");
    await page.waitForFunction((done) => document.activeElement.nextElementSibling?.textContent === done,
      await page.evaluate(() => document.activeElement.dataset.done));
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const shown = await page.locator("#reference").innerText();
    if (!copied || copied !== shown.trim()) wrong.push(`copied “${copied}” instead of “${shown}”`);
  },

  // The same way through the pages, by mouse, where scripts are off; nothing that needs one is shown.
  async scriptless() {
    const page = await reader({ javaScriptEnabled: false });
    await page.goto(job.urls[0]);
    await page.fill("input[type=search]", job.query);
    await clicked(page, "form[role=search] button");
    await clicked(page, ".hits article a");
    await page.selectOption("select[name=right]", job.other);
    await clicked(page, "form.choose button >> nth=0");
    if (!(await page.locator(`.pair [lang=${job.other}]`).count())) wrong.push("nothing beside");
    if (await page.locator("button[data-copies]:visible").count()) wrong.push("a button that does nothing");
    await clicked(page, `.passages a[hreflang=${job.other}]`);
    if (!page.url().includes(`/${job.other}/`)) wrong.push(`no other language: ${page.url()}`);
    await page.goto(`/${job.other}/verify`);
    await page.fill("textarea", job.text);
    await clicked(page, "form.verify button");
    if (!(await page.locator(".judged li").count())) wrong.push("nothing was judged");
    for (const url of job.urls) {
      await page.goto(url);
      if (!(await page.locator("main h1:visible").count())) wrong.push(`${url}: no heading`);
    }
  },

  // Nothing in the content or the address becomes part of the page: no dialog, no element or handler of that name.
  async hostile() {
    const page = await reader();
    for (const url of job.urls) {
      await page.goto(url);
      await verified(page);
      await page.mouse.move(300, 300);
      const live = await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) =>
        one.id === "planted" || "planted" in one.attributes || [...one.attributes].some((each) => each.name.startsWith("on"))
        || (one.localName === "a" && !["http:", "https:", "mailto:"].includes(one.protocol))
      ).map((one) => one.outerHTML.slice(0, 200)));
      for (const one of live) wrong.push(`${url}: ${one}`);
      if (await page.evaluate(() => "planted" in window)) wrong.push(`${url}: a script ran`);
    }
  },

  // Pictures of pages: [url, file, width, height].
  async shots() {
    for (const [url, file, width, height] of job.shots) {
      const page = await reader({ viewport: { width, height }, deviceScaleFactor: 1.5, colorScheme: "light" });
      await page.goto(url);
      await page.screenshot({ path: file });
      await page.context().close();
    }
  },
};

async function tabTo(page, selector) {
  for (let count = 0; count < 400; count++) {
    await page.keyboard.press("Tab");
    const [there, visible] = await page.evaluate((wanted) => {
      const one = document.activeElement, style = getComputedStyle(one);
      return [one.matches(wanted), one === document.body || style.outlineStyle !== "none" || style.boxShadow !== "none"];
    }, selector);
    if (!visible) wrong.push(`the focus is not seen on the way to ${selector}`);
    if (there) return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

// Where a text can be pasted, the page is that of its verdicts.
async function verified(page) {
  if (!(await page.locator("textarea").count())) return;
  await page.fill("textarea", job.text);
  await clicked(page, "form.verify button");
}

// What leads to another page is over when that is there.
async function entered(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

async function clicked(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

try {
  await checks[job.check]();
} catch (error) {
  wrong.push(`${job.check}: ${error.message}`);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify([...new Set(wrong)], null, 1));
