import { z } from "zod";

export const MIN_PASSWORD = 12;
/** Hashing a longer one costs time that a stranger would choose. */
export const MAX_PASSWORD = 128;

export const passwordSchema = z.string().min(MIN_PASSWORD).max(MAX_PASSWORD);
