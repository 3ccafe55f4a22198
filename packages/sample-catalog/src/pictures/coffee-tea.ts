import { circle, ellipse, polygon, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

function steam(p: Pen, x: number, y: number): void {
  const wisp = (at: number) => `M${at} ${y}c-26-40 26-60 0-104`;
  p.line(`${wisp(x - 50)}${wisp(x)}${wisp(x + 50)}`, "#fffdf6", 12, 0.75);
}

const mugBody = "M230 360h300v270c0 40-20 60-60 60H290c-40 0-60-20-60-60z";

function mug(p: Pen): void {
  p.floor();
  p.foot(180, 390);
  steam(p, 380, 310);
  p.line("M520 430c110-20 110 160 0 150", p.dark, 38);
  p.line("M520 430c100-20 100 160 0 150", p.main, 26);
  p.skin(mugBody);
  p.flat(ellipse(380, 362, 150, 24), p.deep);
  p.flat(ellipse(380, 367, 136, 18), tones.coffee);
  p.flat(rect(256, 400, 30, 250, 15), "#fffaf0", 0.3);
}

export const coffeeTeaDrawings = {
  "coffee-bag": (p) => {
    p.floor();
    p.foot(190);
    p.skin("M230 250h340l14 400c2 26-14 40-40 40H256c-26 0-42-14-40-40z");
    p.flat("M230 250h44l-14 440c-30 0-46-14-44-40z", "#fffaf0", 0.22);
    p.solid("M240 150h320l10 110H230z", p.dark, "down");
    p.line("M238 188h324", p.deep, 6, 0.5);
    p.flat(rect(222, 222, 356, 20, 6), tones.ink, 0.75);
    p.flat(rect(286, 340, 228, 250, 14), tones.paper);
    for (const [x, y, turn] of [
      [366, 420, -30],
      [434, 440, 25],
      [400, 490, 80],
    ] as const) {
      p.turned(turn, x, y, () => {
        p.solid(ellipse(x, y, 28, 38), tones.coffee, "round");
        p.line(`M${x} ${y - 34}c-16 24 16 40 0 68`, tones.paper, 5);
      });
    }
    p.line("M330 552h140", p.deep, 8);
    p.line(circle(400, 296, 14), p.deep, 5, 0.5);
  },
  "tea-tin": (p) => {
    p.floor();
    p.foot(190);
    p.skin(rect(240, 300, 320, 390, 16));
    p.flat(rect(262, 300, 30, 390), "#fffaf0", 0.25);
    p.solid(rect(226, 190, 348, 124, 22), p.dark);
    p.flat(rect(226, 290, 348, 20, 6), tones.brass);
    p.solid(rect(360, 160, 80, 36, 14), tones.brass);
    p.flat(ellipse(400, 500, 116, 136), tones.paper);
    p.line(ellipse(400, 500, 102, 122), tones.brass, 4);
    p.line("M400 590c-4-60 0-90 0-130", tones.leaf, 8);
    p.flat(
      "M400 500c-70 0-84-50-74-80 60 0 76 40 74 80zM400 480c4-60 40-80 80-76 4 50-24 80-80 76zM400 440c-30-30-20-66 0-84 20 18 30 54 0 84z",
      tones.leaf,
    );
  },
  mug: (p) => {
    mug(p);
    const band = p.choice.whole(0, 3);
    if (band === 0) p.flat(rect(230, 548, 300, 28), p.accent, 0.9);
    if (band === 1)
      p.line(
        repeat(6, (i) => `M${262 + i * 48} 520l24 40 24-40`),
        p.pale,
        9,
      );
    if (band === 2) p.flat(circle(400, 520, 50), p.accent, 0.9);
  },
  "dipped-mug": (p) => {
    mug(p);
    p.flat("M230 560q75-40 150 0t150 0v70c0 40-20 60-60 60H290c-40 0-60-20-60-60z", "#dcc7a6");
    p.line("M300 620h.1M360 600h.1M430 640h.1M480 600h.1M390 660h.1M270 600h.1", tones.walnut, 6, 0.5);
  },
  "enamel-mug": (p) => {
    mug(p);
    p.line("M222 360h316", tones.paper, 18);
    p.flat(
      repeat(7, (i) => circle(270 + ((i * 83) % 230), 430 + ((i * 59) % 220), 5)),
      tones.paper,
      0.85,
    );
  },
  "french-press": (p) => {
    p.floor();
    p.foot(170, 390);
    p.line("M520 370c110 0 110 240 0 240", tones.ink, 26);
    p.line("M385 120v180", tones.steel, 10);
    p.solid(circle(385, 116, 26), tones.ink, "round");
    p.flat("M260 300h260v360H260z", tones.glass, 0.85);
    p.solid("M268 430h244v230H268z", tones.coffee);
    p.flat(rect(268, 412, 244, 22), "#c9a27c");
    p.solid(rect(264, 388, 252, 18, 6), tones.steel);
    p.flat(rect(280, 310, 22, 340, 10), "#fffdf6", 0.4);
    p.solid("M240 300c10-60 280-60 290 0z", p.main);
    p.solid(rect(236, 290, 300, 26, 8), p.main);
    p.skin(`${rect(250, 310, 16, 370)}${rect(514, 310, 16, 370)}${rect(384, 440, 12, 240)}`);
    p.skin(rect(238, 640, 304, 50, 12));
  },
  "steel-press": (p) => {
    p.floor();
    p.foot(160, 390);
    p.line("M510 360c120 0 120 250 0 250", p.dark, 28);
    p.line("M385 130v140", tones.steel, 10);
    p.solid(circle(385, 124, 28), tones.wood, "round");
    p.skin("M240 320l-30-20 30-10h290l12 380c0 14-8 20-22 20H252c-14 0-22-6-22-20z");
    p.flat("M272 320h40l-8 350h-40z", "#fffaf0", 0.35);
    p.solid("M246 294c10-56 270-56 280 0z", p.dark);
    p.line("M236 350h300M230 650h312", p.deep, 5, 0.3);
  },
  teapot: (p) => {
    p.floor();
    p.foot(210);
    steam(p, 690, 350);
    p.line("M240 480c-130-60-140 150 10 130", p.dark, 34);
    p.solid("M540 560c70-10 70-90 110-150l50 10c-40 60-30 190-150 220z", p.main);
    p.skin("M220 550c0-120 80-180 180-180s180 60 180 180-60 140-110 140H330c-50 0-110-20-110-140z", "round");
    p.flat("M258 540c4-70 40-110 90-130-30 60-44 120-30 220-40-10-62-40-60-90z", "#fffaf0", 0.28);
    p.solid("M300 388c14-60 186-60 200 0z", p.dark);
    p.solid(circle(400, 330, 24), p.choice.pick([p.main, tones.wood, tones.brass]), "round");
    p.flat(rect(310, 674, 180, 16, 8), p.deep, 0.5);
    if (p.choice.next() < 0.5) p.line("M228 500c90 36 254 36 344 0", p.accent, 14, 0.8);
  },
  "coffee-dripper": (p) => {
    p.floor();
    p.foot(150);
    steam(p, 400, 200);
    p.solid("M270 560h260v90c0 28-14 40-40 40H310c-26 0-40-12-40-40z", tones.paper);
    p.line("M526 590c60-8 60 70 0 66", tones.paper, 18);
    p.flat("M270 250h260l-70 220h-120z", "#f6efe0");
    p.line("M570 330c80 0 70 110-30 110", p.dark, 24);
    p.skin("M210 290h380l-120 220H330z");
    p.line("M262 306l94 190M318 306l56 190M382 306l14 190M446 306l-28 190M510 306l-70 190", p.deep, 7, 0.22);
    p.flat(ellipse(400, 290, 190, 28), p.deep);
    p.flat(ellipse(400, 294, 172, 21), "#8a5b3a");
    p.skin(rect(236, 506, 328, 34, 16), "down");
    p.line("M400 540v22", tones.coffee, 8);
  },
  "pour-over-jug": (p) => {
    p.floor();
    p.foot(180);
    p.flat(
      "M250 150h300l-110 230c60 40 150 120 150 220 0 60-30 90-80 90H290c-50 0-80-30-80-90 0-100 90-180 150-220z",
      p.main,
      0.6,
    );
    p.solid("M232 560h336c4 80-16 112-60 112H292c-44 0-64-32-60-112z", tones.coffee);
    p.flat("M280 170h60l70 180-60 40c-40 30-90 80-104 150 0-90 60-150 110-180z", "#fffdf6", 0.45);
    p.line(
      "M250 150h300l-110 230c60 40 150 120 150 220 0 60-30 90-80 90H290c-50 0-80-30-80-90 0-100 90-180 150-220z",
      p.deep,
      5,
      0.45,
    );
    p.solid("M316 330h168l-30 56 30 56H316l30-56z", tones.wood);
    p.line("M344 386h112", tones.leather, 12);
    p.solid(circle(400, 392, 16), tones.leather, "round");
    p.flat(polygon(262, 150, 538, 150, 400, 330), "#fffaf0", 0.65);
  },
  "coffee-grinder": (p) => {
    p.floor();
    p.foot(120);
    p.line("M400 190h200", tones.steel, 16);
    p.solid(rect(576, 130, 48, 90, 22), tones.wood);
    p.solid(rect(384, 170, 32, 80, 8), tones.steel);
    p.solid("M316 270c10-50 158-50 168 0z", p.dark);
    p.skin(rect(310, 260, 180, 270, 18));
    p.flat(rect(330, 260, 22, 270, 8), "#fffaf0", 0.3);
    p.solid(rect(302, 400, 196, 60, 8), tones.leather);
    p.line(
      repeat(8, (i) => `M${320 + i * 23} 408v44`),
      tones.ink,
      4,
      0.3,
    );
    p.solid("M316 530h168l-10 140c0 14-8 20-20 20H346c-12 0-20-6-20-20z", p.dark);
    p.line("M310 526h180", p.deep, 6, 0.4);
  },
  "box-grinder": (p) => {
    p.floor();
    p.foot(200);
    p.line("M400 300V200l170-20", tones.iron, 16);
    p.solid(circle(574, 164, 30), tones.wood, "round");
    p.solid("M270 420c0-90 60-130 130-130s130 40 130 130z", tones.brass);
    p.flat("M300 410c4-50 26-80 60-96-14 30-20 60-20 96z", "#fffaf0", 0.4);
    p.skin(rect(230, 430, 340, 240, 10));
    p.skin(rect(206, 412, 388, 34, 12), "down");
    p.skin(rect(206, 656, 388, 34, 12), "down");
    p.flat(rect(286, 520, 228, 110, 8), p.deep, 0.35);
    p.skin(rect(294, 526, 212, 98, 6));
    p.solid(circle(400, 574, 18), tones.brass, "round");
  },
  "travel-cup": (p) => {
    p.floor();
    p.foot(130);
    p.skin("M280 260h240l-34 400c-2 20-12 30-32 30H346c-20 0-30-10-32-30z");
    p.flat("M306 270h36l24 400h-20c-14 0-20-8-22-24z", "#fffaf0", 0.3);
    p.solid("M290 400h220l-16 170H306z", p.choice.pick(["#c59762", p.dark, p.accent, tones.ink]));
    p.line("M292 416h216M304 556h192", tones.ink, 4, 0.25);
    p.solid(rect(262, 200, 276, 66, 20), p.dark);
    p.solid(rect(300, 160, 200, 50, 18), p.dark);
    p.flat(rect(430, 172, 46, 18, 9), tones.ink);
  },
  "espresso-cup": (p) => {
    p.floor();
    p.foot(240);
    steam(p, 390, 350);
    p.line("M510 470c90-14 80 110-10 100", p.dark, 28);
    p.solid("M150 640h500c-20 36-120 50-250 50s-230-14-250-50z", p.dark, "down");
    p.flat(ellipse(400, 640, 250, 24), p.light);
    p.flat(ellipse(400, 646, 120, 12), p.deep, 0.3);
    p.skin("M250 410h280c0 140-50 240-100 240h-80c-50 0-100-100-100-240z");
    p.flat("M276 430h40c4 90 20 150 46 200-50-10-80-90-86-200z", "#fffaf0", 0.3);
    p.flat(ellipse(390, 412, 140, 22), p.deep);
    p.flat(ellipse(390, 416, 126, 16), "#a9743f");
    if (p.choice.next() < 0.5) p.line("M262 500c70 24 186 24 256 0", p.accent, 12, 0.85);
  },
} satisfies Record<string, Drawing>;
