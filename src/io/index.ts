export { InputError } from "./inputError.js";
export { type Loaded, type LoadOptions, load } from "./load.js";
export { type Column, TABLES, type Table } from "./tables.js";
