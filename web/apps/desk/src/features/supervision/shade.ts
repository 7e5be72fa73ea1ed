// How dark a tile is: by the share overdue, in steps that can be told apart.
const STEPS = [0, 500, 1_000, 2_000];

/** 0 for nothing overdue to 4 for more than a fifth. */
export function shadeOf(basisPoints: number): number {
  return STEPS.filter((step) => basisPoints > step).length;
}
