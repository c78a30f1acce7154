/** DATA_KEY of the tests. */
export const TEST_KEY = 'a-key-for-tests-which-is-long-enough'
