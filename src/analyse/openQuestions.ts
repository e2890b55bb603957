import type { BeneficialOwnersResult } from "../determinations/beneficialOwners.js";
import { testOf } from "../law/law.js";
import type { Profile } from "../law/profile.js";
import { type ExplainResult, explain } from "../measures/explain.js";
import type { Interest } from "../model/dataset.js";
import { type ShareTest, testText } from "../model/share.js";
import type { ShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";

/** A share that decides whether somebody is a beneficial owner, and the records whose disclosure would settle it. */
export interface OpenQuestion extends NonNullable<ExplainResult["settle"]> {
  readonly profile: string;
  readonly article: string;
  readonly party: string;
  readonly interest: Interest;
  readonly share: ShareResult;
}

/** Questions answered for one subject: each tries many disclosures. The largest shares come first. */
const QUESTIONS = 5;

/** What would settle who is an owner only possibly: the answers of `explain --settle`, one a party and limb on shares. */
export function openQuestions(
  r: Register,
  subject: number,
  results: readonly BeneficialOwnersResult[],
  /** The regimes of the results, in their order. */
  profiles: readonly Profile[],
): { questions: OpenQuestion[]; more: number } {
  const asked = results.flatMap((result, k) => possibleLimbs(result, profiles[k]!));
  const unique = [...new Map(asked.map((one) => [`${one.interest} ${one.text} ${one.party}`, one])).values()];
  const questions = unique.slice(0, QUESTIONS).map((one): OpenQuestion => {
    const { test, text, interest, party } = one;
    const answer = explain(r, {
      from: r.index.get(party)!,
      to: subject,
      interest,
      paths: 0,
      settle: { test, text },
    });
    const { profile: id, article, share } = one;
    return { profile: id, article, party, interest, share, ...answer.settle! };
  });
  return { questions, more: unique.length - questions.length };
}

interface Asked {
  readonly profile: string;
  readonly article: string;
  readonly party: string;
  readonly interest: Interest;
  readonly share: ShareResult;
  readonly test: ShareTest;
  readonly text: string;
}

function possibleLimbs({ owners }: BeneficialOwnersResult, { id, rules, parameters }: Profile): Asked[] {
  const tests = new Map(
    rules.limbs.flatMap((limb): [string, { interest: Interest; test: ShareTest }][] => {
      const stated = limb.test === "share" ? parameters.get(limb.parameter) : undefined;
      return limb.test === "share" && stated
        ? [[`${limb.limb} ${stated.article}`, { interest: limb.interest, test: testOf(stated) }]]
        : [];
    }),
  );
  return owners.flatMap(({ id: party, limbs }) =>
    limbs.flatMap(({ limb, article, verdict, share }): Asked[] => {
      const found = tests.get(`${limb} ${article}`);
      if (verdict !== "possible" || share === null || !found) return [];
      return [{ profile: id, article, party, share, ...found, text: testText(found.test) }];
    }),
  );
}
