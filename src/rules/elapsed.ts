export * from "../model/months.js";
