import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Thrown where a page is to be photographed or printed and no Chromium is found, or it gave no answer. */
export class BrowserError extends Error {
  override readonly name = "BrowserError";
  constructor(
    readonly reason: "none" | "failed",
    /** Where it was looked for, or what the browser said. */
    readonly detail: string,
  ) {
    super(reason === "none" ? `no Chromium was found: ${detail}` : `the browser failed: ${detail}`);
  }
}

/** Variables that name the browser's file; the first that is set decides. */
export const BROWSER_VARIABLES = ["LOOKTHROUGH_BROWSER", "CHROME_PATH", "PUPPETEER_EXECUTABLE_PATH"] as const;

const NAMES = [
  "chromium",
  "chromium-browser",
  "chrome",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
  "chrome.exe",
  "msedge.exe",
];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The file of a Chromium on this machine: as a variable says, else on the PATH, else where it is usually installed. */
export function findBrowser(environment: Readonly<Record<string, string | undefined>>): string | null {
  const named = BROWSER_VARIABLES.map((name) => environment[name]).find((value) => value);
  if (named) return existsSync(named) ? named : null;
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  return candidates.find((path) => existsSync(path)) ?? null;
}

export interface PageSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of a picture for one of the page; fewer where the picture would be larger than a browser can make. */
const SHARPNESS = 2;
const LARGEST_SIDE = 16_000;
const PATIENCE = 120_000;

/**
 * A page without script as a PNG or PDF of its own size, by a Chromium that is there already: nothing is downloaded. Throws a {@link BrowserError}.
 */
export async function renderPage(
  page: string,
  as: "png" | "pdf",
  size: PageSize,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Uint8Array> {
  const browser = findBrowser(environment);
  if (browser === null) throw new BrowserError("none", BROWSER_VARIABLES.join(", "));
  const folder = await mkdtemp(join(tmpdir(), "lookthrough-page-"));
  try {
    const [file, result] = [join(folder, "page.html"), join(folder, `result.${as}`)];
    await writeFile(file, page);
    const [width, height] = [Math.ceil(size.width), Math.ceil(size.height)];
    const scale = Math.min(SHARPNESS, LARGEST_SIDE / width, LARGEST_SIDE / height);
    const picture = [`--screenshot=${result}`, `--force-device-scale-factor=${scale}`, "--hide-scrollbars"];
    await run(browser, [
      "--headless=new",
      "--disable-gpu",
      "--no-first-run",
      "--disable-extensions",
      "--disable-background-networking",
      `--user-data-dir=${join(folder, "profile")}`,
      `--window-size=${width},${height}`,
      // Within a container the browser's own sandbox cannot start as root; the page runs no script.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...(as === "png" ? picture : [`--print-to-pdf=${result}`, "--no-pdf-header-footer"]),
      pathToFileURL(file).href,
    ]);
    if (!existsSync(result)) throw new BrowserError("failed", `${browser} wrote nothing`);
    return await readFile(result);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function run(file: string, words: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(file, words, { stdio: ["ignore", "ignore", "pipe"], timeout: PATIENCE });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
    });
    child.on("error", (error) => fail(new BrowserError("failed", error.message)));
    child.on("close", (code) => {
      if (code === 0) done();
      else fail(new BrowserError("failed", said.trim().split("\n").at(-1) ?? `exit code ${code}`));
    });
  });
}
