/** The day on which the district level ended and communes were merged: the program's own lists begin here. */
export const REFORM_DAY = '2025-07-01'
