import type { Entity, Holding } from "../../src/model/dataset.js";
import type { GeneratedDataset, Random } from "./random.js";

const SHARES = ["25%", "50%", "10%", "1/3", "75%", "100%", "20%-40%", ">50%", "", "0.0001"] as const;

/** One change of the records: of a share, a holding, a company's holders, an entity or what it is. */
function change(random: Random, data: GeneratedDataset, name: string): GeneratedDataset {
  const { entities, holdings } = data;
  const companies = entities.filter(({ kind }) => kind === "company").map(({ id }) => id);
  const company = random.pick(companies);
  const holder = (): string => random.pick(entities).id;
  const row = (subject: string): Holding => ({ holder: holder(), subject, equity: random.pick(SHARES) });
  const at = random.integer(0, Math.max(0, holdings.length - 1));
  switch (random.integer(0, 8)) {
    case 0:
      return { ...data, holdings: [...holdings, row(company)] };
    case 1:
      return { ...data, holdings: holdings.filter((_, k) => k !== at) };
    case 2:
      return {
        ...data,
        holdings: holdings.map((own, k) => (k === at ? { ...own, equity: random.pick(SHARES) } : own)),
      };
    case 3:
      return { ...data, holdings: holdings.map((own, k) => (k === at ? { ...own, holder: holder() } : own)) };
    case 4: {
      // All holders of a company are others, one of them exactly on a threshold.
      const others = holdings.filter(({ subject }) => subject !== company);
      const [one, two] = [holder(), holder()];
      return {
        ...data,
        holdings: [
          ...others,
          { holder: one, subject: company, equity: "25%" },
          { holder: two, subject: company, equity: "75%" },
        ],
      };
    }
    case 5: {
      const gone = random.pick(entities).id;
      const left = entities.filter(({ id }) => id !== gone);
      if (left.filter(({ kind }) => kind === "company").length === 0) return data;
      return {
        ...data,
        entities: left,
        holdings: holdings.filter((own) => own.holder !== gone && own.subject !== gone),
        ties: data.ties.filter(({ from, to, subject }) => ![from, to, subject].includes(gone)),
      };
    }
    case 6: {
      const made: Entity = { id: name, name, kind: random.chance(0.5) ? "company" : "naturalPerson" };
      const place = random.integer(0, entities.length);
      const rows = made.kind === "company" ? [row(name), row(name)] : [];
      return {
        ...data,
        entities: [...entities.slice(0, place), made, ...entities.slice(place)],
        holdings: [...holdings, ...rows, { holder: name, subject: company, equity: random.pick(SHARES) }],
      };
    }
    case 7: {
      const other = random.integer(0, entities.length - 1);
      const changed = (own: Entity): Entity =>
        own.kind === "company"
          ? { ...own, listing: own.listing === "exchange" ? "none" : "exchange" }
          : { ...own, kind: own.kind === "naturalPerson" ? "dispersed" : "naturalPerson" };
      return { ...data, entities: entities.map((own, k) => (k === other ? changed(own) : own)) };
    }
    default: {
      // A ring, or what breaks one.
      const other = random.pick(companies);
      const rings = (own: Holding): boolean => own.holder === company && own.subject === other;
      return holdings.some(rings)
        ? { ...data, holdings: holdings.filter((own) => !rings(own)) }
        : { ...data, holdings: [...holdings, { holder: company, subject: other, equity: "30%" }] };
    }
  }
}

/** The same records after a few changes; entities that stay keep their order. */
export function randomChanges(random: Random, data: GeneratedDataset, count: number): GeneratedDataset {
  let changed = data;
  for (let k = 0; k < count; k += 1) changed = change(random, changed, `N${k}`);
  return changed;
}

/** Several registers beside each other, so that a change leaves something alone. */
export function beside(parts: readonly GeneratedDataset[]): GeneratedDataset {
  const named = (text: string, part: number): string => `${text}.${part}`;
  return {
    entities: parts.flatMap(({ entities }, part) =>
      entities.map((own) => ({ ...own, id: named(own.id, part), name: named(own.name, part) })),
    ),
    holdings: parts.flatMap(({ holdings }, part) =>
      holdings.map((own) => ({
        ...own,
        holder: named(own.holder, part),
        subject: named(own.subject, part),
      })),
    ),
    ties: parts.flatMap(({ ties }, part) =>
      ties.map((own) => ({
        ...own,
        from: named(own.from, part),
        ...(own.to === undefined ? {} : { to: named(own.to, part) }),
        ...(own.subject === undefined ? {} : { subject: named(own.subject, part) }),
      })),
    ),
    facts: [],
  };
}
