import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { lookthrough, MAIN, ROOT } from "../cli/command.js";
import { imported } from "./answers.js";
import type { TestServer } from "./server.js";

const ask = (address: string, environment: Readonly<Record<string, string>>, ...more: string[]) =>
  lookthrough(["owners", "蓝海证券", "--data", address, ...more], environment);

/** The same without waiting for it here. */
function asking(
  address: string,
  environment: Readonly<Record<string, string>>,
  ...more: string[]
): Promise<{ code: number | null; stderr: string }> {
  const words = [MAIN, "owners", "蓝海证券", "--lang", "en", "--data", address, ...more];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, LANG: "", ...environment },
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve({ code, stderr })));
}

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

  test("a server that stops answering ends in the time that was given", async () => {
    server().freeze();
    try {
      const ran = await asking(server().address, server().environment, "--timeout", "3");
      expect(ran.code).toBe(2);
      expect(ran.stderr).toMatch(/did not answer within 3 seconds|does not answer/);
    } finally {
      server().thaw();
    }
  });

  test("a server killed in the middle is said, an import begun before goes on afterwards", async () => {
    await imported(server(), "one-manager-three-partnerships");
    server().freeze();
    const hanging = asking(server().address, server().environment, "--timeout", "60");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await server().kill();
    const ran = await hanging;
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("does not answer");
    await server().restart();
    expect(ask(server().address, server().environment).code).toBe(0);
  });
}
