import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { validateResult } from "../../src/report/schemas.js";
import { answered, folderWith, lookthrough, MAIN, ROOT, SAMPLES } from "./command.js";

const PYRAMID = join(SAMPLES, "pyramid");

const BARE = "holder,subject,equity\nP,A,60\nQ,A,40\n";
const KNOWN = "id,name,kind\nA,A,company\nP,P,naturalPerson\nQ,Q,naturalPerson\n";

describe("bare percents", () => {
  const data = folderWith({ "entities.csv": KNOWN, "holdings.csv": BARE });

  it("are refused with the command to run again, which works", () => {
    const { code, stdout, stderr } = lookthrough(["owners", "A", "--data", data, "--format", "csv"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const again = `owners A --data ${data} --format csv --percent equity`;
    expect(stderr).toContain(`lookthrough ${again}`);
    const second = lookthrough(again.split(" "));
    expect(second).toMatchObject({ code: 0, stderr: "" });
    expect(second.stdout).toContain("A,P,0.6,0.6,0.6");
  });

  it("are an error that validate reports with exit 1", () => {
    const ran = lookthrough(["validate", "--data", data, "--format", "json"]);
    expect(ran.code).toBe(1);
    expect(answered(ran, validateResult).result.issues.map(({ code }) => code)).toContain("bare-percent");
  });
});

describe("validate", () => {
  const broken = folderWith({
    "entities.csv": KNOWN,
    "holdings.csv": "holder,subject,equity\nP,A,60%\nQ,A,60%\nNobody,A,1%\n",
  });

  it("exits with 0 for sound data", () => {
    expect(lookthrough(["validate", "--data", PYRAMID])).toMatchObject({ code: 0, stderr: "" });
    expect(lookthrough(["validate", "--data", PYRAMID]).stdout).toMatch(/no issues in 2 files/);
  });

  it("exits with 1 on errors and says where and what to do, on standard output", () => {
    const { code, stdout, stderr } = lookthrough(["validate", "--data", broken]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/1 error, 1 warning/);
    expect(stdout).toMatch(/error {2}over-issued/);
    expect(stdout).toMatch(/warning {2}unknown-entity {2}holdings\.csv:4/);
    expect(stdout).toMatch(/→ add it to the entities/);
    expect(lookthrough(["validate", "--data", broken, "--lang", "zh"]).stdout).toMatch(/请在主体表中补充/);
  });

  it("gives rows in CSV and the same issues in JSON", () => {
    const { stdout } = lookthrough(["validate", "--data", broken, "--format", "csv"]);
    expect(stdout).toMatch(/^code,severity,file,row,column,message,hint\n/);
    const { result, issues } = answered(
      lookthrough(["validate", "--data", broken, "--format", "json"]),
      validateResult,
    );
    expect(result.issues).toEqual(issues);
    expect(stdout.trimEnd().split("\n")).toHaveLength(result.issues.length + 1);
  });

  it("under --strict counts an unknown entity as an error", () => {
    const data = folderWith({ "entities.csv": KNOWN, "holdings.csv": "holder,subject,equity\nX,A,60%\n" });
    expect(lookthrough(["validate", "--data", data]).code).toBe(0);
    expect(lookthrough(["validate", "--data", data, "--strict"]).code).toBe(1);
    expect(lookthrough(["owners", "A", "--data", data]).code).toBe(0);
    const strict = lookthrough(["owners", "A", "--data", data, "--strict"]);
    expect(strict).toMatchObject({ code: 2, stdout: "" });
    expect(strict.stderr).toMatch(/--strict: the data have 1 error/);
  });
});

describe("issues beside an answer", () => {
  it("stand on standard error, five at most, with the way to all of them", () => {
    const rows = Array.from({ length: 9 }, (_, k) => `X${k},A,1%`).join("\n");
    const data = folderWith({ "entities.csv": KNOWN, "holdings.csv": `holder,subject,equity\n${rows}\n` });
    const { code, stdout, stderr } = lookthrough(["owners", "A", "--data", data, "--format", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).issues).toHaveLength(9);
    expect(stderr.match(/warning: /g)).toHaveLength(5);
    expect(stderr).toContain(`… and 4 more; lookthrough validate --data ${data}`);
  });

  it("are not mentioned when they are only notes", () => {
    const data = folderWith({
      "entities.csv": KNOWN,
      "holdings.csv": "holder,subject,equity\nA,A,10%\nP,A,90%\n",
    });
    const { stdout, stderr } = lookthrough(["owners", "A", "--data", data, "--format", "json"]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout).issues).toMatchObject([{ code: "self-holding", severity: "info" }]);
  });
});

describe("--out", () => {
  it("writes what would have been printed, and only that file", () => {
    const folder = folderWith({});
    const path = join(folder, "owners.json");
    const args = ["owners", "蓝海证券", "--data", PYRAMID, "--format", "json"];
    expect(lookthrough([...args, "--out", path])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(path, "utf8")).toBe(lookthrough(args).stdout);
    expect(readdirSync(folder)).toEqual(["owners.json"]);
  });

  it("begins a CSV file with a byte order mark", () => {
    const path = join(folderWith({}), "owners.csv");
    const args = ["owners", "蓝海证券", "--data", PYRAMID, "--format", "csv"];
    lookthrough([...args, "--out", path]);
    expect(readFileSync(path, "utf8")).toBe(`\ufeff${lookthrough(args).stdout}`);
  });

  it("replaces a file, and the target of a link rather than the link", () => {
    const folder = folderWith({ "old.txt": "old" });
    const link = join(folder, "link.txt");
    symlinkSync(join(folder, "old.txt"), link);
    expect(lookthrough(["owners", "蓝海证券", "--data", PYRAMID, "--out", link]).code).toBe(0);
    expect(readFileSync(join(folder, "old.txt"), "utf8")).toContain("Lanhai");
    expect(readdirSync(folder).sort()).toEqual(["link.txt", "old.txt"]);
  });

  it.each(["folder", "folder/nowhere/file.txt"])("refuses %s before computing anything", (name) => {
    const folder = folderWith({});
    mkdirSync(join(folder, "folder"));
    const { code, stdout, stderr } = lookthrough([
      ...["owners", "蓝海证券", "--data", PYRAMID],
      ...["--out", join(folder, name)],
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--out");
  });

  it("leaves an old file as it was when there is no answer", () => {
    const path = join(folderWith({ "old.txt": "old" }), "old.txt");
    expect(lookthrough(["owners", "nobody", "--data", PYRAMID, "--out", path]).code).toBe(2);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(existsSync(path)).toBe(true);
  });
});

describe("pipes", () => {
  it("ends quietly when the reader has seen enough", () => {
    const rows = Array.from({ length: 3000 }, (_, k) => `holder number ${k},A,0.01%`).join("\n");
    const data = folderWith({ "holdings.csv": `holder,subject,equity\n${rows}\n` });
    const command = `"${process.execPath}" "${MAIN}" owners A --data "${data}" --format json --paths 0 2>err; echo $? >code`;
    const cwd = folderWith({});
    const { stdout } = spawnSync("bash", ["-c", `{ ${command}; } | head -c 20`], { cwd, encoding: "utf8" });
    expect(stdout).toHaveLength(20);
    expect(readFileSync(join(cwd, "code"), "utf8").trim()).toBe("0");
    expect(readFileSync(join(cwd, "err"), "utf8")).not.toMatch(/EPIPE|Error/);
  });
});

describe.runIf(existsSync("/dev/full"))("a full disk", () => {
  it("is said, without a stack", () => {
    const command = `"${process.execPath}" "${MAIN}" owners 蓝海证券 --data "${PYRAMID}" > /dev/full`;
    const { status, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/standard output cannot be written: ENOSPC/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("our own faults", () => {
  it("exit with 70, own up, and show no stack unless asked", () => {
    // A file that is no JavaScript module stands in for a bug: the verb cannot be loaded.
    const broken = folderWith({});
    writeFileSync(
      join(broken, "break.mjs"),
      `import { register } from "node:module";
       register("data:text/javascript," + encodeURIComponent(\`
         export async function load(url, context, next) {
           if (url.endsWith("report/ownersReport.js")) throw new TypeError("made to fail");
           return next(url, context);
         }\`));`,
    );
    const run = (environment: Record<string, string>) =>
      spawnSync(
        process.execPath,
        ["--import", join(broken, "break.mjs"), MAIN, "owners", "蓝海证券", "--data", PYRAMID],
        { cwd: ROOT, encoding: "utf8", env: { ...process.env, ...environment, LANG: "C" } },
      );
    const plain = run({});
    expect({ code: plain.status, stdout: plain.stdout }).toEqual({ code: 70, stdout: "" });
    expect(plain.stderr).toMatch(/this is a bug in lookthrough .*made to fail/);
    expect(plain.stderr).not.toMatch(/\n\s+at /);
    expect(run({ LOOKTHROUGH_DEBUG: "1" }).stderr).toMatch(/\n\s+at /);
  });
});
