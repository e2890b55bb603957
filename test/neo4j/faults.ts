import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, lookthrough, MAIN, ROOT } from "../cli/command.js";
import { imported } from "./answers.js";
import type { TestServer } from "./server.js";

const ask = (address: string, environment: Readonly<Record<string, string>>, ...more: string[]) =>
  lookthrough(["owners", "蓝海证券", "--data", address, ...more], environment);

interface Running {
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
  /** Until a text has been said on standard error. */
  said(text: string): Promise<void>;
}

/** Any words of the command, without waiting for it here. */
function running(words: readonly string[], environment: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [MAIN, ...words, "--lang", "en"], {
    cwd: ROOT,
    env: { ...process.env, LANG: "", ...environment },
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return {
    ended: new Promise((resolve) => child.once("exit", (code) => resolve({ code, stderr }))),
    said: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (stderr.includes(text)) resolve();
        };
        look();
        child.stderr.on("data", look);
      }),
  };
}

const asking = (address: string, environment: Readonly<Record<string, string>>, ...more: string[]) =>
  running(["owners", "蓝海证券", "--data", address, ...more], environment).ended;

/** Every kind of work with a database: one answer, many rows, reports, results written back, import and export. */
const everyWork = (address: string, place: string): string[][] => [
  ["owners", "蓝海证券", "--data", address],
  ["control", "--all", "--data", address],
  ["ubo", "--all", "--data", address],
  ["report", "--all", "--data", address, "--out", join(place, "reports")],
  ["determine", "control", address],
  ["import", address, "--data", "samples/pyramid"],
  ["export", address, "--out", join(place, "exported")],
];

export function faultsAreSaid(server: () => TestServer): void {
  test("a wrong password, in both languages, without the password", () => {
    const wrong = { ...server().environment, NEO4J_PASSWORD: "secret-but-wrong" };
    const ran = ask(server().address, wrong);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/refuses user neo4j: the name or the password is wrong/);
    expect(ran.stderr).not.toContain("secret-but-wrong");
    expect(ask(server().address, wrong, "--lang", "zh").stderr).toContain("用户名或密码错误");
  });

  test("no password, a variable without one, a password in the address", () => {
    expect(ask(server().address, { NEO4J_PASSWORD: "" }).code).toBe(2);
    const unset = ask(server().address, {}, "--password-env", "NOT_THERE");
    expect(unset.stderr).toContain("set NOT_THERE in the environment");
    const inside = ask(server().address.replace("//", "//neo4j:hunter2@"), server().environment);
    expect(inside.code).toBe(2);
    expect(inside.stderr).not.toContain("hunter2");
  });

  test("a database that is not there, an address that is none, nobody at the port", () => {
    const unknown = ask(`${server().address}/nowhere`, server().environment);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("no database “nowhere”");
    expect(ask("neo4j://", server().environment).stderr).toContain("no address of a database");
    const begun = Date.now();
    const nobody = ask("neo4j://127.0.0.1:1", server().environment);
    expect(nobody.code).toBe(2);
    expect(nobody.stderr).toContain("does not answer");
    expect(Date.now() - begun).toBeLessThan(30_000);
  });

  test("a port at which something else listens, or nothing is ever said, ends in time", async () => {
    const mute = createServer(() => {});
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const { port } = mute.address() as { port: number };
    const ran = await asking(`neo4j://127.0.0.1:${port}`, server().environment, "--timeout", "3");
    mute.close();
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/did not answer|does not answer/);
  });

  test("a cone beyond the limit is refused and says how to raise it", async () => {
    await imported(server(), "one-manager-three-partnerships");
    const ran = ask(server().address, server().environment, "--cone-limit", "3");
    expect(ran.code).toBe(2);
    expect(ran.stdout).toBe("");
    expect(ran.stderr).toContain("--cone-limit");
  });

  test("a server that stops answering ends every kind of work in the time that was given", async () => {
    await imported(server(), "one-manager-three-partnerships");
    const place = folderWith({});
    server().freeze();
    try {
      const works = everyWork(server().address, place);
      const ran = await Promise.all(
        works.map((words) => running([...words, "--timeout", "3"], server().environment).ended),
      );
      ran.forEach(({ code, stderr }, position) => {
        expect(code, works[position]!.join(" ")).toBe(2);
        expect(stderr, works[position]!.join(" ")).toMatch(/did not answer within 3 seconds|does not answer/);
      });
      expect(readdirSync(place).filter((name) => name !== "reports")).toEqual([]);
    } finally {
      server().thaw();
    }
  });

  test("a server killed in the middle is said by every kind of work, and all of it goes on afterwards", async () => {
    const rows = Array.from({ length: 6_000 }, (_, k) => `P${k},C${k % 1_000},1/10`);
    const place = folderWith({ "holdings.csv": `holder,subject,equity\n${rows.join("\n")}\n` });
    const words = ["import", server().address, "--data", place];
    const dying = running(words, server().environment);
    // It dies between two batches: all entities are there, and not all that hangs on them.
    await Promise.race([dying.said("entities 7000 of 7000"), dying.ended]);
    const works = everyWork(server().address, place);
    server().freeze();
    const hanging = works.map((each) => running([...each, "--timeout", "60"], server().environment).ended);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await server().kill();
    for (const [position, ran] of (await Promise.all([...hanging, dying.ended])).entries()) {
      const told = works[position]?.join(" ") ?? "the import that had begun";
      expect(ran.code, told).toBe(2);
      expect(ran.stderr, told).toContain("does not answer");
    }
    await server().restart();
    const half = ask(server().address, server().environment);
    expect(half.code).toBe(2);
    expect(half.stderr).toMatch(/import/);
    const again = lookthrough(words, server().environment);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stdout).toContain("was continued at");
    await imported(server(), "one-manager-three-partnerships");
    for (const each of works) {
      const ran = lookthrough(each, server().environment);
      expect(ran.code, ran.stderr).toBe(0);
    }
  });
}
