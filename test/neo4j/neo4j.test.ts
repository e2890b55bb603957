import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answersFromDatabase } from "./answers.js";
import { determinationsAreWritten } from "./determined.js";
import { everySubjectFromDatabase } from "./everySubject.js";
import { faultsAreSaid } from "./faults.js";
import { importsAndExports } from "./imports.js";
import { mappedGraphs } from "./mappings.js";
import { startServer, type TestServer, whyNoServer } from "./server.js";
import { secondWitness } from "./witness.js";

/** `.ci/run` sets this: there, a server that is not to be had is a failure. */
const REQUIRED = process.env.LOOKTHROUGH_NEO4J === "required";

const lacking = whyNoServer();
if (lacking !== null && !REQUIRED) {
  process.stderr.write(
    `\n*** The Neo4j tests are SKIPPED: ${lacking}. Install Java 17 and Maven to run them. ***\n\n`,
  );
}

let server: TestServer | null = null;
/** One server for all tests here: they run one after the other. */
const running = (): TestServer => server!;

describe.skipIf(lacking !== null && !REQUIRED)("a real Neo4j", () => {
  beforeAll(async () => {
    if (lacking !== null) throw new Error(`LOOKTHROUGH_NEO4J=required, but ${lacking}`);
    server = await startServer();
    Object.assign(process.env, server.environment);
  }, 600_000);
  afterAll(async () => {
    await server?.stop();
  }, 60_000);

  describe("import and export", () => importsAndExports(running));
  describe("answers", () => answersFromDatabase(running));
  describe("many subjects", () => everySubjectFromDatabase(running));
  describe("Cypher for the browser", () => secondWitness(running));
  describe("results written back", () => determinationsAreWritten(running));
  describe("graphs with other labels", () => mappedGraphs(running));
  describe("faults", () => faultsAreSaid(running));
});

test("the tests of a real Neo4j ran, or it was said why not", () => {
  expect(lacking === null || !REQUIRED).toBe(true);
});
