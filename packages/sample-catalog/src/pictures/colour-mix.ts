function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `from` with `share` (0 to 1) of `to` stirred in, as #rrggbb. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)];
  const mixed = a.map((channel, index) => Math.round(channel + ((b[index] ?? 0) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Shadows lean to blue and lights to warm white: black and white alone look dull. */
export const darker = (hex: string, share: number) => mix(hex, "#1d2030", share);
export const lighter = (hex: string, share: number) => mix(hex, "#fffaf0", share);

/** The difference of two colours, roughly 0 to 1. */
export function distance(one: string, other: string): number {
  const [a, b] = [channels(one), channels(other)];
  const squares = [2, 4, 3].map((weight, index) => weight * ((a[index] ?? 0) - (b[index] ?? 0)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (9 * 255 ** 2));
}
