import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const text = (name: string): string => readFileSync(join(root, name), "utf8");
const NAMES = ["README.md", "README.zh.md"] as const;

/** What a reader is to type: indented lines, without comments. */
const commands = (name: string): string[] =>
  [...text(name).matchAll(/^ {4}(?<line>\S.*)$/gm)].map(({ groups }) => groups!.line!.replace(/\s+#.*$/, ""));

const place = mkdtempSync(join(tmpdir(), "lookthrough-readme-"));
symlinkSync(join(root, "samples"), join(place, "samples"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe("the README", () => {
  it("asks for the same in both languages", () => {
    const [en, zh] = NAMES.map((name) => ({
      commands: commands(name),
      code: /```js\n[\s\S]*?```/.exec(text(name))![0],
      links: [...text(name).matchAll(/\]\((?<to>[^)]+)\)/g)].map(({ groups }) => groups!.to!).sort(),
      headings: [...text(name).matchAll(/^## /gm)].length,
    }));
    const others = ({ links }: { links: string[] }): string[] =>
      links.filter((to) => !NAMES.some((name) => name === to));
    expect(zh!.commands).toEqual(en!.commands);
    expect(zh!.code).toBe(en!.code);
    expect(others(zh!)).toEqual(others(en!));
    expect(zh!.headings).toBe(en!.headings);
  });

  it("links to what is there, and counts the samples", () => {
    for (const name of NAMES) {
      for (const { groups } of text(name).matchAll(/\]\((?<to>[^)#]+)(?:#[^)]*)?\)/g))
        expect(existsSync(join(root, groups!.to!)), groups!.to).toBe(true);
    }
    const samples = readdirSync(join(root, "samples"), { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    );
    expect(samples).toHaveLength(23);
    expect(text("README.md")).toContain("twenty-three cases");
    expect(text("README.zh.md")).toContain("二十三个案例");
  });

  const offline = commands("README.md").filter(
    (line) => /^lookthrough (?!import)/.test(line) && !line.includes("neo4j://"),
  );
  it.each(offline)("%s", (line) => {
    const words = line.split(/\s+/).slice(1);
    const main = join(root, "dist", "cli", "main.js");
    const { status, stderr } = spawnSync(process.execPath, [main, ...words], {
      cwd: place,
      encoding: "utf8",
    });
    // 1: answered, and a check or a validation found something.
    expect([0, ...(/check|validate/.test(line) ? [1] : [])], stderr).toContain(status);
    const out = words.indexOf("--out");
    if (out >= 0) expect(existsSync(join(place, words[out + 1]!))).toBe(true);
  });
});
