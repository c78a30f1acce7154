// What one form, file or approval may ask for at most. Nothing beyond is judged; the refusals say what to do instead.

/** So many people, or numbers, can be changed at once. */
export const MOST_AT_ONCE = 10_000
/** So much one person holds themselves at most; the database knows it too. Who needs more needs a wider place. */
export const MOST_HELD = 4_000
/** So many different rights one change names, each person's apart where they are not alike. */
export const MOST_ITEMS = 10_000
/** So many rights one change gives and takes, counted for each person whom it concerns. */
export const MOST_IN_CHANGE = 25_000
/** People who hold more than so much together are not changed at once. */
export const MOST_JUDGED = 200_000
/** So many roles of its own a company has in use: they are read with every change. */
export const MOST_ROLES = 1_000
/** So many boxes one form sends: a page shows a few places with all their functions, and no honest form more. */
export const MOST_BOXES = 2_000
/** So many rows of a file are read. */
export const MOST_ROWS = 50_000
/** So much of one person's change, and so many kinds of change, are told in a review; of the rest only how many. */
export const MOST_SHOWN = 50
