// npm run bench -- night: the night of a whole operator by itself, as `bench:scale` ends with it.
import { measureNight } from './lib/night'
import { printTable } from './lib/table'

printTable(new Map(), [], await measureNight(process.env.BENCH_DATABASE!))
process.exit()
