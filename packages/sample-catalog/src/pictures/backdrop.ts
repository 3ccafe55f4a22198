import type { Choice } from "../seeded-choice.ts";
import { darker, distance, lighter } from "./colour-mix.ts";
import { circle, ellipse, rect } from "./paths.ts";

/** Soft tones for the wall behind a product. */
const walls = [
  "#efe5d8",
  "#e3e8df",
  "#dfe6ec",
  "#f0ddd3",
  "#f2e6c8",
  "#e4dfec",
  "#d9e6e3",
  "#cfd8cc",
  "#c9d5de",
  "#e2c5b5",
  "#dcc9a2",
  "#cbc6d8",
  "#bfd2ce",
  "#e8d4d2",
  "#b6c5ce",
  "#bac6ad",
  "#d3ab97",
] as const;

const leastContrast = 0.15;

function wallFor(main: string, choice: Choice): string {
  const apart = walls.filter((wall) => distance(wall, main) >= leastContrast);
  if (apart.length > 0) return choice.pick(apart);
  return walls.reduce((best, wall) => (distance(wall, main) > distance(best, main) ? wall : best), walls[0]);
}

interface Backdrop {
  readonly svg: string;
  /** The floor's colour, for drawings with a floor. */
  readonly floor: string;
}

/** Draws a wall with a calm shape. */
export function backdrop(main: string, choice: Choice): Backdrop {
  const wall = wallFor(main, choice);
  const shape = choice.pick([
    circle(400, 380, 300),
    rect(110, 110, 580, 580, 110),
    "M130 630V390a270 270 0 0 1 540 0v240a60 60 0 0 1-60 60H190a60 60 0 0 1-60-60z",
    ellipse(400, 390, 340, 260),
    circle(choice.pick([300, 500]), 300, 230),
  ]);
  return {
    svg: `<path d="M0 0h800v800H0z" fill="${wall}"/><path d="${shape}" fill="${lighter(wall, 0.5)}"/>`,
    floor: darker(wall, 0.1),
  };
}
