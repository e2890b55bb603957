import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** Folders from left to right: each imports only from those before it (ARCHITECTURE.md). */
const ORDER = [
  "text",
  "model",
  "register",
  "measures",
  "law",
  "determinations",
  "rules",
  "compare",
  "chart",
  "analyse",
  "report",
  "io",
  "batch",
  "server",
  "viewer",
  "cli",
];
const EDGE = new Set(["io", "batch", "server", "cli"]);
/** Core folders may use these packages and no others. */
const CORE_PACKAGES = new Set(["zod", "graphology", "graphology-traversal", "graphology-types"]);

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

interface Source {
  readonly path: string;
  readonly layer: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => {
    const text = readFileSync(join(root, name), "utf8");
    const path = name.replaceAll("\\", "/");
    const statement = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g;
    const imports = [...text.matchAll(statement)].map((match) => (match[1] ?? match[2])!);
    return {
      path,
      layer: path.includes("/") ? path.split("/")[0]! : path.replace(/\.ts$/, ""),
      text,
      imports,
    };
  });

const isIndex = (source: Source): boolean => source.path === "index.ts";

describe("the layers of ARCHITECTURE.md", () => {
  test("there are sources to look at, each in a known layer", () => {
    expect(sources.length).toBeGreaterThan(40);
    for (const source of sources) {
      if (!isIndex(source)) expect(ORDER, source.path).toContain(source.layer);
    }
  });

  test("a folder imports only folders left of it; measures and law do not know each other", () => {
    for (const source of sources) {
      if (isIndex(source)) continue;
      for (const imported of source.imports) {
        if (!imported.startsWith(".")) continue;
        const target = relative(root, join(root, dirname(source.path), imported)).replaceAll("\\", "/");
        const layer = target.includes("/") ? target.split("/")[0]! : target.replace(/\.js$/, "");
        const where = `${source.path} imports ${imported}`;
        expect(ORDER.indexOf(layer), where).toBeLessThanOrEqual(ORDER.indexOf(source.layer));
        const pair = [source.layer, layer].sort().join(" ");
        expect(pair, where).not.toBe("law measures");
      }
    }
  });

  test("only the edge touches files, network, clock, console or process", () => {
    const forbidden = /\b(?:console|process|Date|fetch|setTimeout|setInterval|Buffer)\b\s*[.(]/;
    for (const source of sources) {
      if (EDGE.has(source.layer)) continue;
      for (const imported of source.imports) {
        if (imported.startsWith(".")) continue;
        expect(imported.startsWith("node:"), `${source.path} imports ${imported}`).toBe(false);
        const core = source.layer !== "report" && source.layer !== "viewer";
        if (core) expect([...CORE_PACKAGES], `${source.path} imports ${imported}`).toContain(imported);
      }
      const code = withoutComments(source.text);
      expect(forbidden.exec(code)?.[0], source.path).toBeUndefined();
      expect(/\basync\b|\bawait\b/.test(code) && source.layer !== "report", `${source.path} is async`).toBe(
        false,
      );
    }
  });

  test("no statutory number stands outside law", () => {
    const statutory = /["'`](?:5|10|20|25|30|75)\s?%["'`]|["'`]1\/(?:20|10|5|4|3)["'`]|\b0\.(?:05|25|3|75)\b/;
    for (const source of sources) {
      if (["law", "text", "cli", "io"].includes(source.layer)) continue;
      expect(statutory.exec(withoutComments(source.text))?.[0], source.path).toBeUndefined();
    }
  });

  test("shares are compared with thresholds by `meets` alone", () => {
    const bare = /\.(?:value|share|min|max)\s*[<>]=?\s*0?\.\d/;
    for (const source of sources) {
      expect(bare.exec(withoutComments(source.text))?.[0], source.path).toBeUndefined();
    }
  });

  test("named exports only, no `any`, no folder or file of leftovers", () => {
    for (const source of sources) {
      expect(source.text, source.path).not.toMatch(/export default/);
      expect(withoutComments(source.text), source.path).not.toMatch(/: any\b(?!\()|<any>|\bas any\b/);
      expect(source.path).not.toMatch(/(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts)/);
    }
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
