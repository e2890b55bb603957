import type { Interest } from "../model/dataset.js";
import type { RegisterColumns } from "./bulkRegister.js";
import type { Register } from "./register.js";
import { registerOver } from "./registerOver.js";
import { heldLists, type StakeRow, type StakeTable, stakesIn } from "./stakeTable.js";

/**
 * Some entities of a register without ties, ascending, with all stakes in them, by their positions in this list: all their holders
 * have to be among them. Measures by number find of these entities, in the same order, what they find in the whole. Cost: the
 * entities and their stakes.
 */
export function partRegister(columns: RegisterColumns, entities: Int32Array): Register {
  const local = new Map<number, number>();
  entities.forEach((entity, own) => {
    local.set(entity, own);
  });
  const marks = (column: Uint8Array): Uint8Array => {
    const made = new Uint8Array(entities.length);
    for (let own = 0; own < made.length; own += 1) made[own] = column[entities[own]!]!;
    return made;
  };
  const tables = new Map<StakeTable, StakeTable>();
  const table = (interest: Interest): StakeTable => {
    const whole = columns.stakes[interest];
    const made = tables.get(whole) ?? partTable(whole, entities, local);
    tables.set(whole, made);
    return made;
  };
  return registerOver({
    ...{ asOf: columns.asOf, count: entities.length, ids: null, ties: [], facts: [] },
    id: (own) => columns.id(entities[own]!),
    name: (own) => columns.name(entities[own]!),
    compareIds: (a, b) => columns.compareIds(entities[a]!, entities[b]!),
    find: () => ({ index: null, reason: "unknown", candidates: [] }),
    kind: marks(columns.kind),
    listing: marks(columns.listing),
    sector: marks(columns.sector),
    publicOffering: marks(columns.publicOffering),
    get complete() {
      return marks(columns.complete);
    },
    special: marks(columns.special),
    stakes: {
      equity: table("equity"),
      voting: table("voting"),
      income: table("income"),
    },
    holding: (position) => {
      const { record, holder, subject } = columns.holding(position);
      return { record, holder: local.get(holder) ?? -1, subject: local.get(subject) ?? -1 };
    },
  });
}

function partTable(whole: StakeTable, entities: Int32Array, local: ReadonlyMap<number, number>): StakeTable {
  const rows = Array.from(entities, (entity) => stakesIn(whole, entity));
  const start = new Int32Array(entities.length + 1);
  rows.forEach(({ from, to }, own) => {
    start[own + 1] = start[own]! + to - from;
  });
  const total = start[entities.length]!;
  const [holder, subject] = [new Int32Array(total), new Int32Array(total)];
  const [min, max] = [new Float64Array(total), new Float64Array(total)];
  rows.forEach(({ table, from, to }, own) => {
    for (let stake = from, k = start[own]!; stake < to; stake += 1, k += 1) {
      holder[k] = local.get(table.holder[stake]!)!;
      subject[k] = own;
      min[k] = table.min[stake]!;
      max[k] = table.max[stake]!;
    }
  });
  const read =
    <Result>(what: (row: StakeRow, stake: number) => Result) =>
    (stake: number): Result => {
      const row = rows[subject[stake]!]!;
      return what(row, row.from + stake - start[subject[stake]!]!);
    };
  const lists = heldLists(holder, entities.length);
  return {
    ...{ start, holder, subject, min, max },
    get heldStart() {
      return lists().heldStart;
    },
    get held() {
      return lists().held;
    },
    share: read(({ table }, stake) => table.share(stake)),
    isDecimal: read(({ table }, stake) => table.isDecimal?.(stake) === true),
    written: read(({ table }, stake) => table.written(stake)),
    records: read(({ table }, stake) => table.records(stake)),
    undisclosed: (own) => whole.undisclosed(entities[own]!),
  };
}
