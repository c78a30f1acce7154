/**
 * How much memory the web process may take. A page leaves a few megabytes behind; with room for many of them the collector
 * comes seldom. Twice as much room took a hundred megabytes more, and no page was seen to be faster by it (decision 53).
 */
export const MEMORY = ['--max-old-space-size=1024', '--max-semi-space-size=32']
