/**
 * How much memory the web process may take. A page leaves a few megabytes behind; with room for many of
 * them the collector comes seldom, which makes every page about a tenth faster.
 */
export const MEMORY = ['--max-old-space-size=1024', '--max-semi-space-size=64']
