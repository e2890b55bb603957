import type { EntityKind, Interest } from "../model/dataset.js";
import type { Issue, Severity } from "../model/issue.js";
import type { Verdict } from "../model/share.js";
import type { Register } from "../register/register.js";
import { issueMessage } from "../text/issues.js";
import * as vocabulary from "../text/vocabulary.js";
import { type Language, type Say, sayIn, type Word } from "../text/words.js";
import type { Tone } from "./document.js";
import { harmless, printable } from "./safeText.js";

/** The parties that a result speaks of: a register has them, and so has an analysis, without the records. */
export interface Parties {
  readonly asOf: string | null;
  readonly entities: readonly {
    readonly id: string;
    readonly name: string;
    readonly nameEn?: string | undefined;
    readonly kind: EntityKind;
  }[];
  readonly index: ReadonlyMap<string, number>;
}

/** What a report needs besides the result: the words, and the names of the ids that the result speaks of. */
export interface View {
  readonly language: Language;
  readonly say: Say;
  readonly parties: Parties;
  /** Name of an entity as it is printed: harmless, clipped, with the id where several have the name. */
  name(id: string): string;
}

/** The view of a report that draws from the records themselves. */
export interface RegisterView extends View {
  readonly register: Register;
}

/** Words and names over the parties of an analysis. */
export const partiesView = (parties: Parties, language: Language): View => ({
  language,
  say: sayIn(language),
  parties,
  name: namesOf(parties, language),
});

/** The label of the kind of a party; nothing for an id that is no party. */
export function kindOf({ language, parties }: View, id: string): string {
  const index = parties.index.get(id);
  return index === undefined ? "" : kindLabel(language, parties.entities[index]!.kind);
}

export function view(register: Register, language: Language): RegisterView {
  const known = views.get(register)?.find((each) => each.language === language);
  if (known) return known;
  const made = { ...partiesView(register, language), register };
  views.set(register, [...(views.get(register) ?? []), made]);
  return made;
}

/** Kept, because finding out which names are shared takes a walk over all entities. */
const views = new WeakMap<Register, readonly RegisterView[]>();

/** English readers are given the English name where the records have one. */
function namesOf(r: Parties, language: Language): (id: string) => string {
  const nameAt = (index: number): string => {
    const { id, name, nameEn } = r.entities[index]!;
    return (language === "en" ? nameEn : undefined) || name || id;
  };
  let shared: Set<string> | null = null;
  const isShared = (name: string): boolean => {
    if (shared === null) {
      const seen = new Set<string>();
      shared = new Set();
      for (let index = 0; index < r.entities.length; index += 1) {
        const each = nameAt(index);
        if (seen.has(each)) shared.add(each);
        seen.add(each);
      }
    }
    return shared.has(name);
  };
  return (id) => {
    const index = r.index.get(id);
    if (index === undefined) return printable(id);
    const name = nameAt(index);
    return name !== id && isShared(name) ? `${printable(name)} (${printable(id)})` : printable(name);
  };
}

type Labels<Code extends string> = Readonly<Record<Code, Word>>;

// The assignments make the compiler compare the labels with the vocabularies that they name.
const ENTITY_KINDS: Labels<EntityKind> = vocabulary.ENTITY_KIND_LABELS;
const INTERESTS: Labels<Interest> = vocabulary.INTEREST_LABELS;
const VERDICTS: Labels<Verdict> = vocabulary.VERDICT_LABELS;
const SEVERITIES: Labels<Severity> = vocabulary.SEVERITY_LABELS;

/** The label of a code; a code of an open vocabulary that has none stands for itself. */
const labelIn =
  (labels: Readonly<Record<string, Word>>) =>
  (language: Language, code: string): string =>
    labels[code]?.[language] ?? harmless(code);

export const kindLabel = labelIn(ENTITY_KINDS);
export const interestLabel = labelIn(INTERESTS);
export const verdictLabel = labelIn(VERDICTS);
/** Limbs with a name of a register's own stand for themselves where no label is known. */
export const limbLabel = labelIn(vocabulary.LIMB_LABELS);
export const severityLabel = labelIn(SEVERITIES);

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  certain: "good",
  possible: "warning",
  excluded: "dim",
};

export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  error: "bad",
  warning: "warning",
  info: "dim",
};

/** Message and hint of an issue in a language, harmless to print. */
export function issueWords(language: Language, issue: Issue): { message: string; hint: string } {
  const place = {
    file: issue.file ?? "",
    row: issue.row === null ? "" : String(issue.row),
    column: issue.column ?? "",
  };
  const { interest } = issue.parameters;
  const named: Record<string, string> =
    interest === undefined ? {} : { interest: interestLabel(language, interest) };
  const { message, hint } = issueMessage(language, issue.code, { ...place, ...issue.parameters, ...named });
  return { message: harmless(message), hint: harmless(hint) };
}

/** "holdings.csv:14", or what is known of the place. */
export const issuePlace = ({ file, row }: Issue): string =>
  harmless([file, row].filter((part) => part !== null).join(":"));
