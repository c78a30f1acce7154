import { LARGE_FORM } from './bin/lib/kinds.mjs'

/** @type {import('next').NextConfig} */
export default {
  // Tests build into a folder of their own, so that they never disturb a portal that is running.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // Packages with binaries, workers or files of their own are loaded by Node, not bundled.
  serverExternalPackages: ['@node-rs/argon2', 'graphile-worker', 'nodemailer', 'pg', 'smpp', 'smtp-server'],
  poweredByHeader: false,
  reactStrictMode: true,
  // Type checks and lint are steps of `npm test`; the build does not repeat them.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // What is larger is refused before Next hears of it.
    serverActions: { bodySizeLimit: LARGE_FORM },
  },
}
