import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, lookthrough } from "../cli/command.js";
import { opened } from "./answers.js";
import type { TestServer } from "./server.js";

const MAPPING = {
  entities: [
    {
      label: "Company",
      id: "regNo",
      name: "legalName",
      kind: "company",
      properties: { jurisdiction: "country" },
    },
    {
      label: "Person",
      id: "pid",
      idType: "integer",
      name: "fullName",
      kind: { property: "type", values: { P: "naturalPerson", G: "state" } },
    },
  ],
  holdings: [{ type: "OWNS", percent: true, properties: { equity: "pct", from: "since", to: "until" } }],
  ties: [{ type: "DIRECTOR OF", kind: "director", properties: { start: "since" } }],
};

const GRAPH = `CREATE (t:Company {regNo: 'T', legalName: 'Target', country: 'CN'})
  CREATE (h:Company {regNo: 'H', legalName: 'Holding', country: 'HK'})
  CREATE (a:Person {pid: 7, fullName: 'Ana', type: 'P'})
  CREATE (g:Person {pid: 8, fullName: 'Treasury', type: 'G'})
  CREATE (h)-[:OWNS {pct: 60, since: date('2020-01-01')}]->(t)
  CREATE (g)-[:OWNS {pct: 40.0, since: date('2021-06-01'), until: date('2030-01-01')}]->(t)
  CREATE (a)-[:OWNS {pct: '>50%-75%', since: date('2019-01-01')}]->(h)
  CREATE (t)-[:OWNS {pct: 10, since: date('2020-01-01')}]->(h)
  CREATE (a)-[:\`DIRECTOR OF\` {since: '2020-02-02'}]->(t)`;

const FILES = {
  "entities.csv":
    "id,name,kind,jurisdiction\nT,Target,company,CN\nH,Holding,company,HK\n7,Ana,naturalPerson,\n8,Treasury,state,\n",
  "holdings.csv":
    "holder,subject,equity,from,to\nH,T,60%,2020-01-01,\n8,T,40%,2021-06-01,2030-01-01\n7,H,>50%-75%,2019-01-01,\nT,H,10%,2020-01-01,\n",
  "ties.csv": "kind,from,to,start\ndirector,7,T,2020-02-02\n",
};

export function mappedGraphs(server: () => TestServer): void {
  const from = (data: string, more: readonly string[], ...words: string[]) => {
    const ran = lookthrough([...words, "--format", "json", "--data", data, ...more], server().environment);
    if (ran.code !== 0 && ran.code !== 1) throw new Error(ran.stderr);
    return JSON.parse(ran.stdout) as { asOf: string; result: unknown };
  };

  test("another program's graph answers what the same records answer from files", async () => {
    const database = await opened(server());
    await database.write((talk) => talk.askText("MATCH (n) DETACH DELETE n"));
    await database.write((talk) => talk.askText(GRAPH));
    await database.close();
    const folder = folderWith(FILES);
    const mapping = join(folder, "mapping.json");
    writeFileSync(mapping, JSON.stringify(MAPPING));
    for (const words of [
      ["owners", "Target"],
      ["control", "T"],
      ["ubo", "T"],
      ["holdings", "7"],
      ["related", "T"],
    ]) {
      const [mapped, files] = [
        from(server().address, ["--mapping", mapping], ...words),
        from(folder, [], ...words),
      ];
      expect(mapped.result, words.join(" ")).toEqual(files.result);
      expect(mapped.asOf).toBe(files.asOf);
    }
  });

  test("a mapping that does not fit, or would end its own quotes, is refused with the place", () => {
    const refused = (mapping: unknown): string => {
      const folder = folderWith({ "mapping.json": JSON.stringify(mapping) });
      const file = join(folder, "mapping.json");
      const ran = lookthrough(
        ["owners", "T", "--data", server().address, "--mapping", file],
        server().environment,
      );
      expect(ran.code).toBe(2);
      return ran.stderr;
    };
    expect(refused({ ...MAPPING, holdings: [{ type: "X`]-() DETACH DELETE n //" }] })).toContain(
      "holdings.0.type",
    );
    expect(refused({ entities: [], holdings: [] })).toContain("entities");
    expect(refused({ ...MAPPING, surprise: 1 })).toContain("surprise");
    const bare = { ...MAPPING, holdings: [{ type: "OWNS", properties: { equity: "pct" } }] };
    expect(refused(bare)).toContain('"percent": true');
    const partly = { ...MAPPING, entities: MAPPING.entities.slice(0, 1) };
    expect(refused(partly)).toContain("Person");
  });
}
