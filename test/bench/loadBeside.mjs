// Loading and indexing in processes of their own, in turns with the C program that only parses and indexes. Prints the least processor time of
// each and their ratio: node test/bench/loadBeside.mjs FOLDER LIMIT [rounds], LIMIT being limit.c compiled.
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, limit, rounds] = process.argv.slice(2);
const seconds = ({ user, system }) => (user + system) / 1e6;

if (limit === "once") {
  const { loadBulk } = await import("../../dist/io/bulk/loadBulk.js");
  const { openRegister } = await import("../../dist/io/bulk/openRegister.js");
  const results = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const before = process.cpuUsage();
    const start = performance.now();
    openRegister(await loadBulk(folder));
    results.push({ processor: seconds(process.cpuUsage(before)), wall: (performance.now() - start) / 1000 });
  }
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ results, whole: seconds(process.cpuUsage()), megabytes }));
} else {
  const own = () => JSON.parse(execFileSync("node", [fileURLToPath(import.meta.url), folder, "once", "1"]).toString());
  const runs = [];
  const peer = [];
  for (let round = 0; round < Number(rounds ?? 5); round += 1) {
    runs.push(own());
    peer.push(Number(execFileSync(limit, [folder, "load", "/dev/null"]).toString()));
  }
  const least = (list) => Math.min(...list);
  const first = least(runs.map(({ results }) => results[0].processor));
  const wall = least(runs.map(({ results }) => results[0].wall));
  const megabytes = ["entities.csv", "holdings.csv"].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
  console.log(`${megabytes.toFixed(0)} MB of CSV; least of ${runs.length} rounds, seconds`);
  console.log(`lookthrough: processor ${first.toFixed(2)}, wall ${wall.toFixed(2)} (${(megabytes / wall).toFixed(0)} MB/s), most memory ${Math.max(...runs.map((run) => run.megabytes)).toFixed(0)} MB`);
  console.log(`C: processor ${least(peer).toFixed(2)}; lookthrough ÷ C ${(first / least(peer)).toFixed(1)}`);
}
