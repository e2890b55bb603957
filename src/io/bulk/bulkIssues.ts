import { ENTITY_KINDS } from "../../model/dataset.js";
import {
  groupsOf,
  type Issue,
  type IssueGroup,
  IssueList,
  issue,
  orderIssues,
  type Severity,
} from "../../model/issue.js";
import {
  examinedIssues,
  type Irregularity,
  irregularIssue,
  irregularityOf,
} from "../../register/bulkStakes.js";
import type { CompanyInput } from "../../register/shares.js";
import { tieIssues } from "../../register/tieIssues.js";
import { type BulkData, clip } from "./bulkData.js";
import type { OpenRegister } from "./openRegister.js";

/**
 * All issues of a register of columns. Those of which there may be one a company or an entity (figures that were rounded,
 * parties that no table defines) are counted, and made when they are asked for: texts of a million issues take longer
 * than the answers beside which five of them are shown.
 */
export function bulkIssues(r: OpenRegister, inputOf: (company: number) => CompanyInput): IssueList {
  const { data, columns, stakes } = r;
  const [selfHeld, issues] = keyIssues(data);
  issues.push(...data.rare.issues);
  const rounded: number[] = [];
  for (const company of columns.irregular) {
    const irregularity = irregularityOf(columns, company);
    if (irregularity.code === "rounded") rounded.push(company);
    else issues.push(irregularIssueOf(data, company, irregularity));
  }
  for (const company of columns.examined) issues.push(...examinedIssues(inputOf(company)));
  for (const company of columns.unheld) {
    const entity = data.entity(company);
    issues.push(issue("complete-without-holders", "warning", entity.at, { subject: entity.name }));
  }
  issues.push(...tieIssues(r.ties, stakes.voting, r.id));
  const [ambiguous, unknown] = unresolved(data);
  for (const made of ambiguous) issues.push(unresolvedIssue(data, made));
  const lazy = [
    roundedGroup(r, rounded),
    inOrder("warning", unknown, (made) => unresolvedIssue(data, made)),
    inOrder("info", selfHeld, (position) => selfHolding(data, position)),
  ];
  return new IssueList([...groupsOf(issues), ...lazy]);
}

const irregularIssueOf = (data: BulkData, company: number, irregularity: Irregularity): Issue =>
  irregularIssue(irregularity, data.name(company), data.holdingOrigin(irregularity.last));

/** What ids and keys say on whatever date: holdings of oneself, by position, and issues of rows that repeat an id or hold a person. */
function keyIssues(data: BulkData): [selfHeld: number[], issues: Issue[]] {
  const issues: Issue[] = [];
  const selfHeld: number[] = [];
  const { repeated } = data.rare;
  for (let k = 0; k < repeated.length; k += 2) issues.push(data.repeatedId(repeated[k]!, repeated[k + 1]!));
  const { holder, subject, count } = data.holdings;
  const { kind } = data.entities;
  const person = ENTITY_KINDS.indexOf("naturalPerson");
  for (let position = 0; position < count; position += 1) {
    const held = subject[position]!;
    if (holder[position] === held) selfHeld.push(position);
    if (kind[held] !== person) continue;
    const at = { ...data.holdingOrigin(position), column: "subject" };
    issues.push(issue("held-person", "error", at, { subject: clip(data.name(held)) }));
  }
  return [selfHeld, issues];
}

const selfHolding = (data: BulkData, position: number): Issue =>
  issue("self-holding", "info", data.holdingOrigin(position), {
    subject: clip(data.name(data.holdings.subject[position]!)),
  });

/** Companies whose sum is off by what rounding explains. These issues stand in no row: their texts are their order. */
function roundedGroup(r: OpenRegister, companies: readonly number[]): IssueGroup {
  const made = (company: number): Issue =>
    irregularIssueOf(r.data, company, irregularityOf(r.columns, company));
  const first = (most: number): readonly Issue[] => {
    if (most <= 0) return [];
    if (most >= companies.length) return orderIssues(companies.map(made));
    let found: { readonly name: string; readonly issue: Issue }[] = [];
    for (const company of companies) {
      const name = r.data.name(company);
      const last = found[most - 1]?.name;
      // A text begins with the name, so that names tell the order unless one begins like the other.
      if (last !== undefined && name > last && !name.startsWith(last)) continue;
      const entry = { name, issue: made(company) };
      const issues = orderIssues([...found.map((each) => each.issue), entry.issue]).slice(0, most);
      found = issues.map((own) => [...found, entry].find((each) => each.issue === own)!);
    }
    return found.map((each) => each.issue);
  };
  return { severity: "warning", count: companies.length, first, all: () => companies.map(made) };
}

/** Of the entities that only holdings name (by their number among them): whose key several names have, and all others. */
function unresolved(data: BulkData): [ambiguous: number[], unknown: number[]] {
  const sides: [number[], number[]] = [[], []];
  data.made.forEach((place, made) => {
    if (place < 0) return;
    const isAmbiguous = data.rowCount > 0 && data.names().of(data.id(data.rowCount + made)).length > 1;
    sides[isAmbiguous ? 0 : 1].push(made);
  });
  return sides;
}

function unresolvedIssue(data: BulkData, made: number): Issue {
  const place = data.made[made]!;
  const at = { ...data.holdingOrigin(place >> 1), column: place & 1 ? "subject" : "holder" };
  const id = data.id(data.rowCount + made);
  const ids = data
    .names()
    .of(id)
    .map((entity) => data.id(entity));
  return ids.length > 1
    ? issue("ambiguous-name", "error", at, { name: id, count: String(ids.length), ids: ids.join(", ") })
    : issue("unknown-entity", "warning", at, { id: clip(id), suggestion: "" });
}

/** Issues of holdings in the order of their rows, and so in that of all issues: also of entities, which are made in it. */
function inOrder(severity: Severity, items: readonly number[], made: (item: number) => Issue): IssueGroup {
  const first = (most: number): Issue[] => items.slice(0, Math.max(0, most)).map(made);
  return { severity, count: items.length, first, all: () => items.map(made) };
}
