/** The hidden field in which a form says what it showed in another (changes.ts, which the browser does not need). */
export const wasField = (field: string): string => `was:${field}`
