import type { Database } from "./connection.js";
import type { OpenedRegister, RegisterQuestion } from "./openRegister.js";
export async function openMapped(
  _database: Database,
  _question: RegisterQuestion,
  _file: string,
): Promise<OpenedRegister> {
  throw new Error("not yet");
}
