import { circle, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

const jumper =
  "M300 150c30 34 170 34 200 0l84 34c60 80 90 270 100 430l-84 14c-12-110-30-190-46-230v260c0 20-8 30-28 30H274c-20 0-28-10-28-30V398c-16 40-34 120-46 230l-84-14c10-160 40-350 100-430z";

function sweater(p: Pen, decorate: () => void): void {
  p.drop(jumper);
  p.skin(jumper);
  decorate();
  p.flat(
    "M246 640h308v18c0 20-8 30-28 30H274c-20 0-28-10-28-30zM116 614l84 14 5-44-86-14zM684 614l-84 14-5-44 86-14z",
    p.deep,
    0.28,
  );
  p.flat("M300 150c30 34 170 34 200 0l22 9c-40 58-204 58-244 0z", p.deep, 0.32);
  p.line("M246 398l-8-80M554 398l8-80", p.deep, 5, 0.35);
}

const crown = "M210 480c-20-190 70-300 190-300s210 110 190 300z";
const brim = rect(186, 440, 428, 140, 40);

function cap(p: Pen): void {
  p.drop(crown + brim);
  p.skin(crown);
  p.line("M290 450c-10-120 20-210 60-254M400 450V186M510 450c10-120-20-210-60-254", p.deep, 6, 0.22);
  p.skin(brim);
  p.line(
    repeat(17, (i) => `M${214 + i * 23} 456v108`),
    p.deep,
    6,
    0.2,
  );
  p.flat(rect(500, 490, 60, 40, 4), tones.leather);
}

const sockFrom = (x: number) =>
  `M${x} 120h150v270c0 60 20 80 60 110 50 40 70 70 60 110-12 50-70 60-120 36l-90-60c-50-34-60-70-60-130z`;

function sockPair(p: Pen, decorate: (x: number) => void): void {
  for (const x of [210, 370]) {
    p.drop(sockFrom(x));
    p.skin(sockFrom(x));
    decorate(x);
    p.flat(`M${x + 248} 540c20 24 26 46 22 70-12 50-70 60-120 36-6-50 40-100 98-106z`, p.accent, 0.9);
    p.flat(rect(x, 120, 150, 70, 6), p.deep, 0.28);
    p.line(
      repeat(7, (i) => `M${x + 14 + i * 20} 126v58`),
      p.pale,
      4,
      0.4,
    );
  }
}

/**
 * A hand from its inner edge at `x` outwards, to the right (1) or to the left (-1), with fingers of
 * these heights.
 */
function hand(x: number, side: 1 | -1, tips: readonly number[]): string {
  const sweep = side === 1 ? 1 : 0;
  const out = (distance: number) => distance * side;
  const fingers = tips.map((tip) => `V${tip}a21 21 0 0 ${sweep} ${out(42)} 0V400h${out(4)}`).join("");
  const thumb = `V470c${out(30)}-16 ${out(50)}-60 ${out(74)}-88 ${out(26)}-24 ${out(52)} 2 ${out(40)} 34`;
  return `M${x} 600${fingers}${thumb} ${out(-18)} 56 ${out(-44)} 104 ${out(-114)} 130V600z`;
}

function glovePair(p: Pen, tips: readonly number[]): void {
  for (const side of [-1, 1] as const) {
    const x = 400 + 22 * side;
    const left = side === 1 ? x : x - 184;
    p.turned(5 * side, x, 600, () => {
      p.drop(hand(x, side, tips));
      p.skin(hand(x, side, tips));
      p.line(`M${left + 32} 452h112M${left + 36} 476h104`, p.accent, 9, 0.85);
      p.skin(rect(left - 4, 560, 192, 116, 18));
      p.line(
        repeat(11, (i) => `M${left + 12 + i * 16} 570v96`),
        p.deep,
        5,
        0.22,
      );
    });
  }
}

function fringe(p: Pen, x: number, y: number, threads: number): void {
  p.line(
    repeat(threads, (i) => `M${x + i * 16} ${y}v44`),
    p.dark,
    7,
  );
}

export const knitwearDrawings = {
  sweater: (p) => sweater(p, () => undefined),
  "ribbed-sweater": (p) => sweater(p, () => p.tiled(jumper, 24, 40, "M4 0h8v40H4z", p.deep, 0.18)),
  "roll-neck-sweater": (p) => {
    sweater(p, () => undefined);
    p.skin("M312 100h176l16 70c-40 44-168 44-208 0z");
    p.line(
      repeat(8, (i) => `M${326 + i * 21} 112v70`),
      p.deep,
      5,
      0.25,
    );
  },
  "fair-isle-sweater": (p) =>
    sweater(p, () => {
      const zigzag = (y: number, rise: number) =>
        repeat(8, (i) => `M${252 + i * 38} ${y}l19 ${rise} 19 ${-rise}`);
      p.line(zigzag(270, 26) + zigzag(372, -26), p.pale, 9);
      p.line(
        repeat(8, (i) => `M${271 + i * 38} 320h.1`),
        p.accent,
        16,
      );
      p.line("M246 236h308M246 400h308", p.accent, 8);
    }),
  beanie: (p) => cap(p),
  "bobble-hat": (p) => {
    p.drop(circle(400, 150, 70));
    cap(p);
    const strand = (i: number) => {
      const [across, up] = [Math.cos(i * 0.2856), Math.sin(i * 0.2856)];
      return `M400 156L${Math.round(400 + 74 * across)} ${Math.round(156 + 74 * up)}`;
    };
    p.solid(circle(400, 156, 72), p.accent, "round");
    p.line(repeat(22, strand), p.accent, 20);
    p.line(
      repeat(9, (i) => `M${370 + ((i * 29) % 66)} ${120 + ((i * 23) % 74)}l8 8`),
      tones.paper,
      5,
      0.5,
    );
    p.line("M214 400c90 24 282 24 372 0", p.accent, 22);
    p.line("M222 340c90 24 266 24 356 0", p.pale, 10);
  },
  scarf: (p) => {
    p.drop("M230 190c60-70 280-70 340 0 20 60-20 110-60 130l30 330H420l-40-270c-90-10-170-80-150-190z");
    p.skin("M300 330l-30 300h110l60-280z");
    fringe(p, 278, 630, 7);
    p.line("M290 560h94M284 590h92", p.accent, 14);
    p.skin("M230 200c50-80 290-80 340 0 30 90-90 160-170 160s-200-70-170-160z", "down");
    p.flat("M290 216c40-50 180-50 220 0-20 40-70 60-110 60s-90-20-110-60z", p.deep, 0.75);
    p.skin("M380 350l70-60c40 20 60 50 70 90l30 290H430z");
    fringe(p, 438, 670, 8);
    p.line("M434 590h100M438 622h100", p.accent, 14);
    p.line("M248 250c50 60 100 80 150 84", p.pale, 6, 0.5);
  },
  socks: (p) => sockPair(p, () => undefined),
  "striped-socks": (p) =>
    sockPair(p, (x) =>
      p.flat(
        repeat(4, (i) => rect(x, 212 + i * 48, 150, 24)),
        p.accent,
        0.9,
      ),
    ),
  gloves: (p) => glovePair(p, [235, 181, 173, 221]),
  "fingerless-gloves": (p) => glovePair(p, [334, 314, 310, 330]),
} satisfies Record<string, Drawing>;
