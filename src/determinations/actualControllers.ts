import { z } from "zod";
import { nearestParameter, parameter, testOf } from "../law/law.js";
import type { LawParameter } from "../law/regulation.js";
import { CONTROL_BASES } from "../measures/controlChain.js";
import { controlClosure } from "../measures/controlClosure.js";
import { type ControllerRow, controllerRow, controllers } from "../measures/controllers.js";
import { controllingShareholders } from "../measures/relations.js";
import { shareResult, toShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import { stakeOf } from "../register/stakeTable.js";
import { type Note, noteText } from "../text/notes.js";

const REGULATION = "company-law";

const cited = { article: z.string(), verified: z.boolean() };

/** Who directs a company in fact, and which of its shareholders is a controlling one. */
export const actualControllersResult = z.object({
  actualControllers: z.array(controllerRow.omit({ ultimate: true }).extend(cited)),
  controllingShareholders: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      verdict: z.enum(["certain", "possible"]),
      /** By its part of the capital, or by votes that decide although its capital does not. */
      basis: z.enum(["capital", ...CONTROL_BASES]),
      share: shareResult,
      ...cited,
    }),
  ),
  notes: z.array(z.string()),
  missing: z.array(z.object({ entity: z.string(), tie: z.literal("executivePartner") })),
});
export type ActualControllersResult = z.infer<typeof actualControllersResult>;

export interface ActualControllersOptions {
  /** Id or unique name. */
  readonly subject: string;
  /** The day whose law applies, by default the register's; null is the newest law known. */
  readonly on?: string | null | undefined;
}

/**
 * The actual controllers (实际控制人: whoever controls and is controlled by nobody) and the controlling shareholders
 * (控股股东) of a company under the Company Law of a date. Throws an UnknownSubjectError.
 */
export function actualControllers(r: Register, options: ActualControllersOptions): ActualControllersResult {
  const subject = entityIndex(r, options.subject);
  const on = options.on === undefined ? r.asOf : options.on;
  const law = (name: string): LawParameter => nearestParameter(REGULATION, name, on);
  const definition = law("actualController");
  const test = law("actualController.controlTest");
  const { controllers: rows, missing } = controllers(r, { subject, test: testOf(test) });
  // The text names no part of the votes: a chain that rests on the test's figure is not verified.
  const isRead = ({ chain }: Pick<ControllerRow, "chain">): boolean =>
    test.verified || chain.every(({ votes }) => votes === null);
  const actual = rows.filter(({ ultimate }) => ultimate);
  const mayHold = (definition.value as { shareholderQualifies: boolean }).shareholderQualifies;
  const holds = (id: string): boolean => stakeOf(r.stakes.equity, r.index.get(id)!, subject) !== null;
  const shareholders = mayHold ? [] : actual.flatMap(({ id, members }) => members ?? [id]).filter(holds);
  const notes = shareholders.map((id) => asShareholder(r, subject, id, definition));
  const { from } = definition;
  if (!parameter(REGULATION, "actualController", on)) {
    notes.unshift({ code: "profile-not-in-force", parameters: { profile: REGULATION, from, on: on ?? "" } });
  }
  return {
    actualControllers: actual.map(({ ultimate: _, ...row }) => ({
      ...row,
      article: definition.article,
      verified: definition.verified && isRead(row),
    })),
    controllingShareholders: controllingShareholdersOf(r, subject, law),
    notes: notes.map((each) => noteText("en", each)),
    missing,
  };
}

const citation = ({ article, verified }: LawParameter) => ({ article, verified });

const asShareholder = (r: Register, subject: number, id: string, { article }: LawParameter): Note => ({
  code: "shareholder-not-controller",
  parameters: { id, subject: r.entities[subject]!.name, article },
});

type Shareholder = ActualControllersResult["controllingShareholders"][number];

/** Shareholders by their part of the capital; those with less who command enough votes all the same. */
function controllingShareholdersOf(
  r: Register,
  subject: number,
  law: (name: string) => LawParameter,
): Shareholder[] {
  const capital = law("controllingShareholder");
  const votes = law("controllingShareholder.votes");
  const found = new Map<number, Pick<Shareholder, "verdict" | "basis" | "article" | "verified">>();
  for (const { party, verdict } of controllingShareholders(r, subject, testOf(capital))) {
    found.set(party, { verdict, basis: "capital", ...citation(capital) });
  }
  const { equity } = r.stakes;
  const closure = controlClosure(r, { test: testOf(votes) });
  for (const { controller, verdict, basis, votes: commanded } of closure.controllersOf(subject)) {
    const known = found.get(controller);
    const says = !known || (known.verdict === "possible" && verdict === "certain");
    const holds = stakeOf(equity, controller, subject) !== null;
    if (says && holds && commanded) found.set(controller, { verdict, basis, ...citation(votes) });
  }
  return [...found]
    .sort(([a, x], [b, y]) =>
      x.verdict === y.verdict ? r.rank[a]! - r.rank[b]! : x.verdict < y.verdict ? -1 : 1,
    )
    .map(([party, row]) => {
      const { id, name } = r.entities[party]!;
      return { id, name, ...row, share: toShareResult(equity.share(stakeOf(equity, party, subject)!)) };
    });
}
