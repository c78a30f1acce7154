/** Nothing: without this file Next would take the portal's own. */
export function register(): void {}
