/** Why nobody gets into an account, as lists of users say it: contacts to settle (suspended as well or not), or suspended. */
export type Closed = 'disputed' | 'suspended'
