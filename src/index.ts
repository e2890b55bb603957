/**
 * The library: plain functions over a register, ids in and ids out, results inert and serialisable. Pure: no files, no clock, usable
 * in a browser. Reading files is in "lookthrough/io".
 */

export { type AnalyseOptions, type Analysis, analyse } from "./analyse/analysis.js";
export { explain, holdings, type OwnersQuestion, owners, type WrittenTest } from "./analyse.js";
export {
  type Chart,
  type ChartEdge,
  type ChartGroup,
  type ChartNode,
  type ChartOptions,
  type ChartRole,
  chartOf,
  type FoldedParty,
} from "./chart.js";
export { type CompareOptions, type CompareResult, compare } from "./compare.js";
export * from "./determinations/actualControllers.js";
export * from "./determinations/beneficialOwners.js";
export { concertGroups } from "./determinations/concertAction.js";
export * from "./determinations/disclosureSet.js";
export * from "./determinations/foreignInfluence.js";
export * from "./determinations/partnershipGroups.js";
export {
  type RegimeCell,
  type RegimesOptions,
  type RegimesResult,
  regimes,
} from "./determinations/regimes.js";
export * from "./determinations/relatedParties.js";
export { law, parameter, policy, regulationIds, UnknownLawError } from "./law/law.js";
export { type Profile, profile, profileIn, readProfile } from "./law/profile.js";
export { LawError } from "./law/regulation.js";
export type {
  ConcertAdvisory,
  ConcertGroup,
  ConcertOptions,
  ConcertResult,
} from "./measures/concertGroups.js";
export { controlClosure } from "./measures/controlClosure.js";
export { controlledStake } from "./measures/controlledStake.js";
export { controllers } from "./measures/controllers.js";
export { coverage, isTerminal, type TerminalPolicy } from "./measures/coverage.js";
export { compareDeclared, declaredIssues } from "./measures/declared.js";
export type { ExplainResult } from "./measures/explain.js";
export type { HoldingsResult } from "./measures/holdings.js";
export { type ControlRow, type KeptControl, keptControl } from "./measures/keptControl.js";
export { type KeptOwners, type KeptOwnersOptions, keptOwners } from "./measures/keptOwners.js";
export { type LookThrough, lookThrough } from "./measures/lookThrough.js";
export type { OwnersResult } from "./measures/owners.js";
export type { OwnerPair } from "./measures/ownersOfAll.js";
export { type UltimateOwners, type UltimateOwnersOptions, ultimateOwners } from "./measures/ownersOfAll.js";
export { votingPower } from "./measures/votingPower.js";
export * from "./model/dataset.js";
export type { Issue, Severity } from "./model/issue.js";
export { meets, readShare, readTest, type ShareTest, shareText, type Verdict } from "./model/share.js";
export { type ShareResult, shareResult, toShareResult } from "./model/shareResult.js";
export { type BulkRegister, columnsOf, type RegisterColumns } from "./register/bulkRegister.js";
export { datasetOf, neighbourhood, reachable } from "./register/neighbourhood.js";
export { type PrefixIndex, prefixIndex } from "./register/prefixIndex.js";
export {
  at,
  entityIndex,
  findEntity,
  type Register,
  register,
  UnknownSubjectError,
} from "./register/register.js";
export { REPORT_TEXTS } from "./report/analysis/formats.js";
export { chartDot } from "./report/chart/dot.js";
export { type DrawOptions, drawChart } from "./report/chart/drawChart.js";
export { chartMermaid } from "./report/chart/mermaid.js";
export { chartSvg, type SvgOptions } from "./report/chart/svg.js";
export { type ChartPageOptions, chartPage } from "./report/html/chartPage.js";
export * as schemas from "./report/schemas.js";
export {
  type CheckOptions,
  type CheckResult,
  check,
  eachFinding,
  type Findings,
  RulebookError,
} from "./rules/check.js";
export type { Duty } from "./rules/duties.js";
export { explainFinding, type FindingExplanation } from "./rules/explainFinding.js";
export type { Finding, FindingVerdict } from "./rules/finding.js";
