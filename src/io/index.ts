export type { BulkData } from "./bulk/bulkData.js";
export { loadBulk } from "./bulk/loadBulk.js";
export { type OpenRegister, openRegister } from "./bulk/openRegister.js";
export { NotForBulk } from "./bulk/rowScanner.js";
export { type HoldingKey, type RegisterChanges, updateRegister } from "./bulk/updateRegister.js";
export { InputError } from "./inputError.js";
export { type Loaded, type LoadOptions, load } from "./load.js";
export { type Column, TABLES, type Table } from "./tables.js";
