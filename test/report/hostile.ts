import type { Dataset } from "../../src/index.js";

/** Names that have broken pages, pictures, spreadsheets or file names somewhere. */
export const HOSTILE = [
  "<script>window.ran=1</script>",
  '"><img src=x onerror="window.ran=1">',
  "'; onload='window.ran=1",
  "</style><script>window.ran=1</script>",
  "]]><!-- --!> &lt;b&gt; &#x3c;",
  '=HYPERLINK("http://example.com/?"&A1,"click")',
  "+1+cmd|' /C calc'!A0",
  "@SUM(1)",
  "-2+3",
  "../../etc/passwd",
  "CON",
  "🏦🐉公司👩‍👩‍👧",
  "\u202egnp.exe\u202c שלום",
  "a\u0000b\u001b[31mred\tnew\nline",
  "名".repeat(200),
  "\ud800lone",
] as const;

/** A company held by all of them, some through a partnership, one of them also its controller. */
export function hostileDataset(): Dataset {
  const share = `1/${HOSTILE.length + 1}`;
  return {
    entities: [
      { id: "=subject<b>", name: HOSTILE[0], kind: "company", sector: "securities" },
      ...HOSTILE.map((name, k) => ({
        id: `${name}#${k}`,
        name,
        kind: (["company", "naturalPerson", "limitedPartnership"] as const)[k % 3]!,
      })),
    ],
    holdings: HOSTILE.map((name, k) => ({
      holder: `${name}#${k}`,
      subject: k === 4 ? `${HOSTILE[3]}#3` : "=subject<b>",
      equity: share,
    })),
    ties: [
      { kind: "executivePartner", from: `${HOSTILE[1]}#1`, to: `${HOSTILE[2]}#2` },
      { kind: "executivePartner", from: `${HOSTILE[1]}#1`, to: `${HOSTILE[5]}#5` },
      { kind: "contractualControl", from: `${HOSTILE[7]}#7`, to: "=subject<b>" },
    ],
    facts: [{ entity: "=subject<b>", fact: "pendingInvestigation", value: HOSTILE[1] }],
  };
}
