import type { Choice } from "../seeded-choice.ts";
import { darker, lighter } from "./colour-mix.ts";
import { ellipse } from "./paths.ts";
import type { Texture } from "./textures.ts";

type Light = "across" | "down" | "round";
type Fade = "down" | "up" | "around";

/** The pen of a drawing. Each call adds one layer above the earlier ones. */
export interface Pen {
  /** The product's colour and its shades. */
  readonly main: string;
  readonly dark: string;
  readonly deep: string;
  readonly light: string;
  readonly pale: string;
  /** A second colour that goes with it. */
  readonly accent: string;
  readonly choice: Choice;
  /** A body lit from the left. */
  solid(d: string, colour: string, light?: Light): void;
  /** A body in the product's colour with the texture of its material. */
  skin(d: string, light?: Light): void;
  flat(d: string, colour: string, opacity?: number): void;
  line(d: string, colour: string, width: number, opacity?: number): void;
  /** A repeated motif over a surface, in tiles of this size. */
  tiled(d: string, width: number, height: number, motif: string, colour: string, opacity?: number): void;
  /** Lamplight that fades with distance: downwards, upwards or all around. */
  glow(d: string, fade: Fade, opacity?: number): void;
  /** A floor to stand on; comes before the first shadow. */
  floor(): void;
  /** The shadow at the foot of something that stands, at y 690 unless told. */
  foot(halfWidth: number, centre?: number, y?: number): void;
  /** The shadow of something that hangs or lies flat. */
  drop(d: string): void;
  /** Draws `layers`, turned clockwise around a point. */
  turned(degrees: number, x: number, y: number, layers: () => void): void;
}

export type Drawing = (pen: Pen) => void;

/** Colours of things that are the same on every product. */
export const tones = {
  steel: "#b9c1c8",
  brass: "#c49b4c",
  iron: "#3f4349",
  ink: "#33373f",
  wood: "#c89d67",
  walnut: "#7b563d",
  paper: "#faf5ea",
  leather: "#a8683a",
  leaf: "#5d8a5a",
  glow: "#ffe3a0",
  glass: "#dcebee",
  coffee: "#4a2f22",
  soil: "#57423a",
} as const;

const gradientFrame: Record<Light, string> = {
  across: 'linearGradient id="*"',
  down: 'linearGradient id="*" x2="0" y2="1"',
  round: 'radialGradient id="*" cx=".36" cy=".32" r=".78"',
};

const fadeFrame: Record<Fade, string> = {
  down: 'linearGradient id="*" x2="0" y2="1"',
  up: 'linearGradient id="*" x2="0" y1="1" y2="0"',
  around: 'radialGradient id="*"',
};

interface Sheet {
  readonly pen: Pen;
  defs(): string;
  body(): string;
}

interface Paint {
  readonly main: string;
  readonly accent: string;
  readonly floor: string;
  readonly texture: Texture | undefined;
}

/** `prefix` keeps the ids of several pictures in one page apart. */
export function openSheet(prefix: string, paint: Paint, choice: Choice): Sheet {
  const { main, accent, texture } = paint;
  const defs: string[] = [];
  const layers: string[] = [];
  const known = new Map<string, string>();
  // Shadows fall straight down however a thing is turned, so they go under the group that turns it.
  let turn: { readonly start: number; readonly transform: string } | undefined;

  const define = (key: string, element: (id: string) => string): string => {
    const id = known.get(key) ?? `${prefix}${known.size}`;
    if (!known.has(key)) defs.push(element(id));
    known.set(key, id);
    return `url(#${id})`;
  };
  const gradient = (colour: string, light: Light) =>
    define(`${colour} ${light}`, (id) => {
      const frame = gradientFrame[light].replace("*", id);
      const stops = [lighter(colour, 0.2), colour, darker(colour, 0.2)]
        .map((stop, index) => `<stop offset="${index * 0.5}" stop-color="${stop}"/>`)
        .join("");
      return `<${frame}>${stops}</${frame.split(" ")[0]}>`;
    });
  const tile = ({ name, width, height, marks }: Texture) =>
    define(
      name,
      (id) =>
        `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse">${marks}</pattern>`,
    );
  const lamplight = (fade: Fade) =>
    define(`light ${fade}`, (id) => {
      const frame = fadeFrame[fade].replace("*", id);
      const stops = `<stop stop-color="${tones.glow}"/><stop offset="1" stop-color="${tones.glow}" stop-opacity="0"/>`;
      return `<${frame}>${stops}</${frame.split(" ")[0]}>`;
    });
  const blur = () =>
    define(
      "blur",
      (id) =>
        `<filter id="${id}" filterUnits="userSpaceOnUse" x="-100" y="-100" width="1000" height="1000">` +
        `<feGaussianBlur stdDeviation="11"/></filter>`,
    );
  const path = (d: string, rest: string) => layers.push(`<path d="${d}" ${rest}/>`);

  const pen: Pen = {
    main,
    dark: darker(main, 0.24),
    deep: darker(main, 0.46),
    light: lighter(main, 0.34),
    pale: lighter(main, 0.68),
    accent,
    choice,
    solid: (d, colour, light = "across") => path(d, `fill="${gradient(colour, light)}"`),
    skin: (d, light = "across") => {
      path(d, `fill="${gradient(main, light)}"`);
      if (texture) path(d, `fill="${tile(texture)}"`);
    },
    flat: (d, colour, opacity = 1) =>
      path(d, `fill="${colour}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ""}`),
    line: (d, colour, width, opacity = 1) =>
      path(
        d,
        `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${
          opacity < 1 ? ` stroke-opacity="${opacity}"` : ""
        }`,
      ),
    tiled: (d, width, height, motif, colour, opacity = 1) => {
      const marks = `<path d="${motif}" fill="${colour}" fill-opacity="${opacity}"/>`;
      path(d, `fill="${tile({ name: `${motif}${colour}`, width, height, marks })}"`);
    },
    glow: (d, fade, opacity = 0.85) => path(d, `fill="${lamplight(fade)}" fill-opacity="${opacity}"`),
    floor: () => path("M0 600h800v200H0z", `fill="${paint.floor}"`),
    foot: (halfWidth, centre = 400, y = 690) =>
      path(ellipse(centre, y, halfWidth, 18), `fill="#1d2030" fill-opacity=".36" filter="${blur()}"`),
    drop: (d) => {
      const shape = `<path d="${d}"${turn ? ` transform="${turn.transform}"` : ""}/>`;
      const shadow = `<g fill="#1d2030" fill-opacity=".26" transform="translate(8 20)" filter="${blur()}">${shape}</g>`;
      layers.splice(turn ? turn.start : layers.length, 0, shadow);
    },
    turned: (degrees, x, y, draw) => {
      const transform = `rotate(${degrees} ${x} ${y})`;
      const outer = turn;
      turn ??= { start: layers.length, transform };
      layers.push(`<g transform="${transform}">`);
      draw();
      layers.push("</g>");
      turn = outer;
    },
  };
  return { pen, defs: () => defs.join(""), body: () => layers.join("") };
}
