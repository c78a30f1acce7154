import { LARGE_FORM } from './bin/lib/kinds.mjs'

/** @type {import('next').NextConfig} */
export default {
  // Every build has a folder of its own, so that none ever disturbs a portal that is running (bin/lib/builds.mjs).
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // The same on every host that builds the same sources: clients reload a page when it changes.
  generateBuildId: () => process.env.NEXT_BUILD_ID ?? null,
  // Packages with binaries, workers or files of their own are loaded by Node, not bundled.
  serverExternalPackages: [
    '@node-rs/argon2',
    'graphile-worker',
    'nodemailer',
    'pg',
    'pino',
    'prom-client',
    'smpp',
    'smtp-server',
  ],
  poweredByHeader: false,
  reactStrictMode: true,
  // Type checks and lint are steps of `npm test`; the build does not repeat them.
  // Nor does it write into the settings of types (it leaves alone what extends others).
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.build.json' },
  experimental: {
    // What is larger is refused before Next hears of it.
    serverActions: { bodySizeLimit: LARGE_FORM },
  },
}
