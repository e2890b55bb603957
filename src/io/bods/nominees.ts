import { UNUSABLE_SHARE } from "../cells.js";
import { type Reading, say, shown } from "../reading.js";
import { addTie } from "../records.js";
import { earlier, type Held, isEmpty, later } from "./versions.js";

interface Side {
  readonly party: string;
  readonly entry: Held;
}

interface Sides {
  readonly nominee: Side[];
  readonly nominator: Side[];
}

/** Every nominee of a subject is paired with every nominator: the bound keeps hostile files from making millions of ties. */
const MOST_NOMINATORS = 100;

/**
 * Nominee arrangements. The standard writes one as an entity (an arrangement of subtype nomination) with a nominee and
 * a nominator, and the arrangement is what is registered. A native tie leads from the registered holder to who commands:
 * from the arrangement to the nominator for everything held through it, and from the nominee to the nominator as far as
 * the arrangement is concerned.
 */
export class NomineeSides {
  readonly #bySubject = new Map<string, Sides>();

  add(subject: string, party: string, side: keyof Sides, entry: Held): void {
    const known = this.#bySubject.get(subject) ?? { nominee: [], nominator: [] };
    known[side].push({ party, entry });
    this.#bySubject.set(subject, known);
  }

  addTies(nominations: ReadonlySet<string>, file: string, into: Reading): void {
    for (const [subject, { nominee, nominator: all }] of this.#bySubject) {
      const nominator = all.slice(0, MOST_NOMINATORS);
      const principal = nominations.has(subject);
      const paired = new Set<Side>(principal ? nominator : []);
      for (const { party, entry } of nominator) {
        const at = { file, row: entry.row };
        const period = { start: entry.from, end: entry.to, source: entry.interest.details };
        const share = partOf(entry, nominator);
        if (principal) addTie({ kind: "nominee", from: subject, to: party, share, ...period }, at, into);
      }
      for (const { party, entry } of nominee) {
        const at = { file, row: entry.row };
        const pairs = nominator.filter(({ entry: other }) => !isEmpty(...meeting(entry, other)));
        for (const pair of pairs) {
          const { party: to, entry: other } = pair;
          paired.add(pair);
          const [start, end] = meeting(entry, other);
          const source = entry.interest.details;
          const share = partOf(other, nominator);
          addTie({ kind: "nominee", from: party, to, subject, share, start, end, source }, at, into);
        }
        if (pairs.length === 0) oneSided(party, subject, "nominee", entry, file, into);
      }
      for (const { party, entry } of all.filter((side) => !paired.has(side)))
        oneSided(party, subject, "nominator", entry, file, into);
    }
  }
}

/** Of several nominators at once nobody says how much is whose; a tie without share would give all to the first. */
const partOf = (entry: Held, nominators: readonly Side[]): string | undefined =>
  nominators.some(({ entry: other }) => other !== entry && !isEmpty(...meeting(entry, other)))
    ? UNUSABLE_SHARE
    : undefined;

const meeting = (a: Held, b: Held): [string | undefined, string | undefined] => [
  later(a.from, b.from),
  earlier(a.to, b.to),
];

/** Only one side is disclosed: a tie of kind nominee needs both, so the relation is kept and said. */
function oneSided(
  party: string,
  subject: string,
  side: string,
  { from, to, interest, row }: Held,
  file: string,
  into: Reading,
): void {
  const source = interest.details === undefined ? side : `${side}: ${interest.details}`;
  addTie(
    { kind: "otherRelation", from: party, to: subject, start: from, end: to, source },
    { file, row },
    into,
  );
  say(
    into,
    "nominee-one-sided",
    "info",
    { file, row },
    { party: shown(party), subject: shown(subject), side },
  );
}
