import type { EntityKind } from "../../model/dataset.js";
import { UNUSABLE_SHARE } from "../cells.js";
import {
  isObject,
  type JsonObject,
  loseFields,
  type Place,
  present,
  readDay,
  readObjects,
  readText,
  textOf,
  wrong,
} from "../fields.js";
import type { Losses } from "../losses.js";
import { type Reading, say, shown } from "../reading.js";
import { addEntity, addFact, addHolding, addTie, type Fields } from "../records.js";
import { severalShares } from "../severalShares.js";
import { COUNTRY_WORDS, lookupOf, wordKey } from "../words.js";
import { companyId, companyKind, companyNumber, isFormedAbroad, isUkRegister, nameKey } from "./companies.js";
import { nameOf, type PscLine } from "./line.js";
import { type Band75, type Nature, readNature } from "./natures.js";

interface Draft {
  readonly fields: Fields;
  readonly row: number;
  name: string | undefined;
  nameRow: number;
}

interface Period {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const PERSON =
  /^(individual|corporate-entity|legal-person)-(?:person-with-significant-control|beneficial-owner)$/;
const SECRET = /^super-secure-(?:person-with-significant-control|beneficial-owner)$/;
const STATEMENT = "persons-with-significant-control-statement";

const READ: ReadonlySet<string> = new Set([
  "kind",
  "etag",
  "links",
  "name",
  "name_elements",
  "description",
  "notified_on",
  "ceased_on",
  "ceased",
  "natures_of_control",
  "identification",
  "statement",
  "exemptions",
]);
const READ_IDENTIFICATION: ReadonlySet<string> = new Set([
  "registration_number",
  "country_registered",
  "place_registered",
]);

const COUNTRIES = lookupOf(COUNTRY_WORDS);

/** Turns lines of the register into entities, holdings, ties and facts. */
export class PscRecords {
  readonly #drafts = new Map<string, Draft>();

  constructor(
    readonly file: string,
    readonly into: Reading,
    readonly losses: Losses,
    readonly band75: Band75,
  ) {}

  add(line: PscLine): void {
    const place: Place = { at: { file: this.file, row: line.row }, into: this.into, losses: this.losses };
    loseFields(line.data, READ, "psc", place);
    const known = PERSON.exec(line.kind);
    if (known) this.#person(line, known[1]!, place);
    else if (SECRET.test(line.kind)) this.#secret(line, place);
    else if (line.kind === STATEMENT) this.#statement(line, place);
    else if (line.kind === "exemptions") this.#exemptions(line, place);
    else {
      const reason = `kind ${shown(textOf(line.data.kind))}`;
      say(this.into, "invalid-statement", "error", place.at, { reason });
    }
  }

  /** Adds the entities, each once; a company is named where some line names it as a holder. */
  finish(): void {
    for (const { fields, row, name } of this.#drafts.values()) {
      const named = name === undefined ? {} : { name };
      addEntity({ ...fields, ...named }, { file: this.file, row }, this.into);
    }
  }

  #company(number: string, row: number): string {
    const id = companyId(number);
    const fields = {
      id,
      kind: companyKind(number),
      identifiers: { "GB-COH": number },
      ...(isFormedAbroad(number) ? {} : { jurisdiction: "GB" }),
    };
    this.#draft(id, fields, row);
    return id;
  }

  #draft(id: string, fields: Fields, row: number): Draft {
    const known = this.#drafts.get(id);
    if (known) return known;
    const draft: Draft = { fields, row, name: undefined, nameRow: row };
    this.#drafts.set(id, draft);
    return draft;
  }

  /** The first name counts; one that is really another is said, since the two are one by their number alone. */
  #name(id: string, name: string | undefined, row: number): void {
    const draft = this.#drafts.get(id);
    if (!draft || name === undefined) return;
    if (draft.name === undefined) {
      draft.name = name;
      draft.nameRow = row;
    } else if (nameKey(draft.name) !== nameKey(name)) {
      const parameters = { id, name: shown(name), other: shown(draft.name), first: String(draft.nameRow) };
      say(this.into, "names-differ", "info", { file: this.file, row }, parameters);
    }
  }

  #person(line: PscLine, type: string, place: Place): void {
    const period = this.#period(line, place);
    if (!period) return;
    const subject = this.#company(line.company, line.row);
    const holder = type === "individual" ? line.record : this.#legal(line, type, place);
    if (type === "individual") this.#draft(holder, { id: holder, kind: "naturalPerson" }, line.row);
    this.#name(holder, nameOf(line.data, place), line.row);
    this.#control(line, holder, subject, period, place);
  }

  /** A company of this register by its number, so that chains of companies join; any other by its own record. */
  #legal({ data, record, row }: PscLine, type: string, place: Place): string {
    const identification: JsonObject = isObject(data.identification) ? data.identification : {};
    loseFields(identification, READ_IDENTIFICATION, "psc.identification", place);
    const { country_registered: country, place_registered: register } = identification;
    const written = readText(identification.registration_number, "identification.registration_number", place);
    const number = isUkRegister(country, register) ? companyNumber(written) : null;
    if (number !== null) return this.#company(number, row);
    const kind: EntityKind = type === "corporate-entity" ? "company" : "other";
    const jurisdiction =
      typeof country === "string" ? COUNTRIES.get(wordKey(country.slice(0, 60))) : undefined;
    if (jurisdiction === undefined && country !== undefined && country !== null) {
      place.losses.lose("psc.identification.country_registered that is not known by name", row);
    }
    if (register !== undefined) place.losses.lose("psc.identification.place_registered", row);
    const fields = {
      id: record,
      kind,
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
      ...(written === undefined ? {} : { identifiers: { registrationNumber: written } }),
    };
    this.#draft(record, fields, row);
    return record;
  }

  /** Somebody is there, and the register keeps secret who: a holder of unknown kind with 0 to 100 %. */
  #secret(line: PscLine, place: Place): void {
    const period = this.#period(line, place);
    if (!period) return;
    const subject = this.#company(line.company, line.row);
    this.#draft(line.record, { id: line.record, kind: "unknown" }, line.row);
    this.#name(line.record, readText(line.data.description, "description", place) ?? line.kind, line.row);
    this.#control(line, line.record, subject, period, place);
  }

  /** From the notification to the end; null, with an issue, where no day is between them. */
  #period({ data, record, kind }: PscLine, place: Place): Period | null {
    const from = readDay(data.notified_on, "notified_on", place);
    const to = readDay(data.ceased_on, "ceased_on", place);
    if (from === undefined || to === undefined || from < to) return { from, to };
    say(this.into, "statement-on-no-day", "info", place.at, { record: shown(record), what: kind });
    return null;
  }

  #natures(data: JsonObject, place: Place): { code: string; nature: Nature }[] {
    const written = data.natures_of_control;
    if (written === undefined || written === null) return [];
    const codes: readonly unknown[] = Array.isArray(written) ? written : [written];
    const natures: { code: string; nature: Nature }[] = [];
    for (const code of codes) {
      const nature = typeof code === "string" ? readNature(code.slice(0, 200), this.band75) : null;
      if (nature) natures.push({ code: code as string, nature });
      else wrong(code, "natures_of_control", "ownership-of-shares-25-to-50-percent …", place);
    }
    return natures;
  }

  #control(line: PscLine, holder: string, subject: string, period: Period, place: Place): void {
    const natures = this.#natures(line.data, place);
    const own = natures.filter(({ nature }) => !nature.throughOthers);
    const shares = this.#shares(own, "shares", place);
    const votes = this.#shares(own, "votes", place);
    if (natures.length === 0) say(this.into, "interest-unknown", "info", place.at, { what: line.kind });
    if (shares !== undefined && votes === undefined) this.losses.note("votes-unstated", "shares", line.row);
    if (shares !== undefined || votes !== undefined || natures.length === 0) {
      const codes = own.filter(({ nature }) => nature.share !== undefined).map(({ code }) => code);
      const source = codes.length === 0 ? {} : { source: codes.join("; ") };
      // The register states votes wherever there are any, so votes that it does not state are not those of the shares.
      const known = { equity: shares ?? UNUSABLE_SHARE, voting: votes ?? UNUSABLE_SHARE };
      addHolding({ holder, subject, ...known, ...present({ ...period }), ...source }, place.at, this.into);
    }
    for (const { code, nature } of natures) this.#tie(holder, subject, code, nature, period, place);
  }

  #shares(natures: readonly { nature: Nature }[], kind: Nature["kind"], place: Place): string | undefined {
    const shares = natures.flatMap(({ nature }) =>
      nature.kind === kind && nature.share !== undefined ? [nature.share] : [],
    );
    if (shares.length < 2) return shares[0];
    const taken = severalShares(shares);
    say(this.into, "several-interests", "warning", place.at, {
      interest: kind,
      values: shares.join(", "),
      taken,
    });
    return taken;
  }

  /**
   * The right to appoint and remove a majority of the board is control. Significant influence is not certain control,
   * and what a trust or a firm holds is not the person's: both are kept as relations with their band.
   */
  #tie(holder: string, subject: string, code: string, nature: Nature, period: Period, place: Place): void {
    const board = nature.kind === "board" && !nature.throughOthers;
    if (!board && !nature.throughOthers && nature.kind !== "influence") return;
    if (!board) this.losses.note("relation-only", code, place.at.row);
    addTie(
      {
        kind: board ? "boardMajority" : "otherRelation",
        from: holder,
        to: subject,
        share: nature.share,
        start: period.from,
        end: period.to,
        source: code,
      },
      place.at,
      this.into,
    );
  }

  /** Why a company names nobody: no holder is made of it, and while it holds it is a fact. */
  #statement({ data, company, row }: PscLine, place: Place): void {
    const code = readText(data.statement, "statement", place) ?? "unknown";
    const on = readDay(data.notified_on, "notified_on", place);
    const ended = readDay(data.ceased_on, "ceased_on", place) !== undefined;
    this.#unspecified(this.#company(company, row), code, on, ended, place);
  }

  #exemptions({ data, company, row }: PscLine, place: Place): void {
    const subject = this.#company(company, row);
    if (!isObject(data.exemptions)) wrong(data.exemptions, "exemptions", "{…}", place);
    for (const [name, exemption] of Object.entries(isObject(data.exemptions) ? data.exemptions : {})) {
      const fields: JsonObject = isObject(exemption) ? exemption : {};
      const code = readText(fields.exemption_type, "exemptions.exemption_type", place) ?? name;
      const items = readObjects(fields.items, "exemptions.items", place);
      for (const item of items.length === 0 ? [{} as JsonObject] : items) {
        const on = readDay(item.exempt_from, "exempt_from", place);
        const ended = readDay(item.exempt_to, "exempt_to", place) !== undefined;
        this.#unspecified(subject, code, on, ended, place);
      }
    }
  }

  #unspecified(subject: string, reason: string, on: string | undefined, ended: boolean, place: Place): void {
    say(this.into, "owner-unspecified", "warning", place.at, { subject, reason: shown(reason) });
    if (ended) return;
    const fact = { entity: subject, fact: "ownersUnspecified", value: reason };
    addFact({ ...fact, ...(on === undefined ? {} : { on }) }, place.at, this.into);
  }
}
