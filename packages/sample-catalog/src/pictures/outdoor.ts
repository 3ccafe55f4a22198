import { circle, ellipse, polygon, rect, repeat } from "./paths.ts";
import { type Drawing, tones } from "./pen.ts";

export const outdoorDrawings = {
  "dome-tent": (p) => {
    p.floor();
    p.foot(300);
    p.line("M120 640l-40 50M680 640l40 50", tones.ink, 4, 0.5);
    p.skin("M110 690C150 420 280 270 400 270s250 150 290 420z");
    p.flat("M400 270C520 270 650 420 690 690H560C540 470 480 320 400 270z", p.deep, 0.28);
    p.flat("M400 270c-70 60-150 230-170 420h300c-20-190-70-360-130-420z", p.light);
    p.flat("M392 330c-50 90-84 220-92 360h176c-8-140-34-270-84-360z", p.deep);
    p.flat("M392 330c-50 90-84 220-92 360h50c0-150 12-270 42-360z", p.pale);
    p.line("M110 690C150 420 280 270 400 270s250 150 290 420", p.dark, 7);
    p.flat(polygon(400, 240, 440, 254, 400, 268), p.accent);
    p.line("M400 270v-34", tones.ink, 5);
  },
  "tunnel-tent": (p) => {
    p.floor();
    p.foot(320);
    p.skin("M80 690c0-150 60-250 150-262l330-38c90 0 160 130 160 300z");
    p.line(
      "M230 428c-60 60-70 180-66 262M350 414c-40 80-44 190-42 276M470 400c-20 90-20 200-16 290",
      p.deep,
      6,
      0.4,
    );
    p.flat("M560 390c90 0 160 130 160 300H440c0-170 40-300 120-300z", p.light);
    p.flat("M572 470c-50 40-70 130-70 220h150c0-90-30-190-80-220z", p.deep);
    p.flat("M572 470c-50 40-70 130-70 220h36c0-90 8-180 34-220z", p.pale);
    p.line("M560 390c90 0 160 130 160 300M560 390c-80 0-120 130-120 300", p.dark, 7);
    p.line("M80 690l-38 6M720 690l40 6", tones.ink, 4, 0.5);
  },
  "ridge-tent": (p) => {
    p.floor();
    p.foot(310);
    p.line("M330 300L60 690M480 262l270 400", tones.ink, 3, 0.45);
    p.skin(polygon(330, 300, 490, 262, 700, 650, 540, 690), "down");
    p.flat(polygon(330, 300, 490, 262, 700, 650, 540, 690), p.deep, 0.22);
    p.skin(polygon(330, 300, 120, 690, 540, 690));
    p.flat(polygon(330, 330, 252, 690, 410, 690), p.deep);
    p.flat("M330 330l-78 360h40c30-120 40-240 38-360zM330 330l80 360h-34c-34-120-46-240-46-360z", p.pale);
    p.line("M330 274v50", tones.wood, 12);
    p.line("M330 300L120 690M330 300l210 390M330 300l160-38", p.dark, 6);
    p.flat(polygon(336, 276, 390, 290, 336, 304), p.accent);
  },
  "sleeping-bag": (p) => {
    const bag =
      "M270 170c0-70 260-70 260 0 60 60 50 200 20 380-14 90-60 120-150 120s-136-30-150-120c-30-180-40-320 20-380z";
    p.turned(p.choice.pick([-14, 12]), 400, 400, () => {
      p.drop(bag);
      p.skin(bag);
      p.flat("M300 210c0-60 200-60 200 0 10 60-20 110-100 110s-110-50-100-110z", p.deep);
      p.flat("M316 232c0-50 168-50 168 0 6 44-20 76-84 76s-90-32-84-76z", p.accent);
      p.line(
        "M240 350c80 40 240 40 322 0M246 440c80 36 230 36 310 0M258 530c70 32 214 32 286 0",
        p.deep,
        6,
        0.35,
      );
      p.line("M452 316c14 90 12 190-6 300", tones.ink, 6, 0.5);
      p.flat(rect(440, 330, 26, 44, 8), tones.brass);
    });
  },
  "camp-stove": (p) => {
    p.floor();
    p.foot(190);
    p.solid(rect(270, 500, 260, 190, 56), p.choice.pick(["#3b6d8f", "#b2583b", "#4e7556"]));
    p.flat(rect(270, 570, 260, 60), tones.paper);
    p.flat("M400 576c22 24 18 46 0 48-20-2-22-22 0-48z", "#dc5b34");
    p.solid(rect(362, 430, 76, 76, 12), tones.steel);
    p.skin(rect(380, 350, 40, 90, 8));
    p.solid(rect(420, 452, 110, 16, 8), p.main);
    p.solid(circle(540, 460, 24), p.main, "round");
    p.skin("M310 330h180l-40 44H350z", "down");
    p.line("M340 340L250 300v-34M460 340l90-40v-34M400 330v-60", p.deep, 14);
    for (const [x, height] of [
      [340, 70],
      [380, 96],
      [420, 96],
      [460, 70],
    ] as const) {
      p.flat(
        `M${x} ${326 - height}c24 30 22 ${height - 20} 0 ${height}-22-20-24-${height - 40} 0-${height}z`,
        "#4f9bd9",
        0.75,
      );
      p.flat(
        `M${x} ${346 - height}c12 20 12 ${height - 40} 0 ${height - 26}-12-14-12-${height - 50} 0-${height - 26}z`,
        "#f5fbff",
        0.9,
      );
    }
  },
  "water-bottle": (p) => {
    p.floor();
    p.foot(130);
    p.line("M366 170c-10-84 78-84 68 0", p.dark, 16);
    p.solid(rect(346, 150, 108, 76, 18), tones.ink);
    p.solid(rect(356, 220, 88, 30, 4), tones.steel);
    p.skin("M300 330c0-60 30-90 60-90h80c30 0 60 30 60 90v310c0 34-16 50-50 50H350c-34 0-50-16-50-50z");
    p.flat("M326 330c0-40 14-60 34-66v400c-24-2-34-14-34-40z", "#fffaf0", 0.25);
    p.flat(rect(300, 600, 200, 22), p.accent, 0.9);
    p.line("M350 500l36-58 26 34 24-38 36 62z", p.pale, 8);
    p.flat(circle(446, 424, 11), p.pale);
  },
  headlamp: (p) => {
    p.drop(
      `M134 410c30 130 140 176 266 176s236-46 266-176l-52 0c-30 90-120 124-214 124s-184-34-214-124z${rect(270, 440, 260, 200, 60)}`,
    );
    p.line("M160 410c0-190 480-190 480 0", p.deep, 56);
    p.line("M160 410c20 110 120 150 240 150s220-40 240-150", p.dark, 60);
    p.line("M160 410c20 110 120 150 240 150s220-40 240-150", p.main, 52);
    p.line("M152 420c20 110 128 156 248 156s228-46 248-156", p.pale, 4, 0.5);
    p.solid(rect(226, 470, 60, 110, 18), p.deep);
    p.solid(rect(514, 470, 60, 110, 18), p.deep);
    p.solid(rect(270, 440, 260, 200, 60), tones.ink);
    p.solid(rect(284, 454, 232, 172, 50), p.main);
    p.glow(circle(400, 540, 150), "around");
    p.solid(circle(400, 540, 72), tones.steel);
    p.flat(circle(400, 540, 58), "#fff3c4");
    p.flat(circle(400, 540, 30), "#fffdf2");
    p.flat(rect(364, 428, 72, 20, 8), "#c63a33");
  },
  hammock: (p) => {
    p.floor();
    p.foot(220, 400, 700);
    p.solid("M70 120h44l10 580H56z", tones.walnut);
    p.solid("M690 120h44l10 580h-68z", tones.walnut);
    p.line(
      "M104 300l90 70M104 300l90 96M104 300l84 44M696 300l-90 70M696 300l-90 96M696 300l-84 44",
      tones.paper,
      5,
    );
    p.line("M74 300h42M684 300h42", tones.ink, 14, 0.7);
    p.flat("M180 330c100 110 340 110 440 0-20 60-100 120-220 120S200 390 180 330z", p.deep);
    p.skin("M180 340c40 160 120 220 220 220s180-60 220-220c-80 90-150 110-220 110s-140-20-220-110z");
    p.line(
      "M204 400c70 80 130 100 196 100s126-20 196-100M230 460c60 60 110 76 170 76s110-16 170-76",
      p.accent,
      14,
      0.8,
    );
    p.line(
      repeat(9, (i) => `M${240 + i * 40} ${[470, 512, 538, 552, 558, 552, 538, 512, 470][i]}v36`),
      p.accent,
      6,
    );
  },
  "trekking-poles": (p) => {
    for (const [angle, x] of [
      [10, 290],
      [-10, 510],
    ] as const) {
      p.turned(angle, x, 400, () => {
        p.drop(rect(x - 12, 120, 24, 580, 10));
        p.solid(rect(x - 9, 330, 18, 300, 4), tones.steel);
        p.solid(rect(x - 12, 260, 24, 190, 6), p.main);
        p.flat(rect(x - 12, 300, 24, 30), p.accent);
        p.solid(rect(x - 18, 440, 36, 40, 8), tones.ink);
        p.solid(rect(x - 22, 110, 44, 160, 20), "#c59762");
        p.line(`M${x - 20} 160h40M${x - 20} 190h40M${x - 20} 220h40`, tones.walnut, 4, 0.5);
        p.solid(rect(x - 26, 92, 52, 36, 16), tones.ink);
        p.line(`M${x + 10} 130c70 10 60 120 4 140`, p.deep, 10);
        p.solid(ellipse(x, 628, 46, 12), tones.ink);
        p.solid(polygon(x - 9, 636, x + 9, 636, x, 690), tones.iron);
      });
    }
  },
  "camp-chair": (p) => {
    p.floor();
    p.foot(230);
    p.line("M250 690l270-200M550 690L280 490", tones.wood, 20);
    p.line("M276 690l-16-500M524 690l16-500", tones.walnut, 20);
    p.skin("M256 200h288l10 210H246z", "down");
    p.flat("M256 200h288l2 34H254z", p.accent);
    p.line("M262 396h276", p.deep, 5, 0.4);
    p.skin("M216 470h368l-26 60c-100 30-216 30-316 0z", "down");
    p.line("M226 484h348", p.pale, 5, 0.6);
    p.solid(rect(196, 372, 60, 22, 11), tones.wood);
    p.solid(rect(544, 372, 60, 22, 11), tones.wood);
    p.line("M220 394v80M580 394v80", tones.walnut, 14);
    p.line("M250 690l150-115M550 690L400 575", tones.wood, 20);
  },
  "cool-box": (p) => {
    p.floor();
    p.foot(270);
    p.line("M190 400V290c0-30 20-46 50-46h320c30 0 50 16 50 46v110", tones.steel, 20);
    p.solid(rect(150, 410, 500, 280, 34), p.main);
    p.flat(rect(150, 600, 500, 40), p.pale, 0.6);
    p.solid(rect(134, 340, 532, 96, 30), tones.paper);
    p.flat(rect(134, 416, 532, 14), p.deep, 0.22);
    p.solid(rect(236, 396, 46, 84, 10), tones.steel);
    p.solid(rect(518, 396, 46, 84, 10), tones.steel);
    p.flat(rect(340, 490, 120, 64, 12), p.pale);
    p.line("M400 500v44M381 511l38 22M419 511l-38 22", p.dark, 6);
    p.flat(circle(600, 656, 12), tones.ink);
  },
} satisfies Record<string, Drawing>;
