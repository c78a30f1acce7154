/**
 * Breaks off what the queue tries again by itself, with nothing wrong: another server does not take it yet, others hold what it
 * needs, or the process stops.
 */
export class TriedAgain extends Error {}
