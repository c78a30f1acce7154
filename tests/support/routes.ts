import { files } from './files'

/** Every address that app/ serves, with its dynamic segments as they are named there. */
export const routes = (): string[] => files('app', /^(page\.tsx|route\.ts)$/).map(routeOf)

/** The address of a page or route handler. */
export const routeOf = (file: string): string =>
  file
    .replace(/^app/, '')
    .replace(/\/(page\.tsx|route\.ts)$/, '')
    .replace(/\/\([a-z]+\)/g, '') || '/'
