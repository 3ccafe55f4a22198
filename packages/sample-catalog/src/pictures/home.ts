import { circle, ellipse, polygon, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

const pillow = "M170 230c40-40 420-40 460 0 30 60 30 300 0 360-40 40-420 40-460 0-30-60-30-300 0-360z";

function pillowBody(p: Pen): void {
  p.drop(pillow);
  p.skin(pillow, "round");
}

function pillowSeams(p: Pen): void {
  p.line(pillow, p.dark, 9);
  p.flat(
    "M176 236c60 40 60 80 56 110-20-30-46-60-66-60zM624 236c-60 40-60 80-56 110 20-30 46-60 66-60z",
    p.deep,
    0.25,
  );
}

function stems(p: Pen, base: number): void {
  const tips = p.choice
    .shuffle([
      [290, 180],
      [360, 110],
      [430, 130],
      [510, 190],
    ] as const)
    .slice(0, 3);
  const bloom = p.choice.pick(["#e07a5f", "#f0cf6a", "#fffaf0", "#c98ba3", "#b7c9a8"]);
  for (const [x, y] of tips) {
    p.line(`M400 ${base}Q${(x + 400) / 2} ${base - 120} ${x} ${y}`, tones.leaf, 8);
    p.flat(ellipse(224 + x / 2, Math.round(0.75 * base - 60 + y / 4), 28, 11), tones.leaf, 0.9);
    p.flat(
      repeat(5, (i) =>
        circle(
          x + (24 * Math.round(Math.cos(i * 1.257) * 10)) / 10,
          y + (24 * Math.round(Math.sin(i * 1.257) * 10)) / 10,
          20,
        ),
      ),
      bloom,
    );
    p.flat(circle(x, y, 14), tones.brass);
  }
}

export const homeDrawings = {
  cushion: (p) => {
    pillowBody(p);
    pillowSeams(p);
  },
  "printed-cushion": (p) => {
    pillowBody(p);
    for (let row = 0; row < 4; row += 1) {
      for (let column = 0; column < 4; column += 1) {
        const [x, y] = [235 + column * 110, 250 + row * 106];
        p.flat(`M${x} ${y - 34}q26 34 0 68q-26-34 0-68zM${x - 34} ${y}q34-26 68 0q-34 26-68 0z`, p.pale, 0.9);
        p.flat(circle(x, y, 7), p.accent);
      }
    }
    pillowSeams(p);
  },
  "striped-cushion": (p) => {
    pillowBody(p);
    const wide = p.choice.pick([14, 24, 34]);
    p.line("M250 212v396M325 204v412M400 202v416M475 204v412M550 212v396", p.pale, wide, 0.85);
    p.line("M287 208v404M362 202v416M437 202v416M512 208v404", p.accent, 6, 0.8);
    pillowSeams(p);
  },
  "folded-blanket": (p) => {
    p.floor();
    p.foot(270);
    const layer = (y: number) => `M170 ${y}h430c60 0 60 80 0 80H170c-20-20-20-60 0-80z`;
    for (const [index, y] of [610, 530, 450].entries()) {
      p.skin(layer(y), "down");
      p.line(`M176 ${y + 40}h430`, index === 1 ? p.accent : p.pale, 12, 0.75);
      p.line(`M172 ${y + 80}h430`, p.deep, 4, 0.4);
    }
    p.skin("M210 372h170v318H210z", "down");
    p.skin("M170 372h430c60 0 60 80 0 80H170c-20-20-20-60 0-80z", "down");
    p.line("M210 620h170M210 596h170", p.accent, 10, 0.9);
    p.line(
      repeat(15, (i) => `M${214 + i * 11.6} 650v36`),
      p.light,
      5,
    );
  },
  vase: (p) => {
    p.floor();
    p.foot(130);
    stems(p, 330);
    p.skin(
      "M346 320h108c-8 60 96 110 96 220 0 90-50 150-90 150H340c-40 0-90-60-90-150 0-110 104-160 96-220z",
    );
    p.flat("M290 540c0-70 40-110 66-140-14 70-30 130-10 240-34-10-56-50-56-100z", "#fffaf0", 0.26);
    p.solid(ellipse(400, 320, 58, 14), p.dark);
    if (p.choice.next() < 0.5)
      p.flat(
        "M250 540c0-20 4-38 10-54 80 30 200 30 280 0 6 16 10 34 10 54-90 34-210 34-300 0z",
        p.accent,
        0.85,
      );
  },
  "bud-vase": (p) => {
    p.floor();
    p.foot(120);
    stems(p, 330);
    p.skin(
      "M376 300h48v120c0 40 116 70 116 170 0 70-50 100-90 100H350c-40 0-90-30-90-100 0-100 116-130 116-170z",
    );
    p.flat("M298 590c0-50 40-80 66-100-20 60-30 110-10 180-40-6-56-36-56-80z", "#fffaf0", 0.32);
    p.solid(ellipse(400, 300, 32, 9), p.dark);
  },
  "fluted-vase": (p) => {
    p.floor();
    p.foot(120);
    stems(p, 330);
    p.skin("M270 320h260l-50 370H320z");
    p.line(
      "M304 340l34 340M344 340l18 340M388 340l6 346M432 340l-12 346M474 340l-32 340M506 340l-46 340",
      p.deep,
      9,
      0.25,
    );
    p.line("M294 340l34 340M334 340l18 340M378 340l6 346M422 340l-12 346M464 340l-32 340", p.pale, 5, 0.5);
    p.solid(ellipse(400, 320, 130, 20), p.dark);
  },
  candle: (p) => {
    p.floor();
    p.foot(170);
    p.glow(circle(400, 250, 170), "around");
    p.flat("M400 176c44 60 40 104 0 112-40-8-44-52 0-112z", "#f6a93b");
    p.flat("M400 222c20 32 18 56 0 60-18-4-20-28 0-60z", "#fff6d8");
    p.line("M400 282v40", tones.ink, 6);
    p.skin(rect(246, 310, 308, 380, 30));
    p.flat(rect(246, 310, 308, 380, 30), "#fffaf0", 0.18);
    p.flat(ellipse(400, 326, 140, 22), p.pale);
    p.flat(rect(272, 350, 26, 310, 13), "#fffaf0", 0.4);
    p.flat(rect(320, 450, 160, 130, 8), tones.paper);
    p.line("M346 486h108M362 512h76M374 540h52", tones.ink, 6, 0.65);
    p.line(rect(330, 460, 140, 110, 4), p.dark, 3);
  },
  "wall-clock": (p) => {
    const [hour, minute] = [p.choice.whole(0, 11), p.choice.pick([10, 40, 50])];
    p.drop(circle(400, 400, 250));
    p.solid(circle(400, 400, 250), p.main);
    p.skin(circle(400, 400, 250));
    p.flat(circle(400, 400, 208), tones.paper);
    p.line(circle(400, 400, 208), p.deep, 6, 0.3);
    for (let mark = 0; mark < 12; mark += 1) {
      p.turned(mark * 30, 400, 400, () => p.flat(rect(395, 212, 10, mark % 3 === 0 ? 44 : 22, 4), tones.ink));
    }
    p.turned(hour * 30 + minute / 2, 400, 400, () => p.flat(rect(391, 290, 18, 130, 8), tones.ink));
    p.turned(minute * 6, 400, 400, () => p.flat(rect(394, 230, 12, 196, 6), tones.ink));
    p.turned(p.choice.whole(100, 200), 400, 400, () => p.flat(rect(398, 220, 4, 230, 2), "#c63a33"));
    p.flat(circle(400, 400, 15), "#c63a33");
  },
  basket: (p) => {
    p.floor();
    p.foot(220);
    p.line("M250 380c-20-110 90-110 90-10M460 370c0-100 110-100 90 10", p.dark, 20);
    p.flat(ellipse(400, 384, 222, 40), p.deep);
    p.flat(
      "M230 384c40-70 100-60 130-30 60-50 160-40 210 30-60 40-280 40-340 0z",
      p.choice.pick(["#f2e7cf", "#b2583b", "#64727e", "#91a889"]),
    );
    p.skin("M178 384c60 50 384 50 444 0l-34 270c-4 24-20 36-44 36H256c-24 0-40-12-44-36z");
    p.line(
      "M188 450c80 44 344 44 424 0M198 520c80 40 324 40 404 0M206 590c80 36 308 36 388 0",
      p.deep,
      9,
      0.26,
    );
    p.line("M178 384c60 50 384 50 444 0", p.light, 16);
    if (p.choice.next() < 0.5)
      p.flat("M206 600c80 36 308 36 388 0l-6 54c-4 24-20 36-44 36H256c-24 0-40-12-44-36z", p.accent, 0.75);
  },
  mirror: (p) => {
    p.drop(circle(400, 390, 250));
    p.skin(circle(400, 390, 250));
    p.solid(circle(400, 390, 222), "#d5e3e8", "down");
    p.flat("M250 540L540 230c30 26 52 60 64 94L336 602c-34-12-62-34-86-62z", "#fffdf6", 0.55);
    p.flat("M222 500L500 194l18 10-284 316z", "#fffdf6", 0.5);
    p.line(circle(400, 390, 222), p.deep, 7, 0.45);
  },
  "picture-frame": (p) => {
    const sun = p.choice.pick(["#e07a5f", "#efcd49", "#dc9a4b"]);
    p.drop(rect(190, 110, 420, 540));
    p.skin(rect(190, 110, 420, 540, 4));
    p.line("M190 110l40 40M610 110l-40 40M190 650l40-40M610 650l-40-40", p.deep, 4, 0.5);
    p.flat(rect(228, 148, 344, 464), tones.paper);
    p.flat(rect(268, 196, 264, 368), "#dbe6e4");
    p.flat(circle(p.choice.pick([350, 440]), 300, 46), sun);
    p.flat("M268 440c60-90 110-60 150-20 40-50 80-40 114 0v144H268z", "#7e9a84");
    p.flat("M268 490c80-50 140 30 264-20v94H268z", "#3f6358");
    p.flat(polygon(228, 148, 420, 148, 228, 420), "#ffffff", 0.2);
  },
  stool: (p) => {
    p.floor();
    p.foot(200);
    p.solid("M384 300h32l6 390h-44z", p.dark);
    p.line("M286 520h228", p.dark, 18);
    p.skin("M250 300h44l-50 390h-34zM506 300h44l40 390h-34z");
    p.line("M262 560l130 30 150-30", p.dark, 14);
    p.skin(rect(190, 256, 420, 62, 28), "down");
    p.flat(ellipse(400, 262, 200, 24), p.light);
    p.line("M250 262c80-14 200-14 290 0M290 270c70-8 150-8 210 0", p.deep, 3, 0.3);
  },
} satisfies Record<string, Drawing>;
