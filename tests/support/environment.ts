import type { TestContext } from './context'
import { TEST_KEY } from './key'

/** The settings of an operator's process on a test's database: no demo. */
export const environment = ({ url }: TestContext) => ({
  DATABASE_URL: url,
  PORTAL_URL: 'http://localhost:3000',
  DEMO: '0',
  AUTH_SECRET: TEST_KEY,
  DATA_KEY: TEST_KEY,
  SMTP_URL: 'smtp://127.0.0.1:9',
  SMPP_URL: 'smpp://a:b@127.0.0.1:9',
})
