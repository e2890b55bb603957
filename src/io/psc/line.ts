import { isObject, type JsonObject, type Place, readText } from "../fields.js";

/** A line that says something about one company. */
export interface PscLine {
  readonly row: number;
  /** In the register's form of eight signs. */
  readonly company: string;
  /** The address of the record in the register, else a made-up one: lines of one record replace each other. */
  readonly record: string;
  readonly kind: string;
  readonly data: JsonObject;
}

/** Name of a person or company: as printed, else put together from its parts. */
export function nameOf(data: JsonObject, place: Place): string | undefined {
  const name = readText(data.name, "name", place);
  if (name !== undefined || !isObject(data.name_elements)) return name;
  const parts = data.name_elements;
  const words = ["title", "forename", "other_forenames", "surname"]
    .map((part) => readText(parts[part], `name_elements.${part}`, place))
    .filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(" ");
}
