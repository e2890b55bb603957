import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import neo4j from "neo4j-driver";

const POM = fileURLToPath(new URL("pom.xml", import.meta.url));
/** The jars are kept between runs: downloading them is most of the time. */
const JARS = fileURLToPath(new URL("../../node_modules/.cache/neo4j-server", import.meta.url));

export const PASSWORD = "test-password";
const USER = "neo4j";

/** A Neo4j Community server of its own: loopback, a free port, a temporary home that goes with it. */
export interface TestServer {
  readonly address: string;
  readonly port: number;
  readonly home: string;
  /** What the command needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the server at once, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  restart(): Promise<void>;
  /** Makes it deaf, and lets it hear again. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const runs = (command: string): boolean => spawnSync(command, ["-version"], { stdio: "ignore" }).status === 0;

/** Why no server can be had on this machine, or null. */
export function whyNoServer(): string | null {
  if (!runs("java")) return "there is no java (17 is needed)";
  return jarsThere() || runs("mvn") ? null : "there is no mvn to fetch the server with";
}

const version = (): string => /<neo4j\.version>([^<]+)</.exec(readFileSync(POM, "utf8"))![1]!;
const folder = (): string => join(JARS, version());
const jarsThere = (): boolean => existsSync(folder()) && readdirSync(folder()).length > 100;

/** Fetches the jars beside their place and then renames, so that an interrupted download is never taken for whole. */
function fetchJars(): string {
  if (jarsThere()) return folder();
  const beside = `${folder()}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  const goal = ["-q", "-B", "-f", POM, "dependency:copy-dependencies", "-DincludeScope=runtime"];
  execFileSync("mvn", [...goal, `-DoutputDirectory=${beside}`], { stdio: ["ignore", "ignore", "inherit"] });
  rmSync(folder(), { recursive: true, force: true });
  renameSync(beside, folder());
  return folder();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

const configuration = (home: string, port: number): string => `server.directories.data=${home}/data
server.directories.logs=${home}/logs
server.directories.run=${home}/run
server.directories.import=${home}
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:${port}
server.bolt.advertised_address=127.0.0.1:${port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
dbms.security.auth_max_failed_attempts=100
db.tx_log.rotation.retention_policy=1 days
dbms.cypher.min_replan_interval=1h
dbms.cypher.statistics_divergence_threshold=1.0
`;

const OPENED = ["java.nio", "java.io", "sun.nio.ch", "java.util.concurrent"].map(
  (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
);

/** The shell ends the server as soon as our end of its input closes: also when this process is killed. */
const WATCH = '"$@" & server=$!; echo "pid $server"; cat > /dev/null; kill -9 $server; wait $server';

interface Running {
  readonly shell: ChildProcess;
  readonly pid: number;
}

async function start(jars: string, home: string, memory: string): Promise<Running> {
  const java = [
    "java",
    "-Xms128m",
    `-Xmx${memory}`,
    // A server that lives for minutes: the optimising compiler would cost more than it saves (half of the time in all).
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    ...OPENED,
    "-Dlog4j2.disable.jmx=true",
  ];
  const entry = ["-cp", join(jars, "*"), "org.neo4j.server.CommunityEntryPoint"];
  const places = [`--home-dir=${home}`, `--config-dir=${home}/conf`, "--console-mode"];
  const shell = spawn("sh", ["-c", WATCH, "sh", ...java, ...entry, ...places], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  const pid = await new Promise<number>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const started = /^pid (\d+)$/m.exec(said);
      if (started && /\bStarted\.\s*$/m.test(said)) resolve(Number(started[1]));
      if (/Failed to start|ERROR/.test(said)) reject(new Error(`Neo4j did not start: ${said.slice(-2000)}`));
    };
    shell.stdout.on("data", hear);
    shell.stderr.on("data", hear);
    shell.once("exit", () => reject(new Error(`Neo4j did not start: ${said.slice(-2000)}`)));
    setTimeout(() => reject(new Error(`Neo4j did not start in time: ${said.slice(-2000)}`)), 120_000).unref();
  }).catch((error: unknown) => {
    shell.stdin.end();
    throw error;
  });
  return { shell, pid };
}

async function end({ shell }: Running): Promise<void> {
  if (shell.exitCode !== null) return;
  const ended = new Promise((resolve) => shell.once("exit", resolve));
  shell.stdin!.end();
  await ended;
}

/** Starts a server with a password set, ready for connections. */
export async function startServer(memory = "512m"): Promise<TestServer> {
  const jars = fetchJars();
  const home = mkdtempSync(join(tmpdir(), "lookthrough-neo4j-"));
  const port = await freePort();
  mkdirSync(join(home, "conf"));
  writeFileSync(join(home, "conf", "neo4j.conf"), configuration(home, port));
  let running: Running;
  try {
    running = await start(jars, home, memory);
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
  const address = `neo4j://127.0.0.1:${port}`;
  await setPassword(address);
  return {
    address,
    port,
    home,
    environment: { NEO4J_USER: USER, NEO4J_PASSWORD: PASSWORD },
    kill: () => end(running),
    restart: async () => {
      running = await start(jars, home, memory);
    },
    freeze: () => process.kill(running.pid, "SIGSTOP"),
    thaw: () => process.kill(running.pid, "SIGCONT"),
    stop: async () => {
      await end(running);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A new server asks for a new password first. */
async function setPassword(address: string): Promise<void> {
  const driver = neo4j.driver(address, neo4j.auth.basic(USER, "neo4j"));
  const session = driver.session({ database: "system" });
  try {
    await session.run("ALTER CURRENT USER SET PASSWORD FROM $old TO $new", { old: "neo4j", new: PASSWORD });
  } finally {
    await session.close();
    await driver.close();
  }
}
