import { z } from "zod";
import { ENTITY_KINDS, LISTINGS, SECTORS } from "../model/dataset.js";

const kinds = z.array(z.enum(ENTITY_KINDS));
const sectors = z.array(z.enum(SECTORS));

/** Where a look-through may stop with nothing left to ask (DESIGN §13.9). */
export const policyRules = z
  .object({
    kinds,
    listings: z.array(z.enum(LISTINGS)),
    sectors,
    /** A fund offered to the public. */
    publicOffering: z.boolean(),
    /** The public as holder: only directly in the subject or in a company with one of the listings. */
    dispersed: z.boolean(),
    /** What never ends a look-through, whatever else holds. */
    never: z.object({ kinds, sectors }).strict(),
  })
  .strict();
export type PolicyRules = z.infer<typeof policyRules>;
