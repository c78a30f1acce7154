/** The operator's mark in a square of 24: two lines that meet on a board. Also what icons are drawn from (app/icons). */
export const MARK = 'M6 8h5.2c1.5 0 1.6 8 3.1 8H18M6 16h5.2c.6 0 1-1.2 1.3-2.8M14 9.6c.1-1 .2-1.6.4-1.6H18'
