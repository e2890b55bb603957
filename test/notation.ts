import type { Dataset, Entity, EntityKind, Fact, Holding, Tie, TieKind } from "../src/model/dataset.js";

/**
 * Graphs drawn as text, for tests and documents. One record a line; blank lines and lines from `#` on are skipped:
 *
 *     张三 -60%-> 甲公司                          a holding; the share in any notation of DESIGN §8
 *     甲公司 -30%(voting 51%, suspended)-> 乙公司   with further fields of the holding
 *     甲公司 -5%(contractClauses pledgeeVotes)-> 乙公司   clauses of its contract, with spaces between
 *     甲公司 --> 丙公司                            a holding of which the share is not known
 *     鼎晟 ~generalPartner~> 甲合伙                a tie
 *     A ~votingProxy(share 10%)~> B @ 乙公司       a tie that concerns a company (its `subject`)
 *     A ~concertAgreement(group g, lead A)~> @ 乙公司   a tie without `to`
 *     甲公司: company, complete, listing exchange, sector securities
 *     甲公司 ! netAssets = 5000000 CNY @ 2024-12-31     a fact; unit and date may be left out
 *
 * Entities need no line of their own: whoever is held, or is where a tie leads to, is a company; everyone else, and
 * whoever only takes proxies, nominates, agrees or is kin, a natural person. The name is the id unless `name …` says
 * otherwise. Entities stand in the order in which they first appear.
 */

/** Keeps the words that may be written equal to the closed vocabulary, by the compiler alone. */
const KINDS = {
  naturalPerson: true,
  company: true,
  limitedPartnership: true,
  generalPartnership: true,
  fund: true,
  wealthManagementProduct: true,
  trust: true,
  state: true,
  collective: true,
  dispersed: true,
  clearingNominee: true,
  branch: true,
  other: true,
  unknown: true,
} satisfies Record<EntityKind, true>;

/** Whether `to` of a tie is a company, or another party such as a proxy's taker. */
const TIE_LEADS_TO_COMPANY = {
  executivePartner: true,
  generalPartner: true,
  firstLimitedPartner: true,
  director: true,
  supervisor: true,
  seniorManager: true,
  legalRepresentative: true,
  boardMajority: true,
  contractualControl: true,
  productManager: true,
  trustee: true,
  settlor: true,
  beneficiary: true,
  protector: true,
  employs: false,
  finances: false,
  boardSeats: true,
  jointHolder: true,
  branchOf: true,
  concertAgreement: false,
  votingProxy: false,
  nominee: false,
  spouse: false,
  parent: false,
  child: false,
  sibling: false,
  otherKin: false,
  otherRelation: false,
} satisfies Record<TieKind, boolean>;

type Fields = Record<string, string | boolean>;

const HOLDING_FIELDS =
  "voting income amount paid class shares suspended pledged lockedUntil heldSince registeredOn acquiredBy contractClauses from to source";
const TIE_FIELDS = "share above group lead start end registeredOn entrusted rebutted source";
const ENTITY_FIELDS = "name nameEn jurisdiction listing sector complete publicOffering source";

/** "voting 51%, suspended" → { voting: "51%", suspended: true }. */
function fieldsOf(text: string | undefined, known: string): Fields {
  const fields: Fields = {};
  for (const part of (text ?? "").split(",").map((field) => field.trim())) {
    if (part === "") continue;
    const [name, ...value] = part.split(/\s+/);
    if (!known.split(" ").includes(name!)) throw new SyntaxError(`"${name}" is none of: ${known}`);
    fields[name!] = value.length === 0 ? true : value.join(" ");
  }
  return fields;
}

const renamed = (fields: Fields, from: string, to: string): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name === from ? to : name, value]));

// Without a letter after "(", the brackets belong to the share: "(25%,50%]".
const HOLDING = /^(.+?) -(.*?)(?:\(([a-zA-Z][^()]*)\))?-> (.+)$/;
const TIE = /^(.+?) ~(\w+)(?:\(([^()]*)\))?~>(?: ([^@]+?))?(?: @ (.+))?$/;
const ENTITY = /^([^:：]+?)\s*[:：]\s*(\w+)\s*(?:,(.*))?$/;
const FACT = /^(.+?) ! (\S+) = (\S+)(?: ([^@\s]+))?(?: @ (\d{4}-\d{2}-\d{2}))?$/;

class Drawing {
  readonly declared = new Map<string, Entity>();
  readonly companies = new Set<string>();
  readonly mentioned = new Set<string>();
  readonly holdings: Holding[] = [];
  readonly ties: Tie[] = [];
  readonly facts: Fact[] = [];

  mention(id: string | undefined, role: "company" | "party"): void {
    if (!id) return;
    this.mentioned.add(id);
    if (role === "company") this.companies.add(id);
  }

  holding(holder: string, share: string, more: string | undefined, subject: string): void {
    this.mention(holder, "party");
    this.mention(subject, "company");
    const { contractClauses, ...fields } = renamed(
      fieldsOf(more, HOLDING_FIELDS),
      "suspended",
      "votingSuspended",
    );
    const clauses = typeof contractClauses === "string" ? contractClauses.split(" ") : [];
    this.holdings.push({
      holder,
      subject,
      ...(share === "" ? {} : { equity: share }),
      ...fields,
      ...(clauses.length > 0 ? { contractClauses: clauses } : {}),
    } as Holding);
  }

  tie(from: string, kind: string, more: string | undefined, to?: string, subject?: string): void {
    if (!Object.hasOwn(TIE_LEADS_TO_COMPANY, kind)) throw new SyntaxError(`"${kind}" is no kind of tie.`);
    const fields = fieldsOf(more, TIE_FIELDS);
    this.mention(from, "party");
    this.mention(to, TIE_LEADS_TO_COMPANY[kind as TieKind] ? "company" : "party");
    // The subject of a joint holding is its registered holder.
    this.mention(subject, kind === "jointHolder" ? "party" : "company");
    if (typeof fields.lead === "string") this.mention(fields.lead, "party");
    this.ties.push({ kind, from, ...(to ? { to } : {}), ...(subject ? { subject } : {}), ...fields } as Tie);
  }

  entity(id: string, kind: string, more: string | undefined): void {
    if (!Object.hasOwn(KINDS, kind)) throw new SyntaxError(`"${kind}" is no kind of entity.`);
    this.mentioned.add(id);
    const fields = renamed(fieldsOf(more, ENTITY_FIELDS), "complete", "registerComplete");
    this.declared.set(id, { id, name: id, kind, ...fields } as Entity);
  }

  fact(entity: string, fact: string, text: string, unit?: string, on?: string): void {
    this.mentioned.add(entity);
    const value =
      text === "true" || text === "false" ? text === "true" : /^-?[\d.]+$/.test(text) ? Number(text) : text;
    this.facts.push({ entity, fact, value, ...(unit ? { unit } : {}), ...(on ? { on } : {}) });
  }

  entities(): Entity[] {
    return [...this.mentioned].map(
      (id) =>
        this.declared.get(id) ?? { id, name: id, kind: this.companies.has(id) ? "company" : "naturalPerson" },
    );
  }
}

function readLine(drawing: Drawing, line: string): void {
  const holding = HOLDING.exec(line);
  const tie = holding ? null : TIE.exec(line);
  const fact = holding || tie ? null : FACT.exec(line);
  const entity = holding || tie || fact ? null : ENTITY.exec(line);
  if (holding) drawing.holding(holding[1]!, holding[2]!.trim(), holding[3], holding[4]!.trim());
  else if (tie) drawing.tie(tie[1]!, tie[2]!, tie[3], tie[4], tie[5]);
  else if (fact) drawing.fact(fact[1]!, fact[2]!, fact[3]!, fact[4], fact[5]);
  else if (entity) drawing.entity(entity[1]!, entity[2]!, entity[3]);
  else throw new SyntaxError("neither a holding, a tie, a fact nor an entity");
}

/** Reads a drawing. Throws a SyntaxError that names the line which it cannot read. */
export function drawn(text: string): Required<Omit<Dataset, "declarations">> {
  const drawing = new Drawing();
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    if (line === "") continue;
    try {
      readLine(drawing, line);
    } catch (problem) {
      throw new SyntaxError(`Line ${index + 1}, "${line}": ${(problem as Error).message}`);
    }
  }
  const { holdings, ties, facts } = drawing;
  return { entities: drawing.entities(), holdings, ties, facts };
}
