import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "lookthrough-package-"));
const installed = join(place, "node_modules", "lookthrough");

/** The packed tarball laid out in another directory, with the dependencies that the lock file has already brought. */
beforeAll(() => {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", place], { cwd: root });
  const tarball = readdirSync(place).find((name) => name.endsWith(".tgz"))!;
  execFileSync("mkdir", ["-p", installed]);
  execFileSync("tar", ["-xzf", join(place, tarball), "-C", installed, "--strip-components", "1"]);
  symlinkSync(join(root, "node_modules"), join(installed, "node_modules"));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

const run = (file: string, ...words: string[]): string =>
  execFileSync(process.execPath, [file, ...words], { cwd: place, encoding: "utf8" });

test("the library runs from the tarball, with the figures of the ring", () => {
  writeFileSync(
    join(place, "use.mjs"),
    `import { register, lookThrough } from "lookthrough";
     import { load } from "lookthrough/io";
     const { dataset } = await load("node_modules/lookthrough/samples/one-manager-three-partnerships");
     const share = lookThrough(register(dataset)).share({ of: ["甲合伙", "乙合伙", "丙合伙"], in: "蓝海证券" });
     console.log(share.exact);`,
  );
  expect(run(join(place, "use.mjs")).trim()).toBe("13/250");
});

test("the command runs from the tarball", () => {
  const main = join(installed, "dist", "cli", "main.js");
  const words = ["owners", "蓝海证券", "--data", join(installed, "samples", "pyramid"), "--format", "json"];
  const envelope = JSON.parse(run(main, ...words)) as { verb: string; result: { owners: unknown[] } };
  expect(envelope.verb).toBe("owners");
  expect(envelope.result.owners.length).toBeGreaterThan(2);
});

test("nothing but what users need is packed", () => {
  const listed = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  ) as [{ files: { path: string }[] }];
  const top = new Set(listed[0].files.map(({ path }) => path.split("/")[0]));
  expect([...top].sort()).toEqual(
    ["LICENSE", "NOTICE", "README.md", "README.zh.md", "cypher", "dist", "package.json", "samples"].sort(),
  );
});
