import { NUMBERS, PEOPLE } from '../schema'

// The filters of lists as what is done to all of a list reads them.
export const takenPeople = PEOPLE.taken
export const takenNumbers = NUMBERS.taken
