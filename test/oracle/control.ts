import type { Dataset, Tie } from "../../src/model/dataset.js";
import { greater, lesser, ONE, Rational, total, ZERO } from "./rational.js";
import { readExactShare } from "./shares.js";
import { rowRanges } from "./walk.js";

/**
 * The control closure of DESIGN §2 by brute force, for registers whose shares are exact: every set is recomputed in
 * full until nothing changes. Not covered, and kept out by the generators: dates, general partnerships, several
 * managers of a product, proxies that promise more votes than there are.
 */

export interface CommandedVotes {
  readonly company: string;
  readonly holder: string;
  /** Who casts these votes; null when nobody can (suspended, treasury). */
  readonly commander: string | null;
  readonly votes: Rational;
}

const PRODUCTS: ReadonlySet<string> = new Set(["fund", "wealthManagementProduct", "trust"]);
const NEVER_CONTROLLERS: ReadonlySet<string> = new Set(["dispersed", "clearingNominee"]);

const tiesOf = (dataset: Dataset, kind: Tie["kind"], holder: string, company: string): Tie[] =>
  (dataset.ties ?? []).filter(
    (tie) => tie.kind === kind && tie.from === holder && (tie.subject || company) === company,
  );

/** Registered votes a holder and company, several rows added. */
function registeredVotes(
  dataset: Dataset,
  company: string,
): Map<string, { votes: Rational; suspended: Rational }> {
  const rows = dataset.holdings.filter((row) => row.subject === company);
  const ranges = rowRanges(rows, "voting");
  const registered = new Map<string, { votes: Rational; suspended: Rational }>();
  for (const [index, row] of rows.entries()) {
    const { min, max } = ranges[index]!;
    if (!min.equals(max)) throw new RangeError(`The votes of ${row.holder} in ${company} are not exact.`);
    const before = registered.get(row.holder) ?? { votes: ZERO, suspended: ZERO };
    const { votingSuspended } = row;
    const suspended =
      votingSuspended === true ? min : votingSuspended ? lesser(min, readExactShare(votingSuspended)) : ZERO;
    registered.set(row.holder, {
      votes: before.votes.plus(min),
      suspended: before.suspended.plus(suspended),
    });
  }
  return registered;
}

/** The takers of a holder's proxies with the votes that each proxy reaches: a share, those above a line, or all. */
function proxiesOf(dataset: Dataset, holder: string, company: string, votes: Rational): [string, Rational][] {
  const proxies = tiesOf(dataset, "votingProxy", holder, company);
  const limited = proxies.filter((tie) => tie.share !== undefined);
  const above = proxies.filter((tie) => tie.share === undefined && tie.above !== undefined);
  const whole = proxies.filter((tie) => tie.share === undefined && tie.above === undefined);
  return [
    ...limited.map((tie): [string, Rational] => [tie.to!, readExactShare(tie.share)]),
    ...above.map((tie): [string, Rational] => {
      const sharing = above.filter((other) => other === tie || (tie.group && other.group === tie.group));
      const beyond = greater(ZERO, votes.minus(readExactShare(tie.above)));
      return [tie.to!, beyond.over(Rational.of(sharing.length))];
    }),
    ...whole.map((tie): [string, Rational] => [tie.to!, ONE]),
  ];
}

function principalsOf(dataset: Dataset, holder: string, company: string): [string, Rational][] {
  const nominees = tiesOf(dataset, "nominee", holder, company);
  const [limited, whole] = [nominees.filter((tie) => tie.share), nominees.filter((tie) => !tie.share)];
  return [...limited, ...whole].map((tie) => [tie.to!, tie.share ? readExactShare(tie.share) : ONE]);
}

/** The lead that a holder's votes follow. An agreement of two names both in one tie, one of many has a tie a party. */
function leadOf(dataset: Dataset, holder: string, company: string): string | undefined {
  const agreements = (dataset.ties ?? []).filter(
    (tie) =>
      tie.kind === "concertAgreement" &&
      tie.rebutted !== true &&
      tie.lead &&
      (tie.subject || company) === company &&
      (tie.from === holder || (!tie.group && tie.to === holder)),
  );
  return agreements[0]?.lead;
}

/** Splits a holder's votes among those who cast them, first match first, each as far as votes are left. */
function split(dataset: Dataset, holder: string, company: string, votes: Rational, suspended: Rational) {
  const claims: [string | null, Rational][] = [
    [null, holder === company ? votes : suspended],
    ...proxiesOf(dataset, holder, company, votes),
    ...principalsOf(dataset, holder, company),
    [leadOf(dataset, holder, company) ?? holder, ONE],
  ];
  const parts: CommandedVotes[] = [];
  let left = votes;
  for (const [commander, claimed] of claims) {
    const taken = lesser(left, claimed);
    left = left.minus(taken);
    if (!taken.isZero()) parts.push({ company, holder, commander, votes: taken });
  }
  return parts;
}

/** Every vote of the register with its one commander. Votes of limited partnerships and managed products: none. */
export function commandedVotes(dataset: Dataset): CommandedVotes[] {
  const voting = dataset.entities.filter(
    ({ id, kind }) =>
      kind !== "limitedPartnership" && !(PRODUCTS.has(kind) && managersOf(dataset, id).length > 0),
  );
  return voting.flatMap(({ id: company }) =>
    [...registeredVotes(dataset, company)].flatMap(([holder, { votes, suspended }]) =>
      split(dataset, holder, company, votes, suspended),
    ),
  );
}

const partiesWith = (dataset: Dataset, kinds: readonly Tie["kind"][], company: string): string[] => [
  ...new Set(
    (dataset.ties ?? [])
      .filter((tie) => kinds.includes(tie.kind) && tie.to === company)
      .map((tie) => tie.from),
  ),
];

const managersOf = (dataset: Dataset, product: string): string[] =>
  partiesWith(dataset, ["productManager", "trustee"], product);

/** Who controls an entity by a fact alone. Several executive or general partners control jointly, none of them alone. */
export function controllersByFact(dataset: Dataset, company: string, kind: string): string[] {
  const always = partiesWith(dataset, ["boardMajority", "contractualControl"], company);
  if (PRODUCTS.has(kind)) return [...always, ...managersOf(dataset, company)];
  if (kind !== "limitedPartnership") return always;
  const executives = partiesWith(dataset, ["executivePartner"], company);
  const leading = executives.length > 0 ? executives : partiesWith(dataset, ["generalPartner"], company);
  return leading.length === 1 ? [...always, leading[0]!] : always;
}

export interface ControlOptions {
  /** The line that votes have to pass, out of those that can be cast: by default more than one half. */
  readonly line?: Rational;
  readonly inclusive?: boolean;
  /**
   * Whose votes "Z's votes in Y" are when a subsidiary's votes are struck: those it commands (the default), or those
   * registered in its name. The design does not say; registers on which the two differ should not be compared.
   */
  readonly struck?: "commanded" | "registered";
}

export type Closure = ReadonlyMap<string, ReadonlySet<string>>;

interface Setting {
  readonly ids: readonly string[];
  readonly votes: readonly CommandedVotes[];
  readonly byFact: ReadonlyMap<string, readonly string[]>;
  readonly options: ControlOptions;
}

function passes(
  setting: Setting,
  company: string,
  members: ReadonlySet<string>,
  struck: ReadonlySet<CommandedVotes>,
) {
  const ofCompany = setting.votes.filter((part) => part.company === company);
  const lost = ofCompany.filter((part) => part.commander === null || struck.has(part));
  const castable = ONE.minus(total(lost.map((part) => part.votes)));
  if (castable.isZero()) return false;
  const cast = ofCompany.filter((part) => !lost.includes(part) && members.has(part.commander!));
  const order = total(cast.map((part) => part.votes)).compare((setting.options.line ?? HALF).times(castable));
  return order > 0 || (order === 0 && setting.options.inclusive === true);
}

const HALF = Rational.of(1, 2);

/** X and everything it controls; `inert` may be controlled but passes nothing on. */
function controlSet(
  setting: Setting,
  x: string,
  struck: ReadonlySet<CommandedVotes>,
  inert?: string,
): Set<string> {
  const members = new Set([x]);
  for (let size = 0; size !== members.size; ) {
    size = members.size;
    const active = new Set([...members].filter((id) => id !== inert));
    for (const id of setting.ids) {
      const fact = setting.byFact.get(id)!.some((controller) => active.has(controller));
      if (fact || passes(setting, id, active, struck)) members.add(id);
    }
  }
  return members;
}

function read(dataset: Dataset, options: ControlOptions): Setting {
  const byFact = dataset.entities.map(({ id, kind }) => [id, controllersByFact(dataset, id, kind)] as const);
  return {
    ids: dataset.entities.map((entity) => entity.id),
    votes: commandedVotes(dataset),
    byFact: new Map(byFact),
    options,
  };
}

/** Votes that cannot be cast in R1: Z's in Y where R0 says that Y controls Z and not Z controls Y. */
function struckVotes(setting: Setting): Set<CommandedVotes> {
  const nothing = new Set<CommandedVotes>();
  const first = new Map(setting.ids.map((id) => [id, controlSet(setting, id, nothing)]));
  return new Set(
    setting.votes.filter((part) => {
      const owner = setting.options.struck === "registered" ? part.holder : part.commander;
      if (owner === null || owner === part.company) return false;
      return first.get(part.company)!.has(owner) && !first.get(owner)!.has(part.company);
    }),
  );
}

/** Everyone whom an entity certainly controls, alone; dispersed and clearing nominees never control. */
export function controlClosure(dataset: Dataset, options: ControlOptions = {}): Closure {
  const setting = read(dataset, options);
  const struck = struckVotes(setting);
  const controllers = dataset.entities.filter((entity) => !NEVER_CONTROLLERS.has(entity.kind));
  return new Map(
    controllers.map(({ id }) => [
      id,
      new Set([...controlSet(setting, id, struck)].filter((member) => member !== id)),
    ]),
  );
}

/** All pairs of the closure as "controller > controlled", sorted: what a test compares. */
export const controlPairs = (closure: Closure): string[] =>
  [...closure].flatMap(([controller, set]) => [...set].map((id) => `${controller} > ${id}`)).sort();

/**
 * The controlled stake of X in T: registered equity in T of X and of everything X controls, without T and without what
 * X controls only through T, which is `heldBySubjectGroup`.
 */
export function controlledStake(
  dataset: Dataset,
  x: string,
  t: string,
  options: ControlOptions = {},
): { readonly stake: Rational; readonly heldBySubjectGroup: Rational } {
  const setting = read(dataset, options);
  const struck = struckVotes(setting);
  const withoutSubject = controlSet(setting, x, struck, t);
  const all = controlSet(setting, x, struck);
  const held = (keep: (holder: string) => boolean): Rational =>
    total(
      dataset.holdings
        .filter((row) => row.subject === t && row.holder !== t && keep(row.holder))
        .map((row) => readExactShare(row.equity)),
    );
  return {
    stake: held((holder) => withoutSubject.has(holder)),
    heldBySubjectGroup: held((holder) => all.has(holder) && !withoutSubject.has(holder)),
  };
}
