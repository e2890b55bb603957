import type { Chart, ChartNode } from "../../chart.js";
import type { Profile } from "../../law/profile.js";
import type { Language } from "../../text/words.js";
import type { Input } from "../input.js";
import {
  choiceOption,
  DATA_FLAGS,
  flagged,
  interestOption,
  listOption,
  type RawOptions,
  textOption,
  thresholdOption,
  wholeNumberOption,
} from "../options.js";
import { UsageError } from "../usageError.js";
import type { Answer, Call, Verb } from "../verb.js";

export const chart: Verb = {
  name: "chart",
  summary: "verb.chart",
  takes: [["<subject>", "argument.subject"]],
  flags: [
    ...DATA_FLAGS,
    ...(["layout", "direction", "theme", "up", "down", "holders", "boxes", "unfold"] as const),
    ...(["atLeast", "moreThan", "interest", "profile"] as const),
  ],
  flagWords: {
    format: "option.formatChart",
    atLeast: "option.atLeastChart",
    moreThan: "option.moreThanChart",
    profile: "option.profileChart",
  },
  formats: ["svg", "html", "png", "pdf", "dot", "mermaid", "graphml", "gexf", "json"],
  examples: [
    "chart 蓝海证券 --data samples/one-manager-three-partnerships --out 蓝海证券.svg",
    "chart 澜江证券 --data samples/securities-company-full --lang zh --profile cn-pboc-bo --out chart.html",
    "chart hyundai --data samples/real-hyundai-ring --layout network --theme print --out ring.pdf",
    "chart 蓝海证券 --data samples/pyramid --up 2 --holders 5 --format mermaid",
  ],
  async run(call) {
    const { options } = call;
    const drawing = drawingOptions(options);
    const asked = {
      interest: interestOption(options),
      up: wholeNumberOption(options, "up", 0, MOST_LEVELS),
      down: wholeNumberOption(options, "down", 0, MOST_LEVELS),
      holders: wholeNumberOption(options, "holders", 1, MOST_BOXES),
      boxes: wholeNumberOption(options, "boxes", 1, MOST_BOXES),
      unfold: flagged(options, "unfold"),
    };
    const profileOn = await profileOption(options);
    const test = await thresholdOption(options);
    const [{ openSoundInput }, { resolveParty }, { chartOf }, { testText }] = await Promise.all([
      import("../input.js"),
      import("../subjects.js"),
      import("../../chart.js"),
      import("../../model/share.js"),
    ]);
    const input = await openSoundInput(call);
    const { register, issues, digest } = input;
    const index = resolveParty(register, call.arguments[0]!);
    const subject = register.entities[index]!.id;
    const profile = profileOn(register.asOf);
    const result = chartOf(register, { ...asked, subject, profile, digest, ...(test ? { test } : {}) });
    const answer: Answer = {
      subject,
      asOf: register.asOf,
      parameters: { ...asked, profile: profile?.id, test: test && testText(test) },
      issues,
      result,
      // A chart has no text of its own: owners and holdings draw the tree in text.
      document: () => [],
      files: filesOf(call, input, result, { ...drawing, ...asked, profile }),
    };
    if (DRAWN.has(call.format)) await sayFolded(result, options);
    return { answers: [answer], issues };
  },
};

/** Formats in which something may be folded; the others have every party and every record. */
const DRAWN: ReadonlySet<string> = new Set(["svg", "html", "png", "pdf", "dot", "mermaid"]);

/** What the picture leaves out, on standard error, with the flags that change it. */
async function sayFolded({ left }: Chart, options: RawOptions): Promise<void> {
  const [{ foldedText }, { sayIn }, { readLanguage }] = await Promise.all([
    import("../../report/chart/legend.js"),
    import("../../text/words.js"),
    import("../language.js"),
  ]);
  const say = sayIn(readLanguage(textOption(options, "lang"), process.env));
  const what = foldedText(left, say);
  if (what !== "") process.stderr.write(`${say("chart.notAll", { what })}\n`);
}

/** One profile at most, by id or file: the marks of several could not be told apart. */
async function profileOption(options: RawOptions): Promise<(on: string | null) => Profile | undefined> {
  const values = listOption(options, "profile");
  if (values.length === 0) return () => undefined;
  const { wantedProfiles } = await import("../profiles.js");
  const wanted = await wantedProfiles(values);
  if (wanted(null).length > 1) throw new UsageError((say) => [say("refuse.oneProfile")]);
  return (on) => wanted(on)[0];
}

/** Bounds of the flags, written again so that help need not load what they bound. */
const MOST_BOXES = 5_000;
const MOST_LEVELS = 100_000;

const LAYOUTS = ["tree", "network"] as const;
const DIRECTIONS = ["auto", "down", "right"] as const;
const THEMES = ["light", "dark", "print"] as const;

interface Drawing {
  readonly layout: (typeof LAYOUTS)[number];
  readonly direction: (typeof DIRECTIONS)[number];
  readonly theme: (typeof THEMES)[number];
}

const drawingOptions = (options: RawOptions): Drawing => ({
  layout: choiceOption(options, "layout", LAYOUTS, "tree"),
  direction: choiceOption(options, "direction", DIRECTIONS, "auto"),
  theme: choiceOption(options, "theme", THEMES, "light"),
});

interface Asked {
  readonly up: number | undefined;
  readonly down: number | undefined;
  readonly profile: Profile | undefined;
}

function filesOf(
  call: Call,
  { register }: Input,
  result: Chart,
  { up, down, profile, ...drawing }: Drawing & Asked,
): NonNullable<Answer["files"]> {
  const drawn = async (language: Language, listed?: (node: ChartNode) => string | null): Promise<string> => {
    const { drawChart } = await import("../../report/chart/drawChart.js");
    return await drawChart(result, { ...drawing, language, listed });
  };
  /** The same with nothing folded, for the lists of a page. */
  const unfolded = async (): Promise<Chart> => {
    const { subject, interest, left } = result;
    if (left.folded + left.unexpanded === 0) return result;
    const { chartOf } = await import("../../chart.js");
    return chartOf(register, { subject, interest, up, down, profile, unfold: true });
  };
  const sheet = (as: "png" | "pdf") => async (language: Language) => {
    const { sheetOf, sizeOf } = await import("../../report/chart/sheet.js");
    const svg = await drawn(language);
    return await rendered(call, sheetOf(svg, result.subject), as, sizeOf(svg));
  };
  const graphFile = (as: "graphMl" | "gexf") => async () => {
    const [{ chartGraph }, files] = await Promise.all([
      import("../../chart/graph.js"),
      import("../../report/chart/graphFiles.js"),
    ]);
    return files[as](chartGraph(register, { subject: result.subject, interest: result.interest, up, down }));
  };
  return {
    svg: (language) => drawn(language),
    png: sheet("png"),
    pdf: sheet("pdf"),
    html: async (language) => {
      const [{ chartPage }, { placesIn }] = await Promise.all([
        import("../../report/html/chartPage.js"),
        import("../../report/chart/outline.js"),
      ]);
      const whole = await unfolded();
      const svg = await drawn(language, placesIn(result, whole));
      return chartPage(result, svg, { language, theme: drawing.theme, whole });
    },
    dot: async (language) => (await import("../../report/chart/dot.js")).chartDot(result, language),
    mermaid: async (language) =>
      (await import("../../report/chart/mermaid.js")).chartMermaid(result, language),
    graphml: graphFile("graphMl"),
    gexf: graphFile("gexf"),
  };
}

/** A picture or a document by a browser; says how to get one where there is none. */
async function rendered(
  { argv }: Call,
  page: string,
  as: "png" | "pdf",
  size: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const { BrowserError, renderPage } = await import("../../io/browser.js");
  try {
    return await renderPage(page, as, size, process.env);
  } catch (error) {
    if (!(error instanceof BrowserError)) throw error;
    const { commandText } = await import("../commandLine.js");
    const instead = commandText(
      argv.map((word) => (word === as ? "svg" : word.replace(/\.(png|pdf)$/i, ".svg"))),
    );
    throw new UsageError((say) => [
      error.reason === "none"
        ? say("refuse.noBrowser", { format: as, variables: error.detail })
        : say("refuse.browser", { reason: error.detail }),
      say("refuse.asSvg"),
      `  ${instead}`,
    ]);
  }
}
