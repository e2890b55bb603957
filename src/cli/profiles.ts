import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Profile } from "../law/profile.js";
import type { Regulation } from "../law/regulation.js";
import { UsageError } from "./usageError.js";

/** Every profile that ships. */
const ALL = "all";

const isFile = (value: string): boolean =>
  value.endsWith(".json") || /[\\/]/.test(value) || existsSync(value);

/**
 * What `--profile` asks for, on a date: ids separated by commas or in several flags, `all`, or files. Each once, in the order
 * in which they were written. Throws a UsageError for a file that is no profile, an UnknownLawError for an unknown id.
 */
export async function wantedProfiles(values: readonly string[]): Promise<(on: string | null) => Profile[]> {
  const [{ profile, profileIn }, { regulationIds }] = await Promise.all([
    import("../law/profile.js"),
    import("../law/law.js"),
  ]);
  const wanted = new Map<string, (on: string | null) => Profile>();
  const ofFile = async (path: string): Promise<void> => {
    const read = await readFile(path);
    wanted.set(path, (on) => profileIn(read, on));
  };
  for (const value of values) {
    if (isFile(value)) {
      await ofFile(value);
      continue;
    }
    const ids = value.split(",").map((part) => part.trim());
    for (const id of ids.flatMap((each) => (each === ALL ? regulationIds("profile") : [each]))) {
      if (isFile(id)) await ofFile(id);
      // An unknown profile is refused before anything is read.
      else wanted.set(profile(id, null).id, (on) => profile(id, on));
    }
  }
  return (on) => [...wanted.values()].map((make) => make(on));
}

async function readFile(path: string): Promise<Regulation> {
  const [{ readProfile }, { LawError }] = await Promise.all([
    import("../law/profile.js"),
    import("../law/regulation.js"),
  ]);
  const content = parsed(path);
  try {
    return readProfile(basename(path), content);
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    throw new UsageError((say) => [
      say("refuse.profileFile", { path }),
      error.message,
      say("refuse.profileHint"),
    ]);
  }
}

function parsed(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new UsageError((say) => [say("refuse.profileUnread", { path, code }), say("refuse.profileHint")]);
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError((say) => [
      say("refuse.profileFile", { path }),
      say("refuse.profileJson", { reason }),
      say("refuse.profileHint"),
    ]);
  }
}
