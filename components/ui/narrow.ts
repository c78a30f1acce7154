/**
 * The form of a list's filters. A button for all of the list is of this form, with an address of its own: what the filters
 * show at that moment is what is taken.
 */
export const NARROW = 'narrow'
