import type { Verb } from "./verb.js";
import { chart } from "./verbs/chart.js";
import { check } from "./verbs/check.js";
import { compare } from "./verbs/compare.js";
import { concert } from "./verbs/concert.js";
import { control } from "./verbs/control.js";
import { determine } from "./verbs/determine.js";
import { explain } from "./verbs/explain.js";
import { exportVerb } from "./verbs/export.js";
import { holdings } from "./verbs/holdings.js";
import { importVerb } from "./verbs/import.js";
import { law } from "./verbs/law.js";
import { owners } from "./verbs/owners.js";
import { power } from "./verbs/power.js";
import { related } from "./verbs/related.js";
import { report } from "./verbs/report.js";
import { snapshot } from "./verbs/snapshot.js";
import { ubo } from "./verbs/ubo.js";
import { validate } from "./verbs/validate.js";

/** The verbs that work, in the order of help. */
export const VERBS: readonly Verb[] = [
  owners,
  holdings,
  control,
  power,
  concert,
  related,
  ubo,
  check,
  compare,
  explain,
  chart,
  report,
  validate,
  snapshot,
  law,
  importVerb,
  exportVerb,
  determine,
];
