import type { Dataset, Entity, EntityKind, Holding, Tie } from "../../src/model/dataset.js";
import { Random } from "../oracle/random.js";

const WORDS = [
  "远航",
  "蓝海",
  "江海",
  "金桥",
  "银河",
  "恒泰",
  "海川",
  "鼎晟",
  "稳盈",
  "宏图",
  "中原",
  "东方",
];
const FORMS = [
  "控股集团有限公司",
  "股份有限公司",
  "投资管理有限公司",
  "实业有限公司",
  "科技发展（集团）有限公司",
];
const SURNAMES = "张王李赵陈林何沈顾郭唐方秦许";
const GIVEN = "伟芳娜敏静强磊洋艳勇军杰娟涛明超秀霞平刚";

/**
 * A register of about so many parties round the company S: four levels of owners, two of holdings, two rings, partnerships with executive partners,
 * a proxy, ranges and many small holders: what a chart has to bear.
 */
export function bigRegister(seed: number, parties: number): Dataset {
  const random = new Random(seed);
  const entities: Entity[] = [
    { id: "S", name: "蓝海证券股份有限公司", kind: "company", sector: "securities" },
  ];
  const holdings: Holding[] = [];
  const ties: Tie[] = [];
  const add = (kind: EntityKind): string => {
    const id = `E${entities.length}`;
    const person = random.pick([...SURNAMES]) + random.pick([...GIVEN]) + random.pick([...GIVEN]);
    const company = random.pick(WORDS) + random.pick(WORDS) + random.pick(FORMS);
    const partnership = `${random.pick(WORDS)}${random.pick(WORDS)}股权投资合伙企业（有限合伙）`;
    const name = kind === "naturalPerson" ? person : kind === "limitedPartnership" ? partnership : company;
    entities.push({ id, name, kind });
    return id;
  };
  const own = (company: string, count: number): string[] => {
    const units = random.parts(1000, count + 1).slice(0, count);
    return units.map((unit) => {
      const kind = random.pick(["naturalPerson", "company", "company", "limitedPartnership"] as const);
      const holder = add(kind);
      const equity = random.chance(0.1) ? `0%-${unit / 10}%` : `${unit / 10}%`;
      holdings.push({ holder, subject: company, equity });
      return holder;
    });
  };
  const isCompany = (id: string): boolean =>
    entities.find((entity) => entity.id === id)!.kind !== "naturalPerson";
  let frontier = own("S", Math.min(60, Math.ceil(parties / 4)));
  while (entities.length < parties * 0.75 && frontier.length > 0) {
    frontier = frontier.filter(isCompany).flatMap((company) => {
      if (entities.length >= parties * 0.75 || random.chance(0.3)) return [];
      return own(company, random.integer(1, 4));
    });
  }
  for (const { id } of entities.filter(({ kind }) => kind === "limitedPartnership")) {
    ties.push({ kind: "executivePartner", from: random.chance(0.5) ? add("company") : "E1", to: id });
  }
  let held = ["S"];
  while (entities.length < parties) {
    held = held.flatMap((holder) =>
      Array.from({ length: random.integer(2, 5) }, () => {
        const subject = add("company");
        holdings.push({ holder, subject, equity: `${random.integer(10, 100)}%` });
        return subject;
      }),
    );
  }
  const companies = entities.filter(({ kind }) => kind === "company").map(({ id }) => id);
  for (let ring = 0; ring < 2; ring += 1) {
    const [a, b] = [random.pick(companies), random.pick(companies)];
    if (a !== b)
      holdings.push({ holder: a, subject: b, equity: "0.1%" }, { holder: b, subject: a, equity: "0.1%" });
  }
  ties.push({ kind: "contractualControl", from: "E2", to: companies.at(-1)! });
  return { entities, holdings, ties, facts: [] };
}
