import type { OpenRegister } from "../io/bulk/openRegister.js";
import type { Cone } from "../register/bulkCone.js";
import type { Input } from "./input.js";
import { namedParties } from "./namedParties.js";
import { flagged, textOption } from "./options.js";
import { suggestions } from "./suggestions.js";
import type { Call } from "./verb.js";

/** What each verb looks at; every other one looks all around its subjects. */
const CONES: Readonly<Record<string, Cone>> = {
  owners: "above",
  control: "above",
  ubo: "above",
  power: "above",
  explain: "above",
  validate: "above",
  holdings: "below",
};

/** Beyond so many entities nobody waits until every name was compared with a word that nobody has. */
const MOST_COMPARED = 3_000_000;

/**
 * The part of a large register that a call asks about, as an ordinary register: the subjects and parties that it names,
 * with everyone on whom the answer depends. The same code then gives the same answer.
 */
export function bulkInput(
  call: Call,
  open: (asOf?: string) => OpenRegister,
  asOf: string | undefined,
): Input {
  const r = open(asOf);
  const named = partiesOf(call, r);
  const { rare } = r.data;
  return {
    register: takesAll(call) ? r.records() : r.extract(companiesFor(call, r, named.subjects), named.others),
    issues: r.issues(),
    files: rare.files,
    records: rare.records,
    get digest() {
      return r.data.digest();
    },
    on: (date) => bulkInput(call, open, date),
  };
}

/** Whether a call asks about the whole register: without subjects, or with a list of them in a file. */
function takesAll({ verb, arguments: words, options }: Call): boolean {
  const listed =
    words.length === 0 || flagged(options, "all") || textOption(options, "subjects") !== undefined;
  return listed && verb !== "validate";
}

/** The companies whose holdings a call needs. */
function companiesFor(call: Call, r: OpenRegister, subjects: readonly number[]): Iterable<number> {
  const { verb, arguments: words } = call;
  // `explain FINDING` derives what `check` found.
  const cone = verb === "explain" && words.length === 1 ? "around" : CONES[verb];
  return r.cone(subjects, cone ?? "around");
}

/** Whom the words of a call mean, and whom they may have meant, so that a refusal can offer them. */
function partiesOf(call: Call, r: OpenRegister): { subjects: number[]; others: number[] } {
  const subjects = call.verb === "validate" ? r.data.rare.declarations.map(({ subject }) => subject) : [];
  const others: number[] = [];
  const written = new Set(call.arguments);
  for (const word of namedParties(call)) {
    const found = r.find(word);
    if (found.index !== null) subjects.push(found.index);
    else if (found.candidates.length > 0) others.push(...found.candidates.map((id) => r.find(id).index!));
    else if (r.count <= MOST_COMPARED && (written.has(word) || !word.includes(","))) {
      const named = { count: r.count, words: r.data.words.bind(r.data), compare: r.compareIds };
      others.push(...suggestions(named, word));
    }
  }
  return { subjects, others };
}
