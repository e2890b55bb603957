import { type RegisterOptions, register } from "../../src/register/register.js";
import { check } from "../../src/rules/check.js";
import type { Finding } from "../../src/rules/finding.js";
import { drawn } from "../notation.js";

/** The day of checks that name none. */
export const ON = "2025-06-30";

/** Findings about 蓝海, a securities company unless the drawing says more of it. */
export const findings = (
  drawing: string,
  on: RegisterOptions["asOf"] = ON,
  rulebook = "csrc-securities",
): readonly Finding[] =>
  check(register(drawn(`蓝海: company, sector securities\n${drawing}`), { asOf: on }), {
    subject: "蓝海",
    rulebook,
  }).findings;

/** "1/2", "0.04-0.05" for a range, "3" for a count, "–" for nothing measured. */
export const measured = ({ measured: share }: Finding): string =>
  typeof share === "number"
    ? String(share)
    : share === null
      ? "–"
      : (share.exact ?? `${share.min}-${share.max}`);

/** "张 advisory 1/2": parties, verdict and measure of the findings of one rule. */
export const said = (rule: string, drawing: string, on?: string): string[] =>
  findings(drawing, on)
    .filter((one) => one.rule === rule)
    .map((one) => [one.parties.join("+"), one.verdict, measured(one)].join(" "));

/** The findings of one rule about some parties ("甲+乙"). */
export const about = (rule: string, parties: string, drawing: string, on?: string): Finding[] =>
  findings(drawing, on).filter((one) => one.rule === rule && one.parties.join("+") === parties);

/** The one finding of a rule about a party. Throws where there is none or another. */
export function one(rule: string, parties: string, drawing: string, on?: string): Finding {
  const found = about(rule, parties, drawing, on);
  if (found.length !== 1) throw new Error(`${found.length} findings of ${rule} about ${parties}`);
  return found[0]!;
}
