/** What a status can be. Apart from its schema, so that pages can list it without the library of schemas. */
export const STATUS_CODES = ["healthy", "degraded", "critical", "down", "unknown"] as const;
