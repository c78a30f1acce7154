/**
 * The form of a list's filters. A button for all of the list is of this form, with an address of its own: what the filters
 * show at that moment is what is taken. Its key is what the list was narrowed to: behind a link within the portal it would
 * keep what was typed before.
 */
export const NARROW = 'narrow'
