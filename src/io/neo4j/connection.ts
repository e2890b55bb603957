import type { Driver, ManagedTransaction, Session, Transaction } from "neo4j-driver";
import type { DatabaseAddress } from "./address.js";
import { DatabaseError } from "./databaseError.js";
import { statement } from "./statements.js";

/** Who asks, and how long they wait. */
export interface Access {
  readonly user: string;
  /** Null asks without authentication, which some servers allow. */
  readonly password: string | null;
  /** Seconds until an unanswered question is given up. */
  readonly timeout: number;
}

type Parameters = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/**
 * A transaction as the rest of the program sees it: named statements, plain rows, and a count of round trips. Statements
 * asked together are carried out one after the other in one round trip.
 */
export interface Conversation {
  ask<Row = Answer>(name: string, parameters?: Parameters): Promise<Row[]>;
  /** The same for a text that a mapping has made. */
  askText<Row = Answer>(text: string, parameters?: Parameters): Promise<Row[]>;
  readonly roundTrips: number;
}

/** An open database. Every method throws a DatabaseError that says what is wrong and never waits beyond the timeout. */
export interface Database {
  readonly address: DatabaseAddress;
  /** Runs one read transaction. */
  read<Result>(work: (conversation: Conversation) => Promise<Result>): Promise<Result>;
  /** Runs one write transaction; repeated by the driver only where the server says that it was not carried out. */
  write<Result>(work: (conversation: Conversation) => Promise<Result>): Promise<Result>;
  /** Runs a statement on its own, as schema statements must be. */
  run(text: string): Promise<void>;
  close(): Promise<void>;
}

const CONNECT_MS = 5_000;

/** Connects and checks that the server answers, the password is right and the database is there. */
export async function openDatabase(address: DatabaseAddress, access: Access): Promise<Database> {
  const { default: neo4j } = await import("neo4j-driver");
  const limit = access.timeout * 1_000;
  const { user, password } = access;
  const token = password === null ? undefined : neo4j.auth.basic(user, password);
  const driver = neo4j.driver(address.server, token, {
    disableLosslessIntegers: true,
    connectionTimeout: Math.min(CONNECT_MS, limit),
    connectionAcquisitionTimeout: Math.min(2 * CONNECT_MS, limit),
    maxTransactionRetryTime: Math.min(2 * CONNECT_MS, limit),
    // Answers are taken as a whole: asking for them in parts would only add round trips.
    fetchSize: -1,
    telemetryDisabled: true,
  });
  const guarded = <Result>(work: Promise<Result>, ms = limit): Promise<Result> =>
    within(work, ms, address).catch((error: unknown) => {
      throw faultOf(error, address, access);
    });
  const session = (mode: "READ" | "WRITE"): Session =>
    driver.session({
      defaultAccessMode: mode,
      ...(address.database === null ? {} : { database: address.database }),
    });
  const one = async <Result>(
    mode: "READ" | "WRITE",
    work: (conversation: Conversation) => Promise<Result>,
  ): Promise<Result> => {
    const own = session(mode);
    const bounds = { timeout: limit };
    const run = (tx: ManagedTransaction): Promise<Result> => work(conversationIn(tx));
    try {
      return await guarded(mode === "READ" ? own.executeRead(run, bounds) : own.executeWrite(run, bounds));
    } finally {
      await quietly(own.close());
    }
  };
  const database: Database = {
    address,
    read: (work) => one("READ", work),
    write: (work) => one("WRITE", work),
    async run(text) {
      const own = session("WRITE");
      try {
        await guarded(own.run(text).then(() => undefined));
      } finally {
        await quietly(own.close());
      }
    },
    close: () => quietly(driver.close()),
  };
  try {
    await guarded(verify(driver, session), Math.min(3 * CONNECT_MS, limit));
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** A word with the server, so that a wrong password or database is told before anything else is done. */
async function verify(driver: Driver, session: (mode: "READ") => Session): Promise<void> {
  await driver.getServerInfo();
  const own = session("READ");
  try {
    await own.run("RETURN 1 AS one");
  } finally {
    await quietly(own.close());
  }
}

function conversationIn(tx: ManagedTransaction | Transaction): Conversation {
  let [roundTrips, waiting] = [0, 0];
  const askText = async <Row>(text: string, parameters: Parameters = {}): Promise<Row[]> => {
    if (waiting === 0) roundTrips += 1;
    waiting += 1;
    try {
      const { records } = await tx.run(text, parameters);
      return records.map((record) => record.toObject() as Row);
    } finally {
      waiting -= 1;
    }
  };
  return {
    ask: (name, parameters) => askText(statement(name), parameters),
    askText,
    get roundTrips() {
      return roundTrips;
    },
  };
}

/** A server that has stopped answering ends no promise of the driver: the clock does. */
async function within<Result>(work: Promise<Result>, ms: number, address: DatabaseAddress): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = String(Math.round(ms / 1_000));
    const error = new DatabaseError("database.timeout", { address: address.shown, seconds });
    timer = setTimeout(() => reject(error), ms);
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Closing tells the server good-bye; one that does not listen must not keep us. */
async function quietly(closing: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 1_000);
  });
  await Promise.race([closing.catch(() => {}), enough]);
  clearTimeout(timer);
}

/** The driver's words without its tables. */
const reasonOf = ({ message }: Error): string => message.split("\n")[0]!.split(/\s*Known routing table/)[0]!;

/** What the driver throws, as a fault that a person can mend; what is not about the database stays as it is. */
function faultOf(error: unknown, { shown, database }: DatabaseAddress, { user, password }: Access): unknown {
  if (error instanceof DatabaseError || !(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string") return error;
  const said = { address: shown, reason: reasonOf(error) };
  if (/acquisition timed out/.test(error.message)) return new DatabaseError("database.down", said);
  if (code === "ServiceUnavailable" || code === "SessionExpired")
    return new DatabaseError("database.down", said);
  if (/Security\.AuthenticationRateLimit/.test(code)) return new DatabaseError("database.tooOften", said);
  if (/Security\.(?:Unauthorized|CredentialsExpired)/.test(code)) {
    if (password === null) {
      return new DatabaseError("database.noPassword", { address: shown, variable: "NEO4J_PASSWORD" });
    }
    return new DatabaseError("database.unauthorized", { address: shown, user });
  }
  if (/Security\.Forbidden/.test(code)) return new DatabaseError("database.forbidden", { ...said, user });
  if (/DatabaseNotFound/.test(code)) {
    return new DatabaseError("database.unknown", { address: shown, database: database ?? "" });
  }
  if (/TransactionTimedOut|LockClient|Terminated/.test(code))
    return new DatabaseError("database.ended", said);
  if (/^Neo\./.test(code) || /^(?:N\/A|ProtocolError)$/.test(code))
    return new DatabaseError("database.refused", { ...said, code });
  return error;
}
