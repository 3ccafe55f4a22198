import { circle, ellipse, rect, repeat } from "./paths.ts";
import { type Drawing, tones } from "./pen.ts";

export const kitchenDrawings = {
  kettle: (p) => {
    p.floor();
    p.foot(210);
    p.line("M262 380C250 190 550 190 538 380", tones.ink, 22);
    p.solid("M330 234c20-30 120-30 140 0l-8 34H338z", p.choice.pick([tones.wood, tones.walnut, tones.ink]));
    p.solid("M540 500c60-10 60-100 100-140l34 20c-30 50-30 170-120 210z", p.main);
    p.skin("M220 640c-10-150 60-270 180-270s190 120 180 270c-2 34-20 50-50 50H270c-30 0-48-16-50-50z");
    p.flat("M262 600c-4-100 30-170 90-196-30 60-46 130-40 220-4 26-46 20-50-24z", "#fffaf0", 0.24);
    p.solid("M320 388c10-40 150-40 160 0z", p.dark);
    p.solid(circle(400, 346, 22), p.choice.pick([tones.brass, tones.ink, tones.wood]), "round");
    p.flat(rect(232, 668, 336, 22, 10), p.deep, 0.4);
  },
  "gooseneck-kettle": (p) => {
    p.floor();
    p.foot(200, 420);
    p.line("M560 420c110-10 110 190 10 200", tones.ink, 26);
    p.line("M300 620c-90 0-70-110-90-190s-50-90-80-80", p.dark, 26);
    p.line("M300 616c-86 0-66-110-86-190s-50-90-80-80", p.main, 16);
    p.skin("M292 690l26-280c4-24 18-34 40-34h130c22 0 36 10 40 34l26 280z");
    p.flat("M322 680l24-250c4-20 14-28 30-30l-20 280z", "#fffaf0", 0.3);
    p.solid("M346 378c20-36 134-36 154 0z", p.dark);
    p.solid(rect(408, 306, 30, 44, 10), p.choice.pick([tones.wood, tones.ink, tones.walnut]));
    p.flat(rect(286, 670, 274, 20, 8), tones.ink, 0.8);
  },
  saucepan: (p) => {
    p.floor();
    p.foot(210, 360);
    p.solid("M520 456h220c24 0 24 40 0 40H520z", p.choice.pick([tones.ink, tones.wood, tones.steel]));
    p.flat(circle(724, 476, 9), "#fffaf0", 0.7);
    p.skin("M170 440h380v200c0 34-20 50-50 50H220c-30 0-50-16-50-50z");
    p.flat("M196 450h56v226c-36 0-56-10-56-40z", "#fffaf0", 0.25);
    p.solid(rect(156, 424, 408, 26, 13), p.dark);
    p.solid("M180 424c10-70 350-70 360 0z", p.light);
    p.solid(circle(360, 352, 26), tones.ink, "round");
    p.flat(circle(532, 476, 8), tones.paper);
  },
  casserole: (p) => {
    p.floor();
    p.foot(270);
    p.solid("M130 470c-50 0-60 60-10 70h60v-70zM670 470c50 0 60 60 10 70h-60v-70z", p.dark, "down");
    p.skin("M160 440h480v170c0 54-30 80-80 80H240c-50 0-80-26-80-80z");
    p.flat("M190 450h50v228c-34-4-50-26-50-68z", "#fffaf0", 0.25);
    p.solid(rect(146, 418, 508, 34, 16), p.main);
    p.skin("M166 418c20-130 448-130 468 0z");
    p.flat("M214 400c30-54 90-74 150-78-60 20-100 44-118 80z", "#fffaf0", 0.3);
    p.solid(rect(366, 290, 68, 24, 12), tones.brass);
    p.solid(rect(386, 300, 28, 30, 4), tones.brass);
    p.flat(rect(166, 446, 468, 10), p.deep, 0.3);
  },
  "kitchen-knife": (p) => {
    p.turned(-38, 400, 400, () => {
      const blade = "M330 360h340c40 0 60 14 70 34-60 60-130 80-230 80H330z";
      p.drop(`${blade}${rect(70, 360, 270, 70, 26)}`);
      p.solid(blade, "#c9d0d6", "down");
      p.flat("M336 440c140 10 280 0 404-46-60 60-130 80-230 80H336z", "#fffdf6", 0.65);
      p.line("M360 378h290", "#8d979f", 3, 0.6);
      p.skin("M80 366c60-14 180-8 236-8h24v74h-40c-70 0-120 20-190 14-50-4-64-66-30-80z", "down");
      p.solid(rect(316, 356, 30, 82, 4), tones.steel, "down");
      for (const x of [130, 200, 270]) p.solid(circle(x, 398, 10), tones.brass, "round");
    });
  },
  "chopping-board": (p) => {
    p.turned(p.choice.pick([-12, 10, 16]), 400, 400, () => {
      const board = `${rect(230, 250, 340, 430, 44)}M360 260c0-40-20-60-20-100 0-34 26-50 60-50s60 16 60 50c0 40-20 60-20 100z`;
      p.drop(board);
      p.skin(board);
      p.flat(circle(400, 164, 20), p.deep, 0.7);
      p.line(rect(262, 296, 276, 350, 30), p.deep, 6, 0.3);
      p.line(rect(265, 299, 276, 350, 30), p.pale, 3, 0.5);
    });
    p.turned(24, 480, 540, () => {
      p.drop(ellipse(480, 544, 70, 64));
      p.solid(ellipse(480, 544, 70, 64), "#d8503c", "round");
      p.flat("M480 500l12-30 10 22 30-12-20 26 20 14-30 2-14 20-8-22-30 10 14-24-26-10 32-4z", tones.leaf);
    });
  },
  "mixing-bowl": (p) => {
    p.floor();
    p.foot(180);
    p.turned(24, 560, 300, () => {
      p.solid(rect(545, 90, 26, 330, 13), tones.wood);
    });
    p.flat(ellipse(400, 412, 270, 46), p.dark);
    p.skin("M130 410c0 170 110 280 190 280h160c80 0 190-110 190-280-90 56-450 56-540 0z");
    p.flat("M166 450c14 110 70 184 120 206-30-60-44-110-46-186z", "#fffaf0", 0.26);
    p.line("M130 410c90 56 450 56 540 0", p.pale, 12);
    p.line("M160 504c90 46 390 46 480 0", p.accent, p.choice.pick([10, 20, 0.1]), 0.85);
    p.flat(rect(310, 676, 180, 14, 6), p.deep, 0.4);
  },
  apron: (p) => {
    p.line("M330 210c-30-130 170-130 140 0", p.dark, 16);
    p.line("M226 400c-60 10-90 50-86 110M574 400c60 10 90 50 86 110", p.dark, 14);
    const bib = "M310 196h180c4 90 30 160 100 190l6 300H204l6-300c70-30 96-100 100-190z";
    p.drop(bib);
    p.skin(bib);
    p.flat("M310 196h180l2 30H308z", p.deep, 0.3);
    p.flat(rect(290, 440, 220, 130, 14), p.deep, 0.25);
    p.line("M290 452h220M400 452v118", p.pale, 5, 0.7);
    p.solid(circle(326, 210, 13), tones.brass, "round");
    p.solid(circle(474, 210, 13), tones.brass, "round");
    p.line("M216 660h368", p.pale, 4, 0.6);
    p.turned(8, 340, 430, () => p.solid(rect(330, 386, 14, 100, 4), tones.wood));
  },
  "storage-jar": (p) => {
    const filling = p.choice.pick(["#c9873f", "#6b4630", "#e3c27a", "#a24838", "#7f7d49"]);
    p.floor();
    p.foot(160);
    p.flat(
      "M260 330c0-44 30-60 60-60h160c30 0 60 16 60 60v300c0 40-20 60-60 60H320c-40 0-60-20-60-60z",
      p.main,
      0.62,
    );
    p.solid("M276 420c80-24 160 20 248-6v210c0 34-14 50-48 50H324c-34 0-48-16-48-50z", filling);
    p.line(
      repeat(22, (i) => `M${300 + ((i * 67) % 200)} ${450 + ((i * 41) % 200)}h.1`),
      "#fffaf0",
      9,
      0.3,
    );
    p.flat("M284 340c0-24 12-36 28-40v360c-20-4-28-16-28-36z", "#fffdf6", 0.5);
    p.line(
      "M260 330c0-44 30-60 60-60h160c30 0 60 16 60 60v300c0 40-20 60-60 60H320c-40 0-60-20-60-60z",
      p.dark,
      5,
      0.6,
    );
    p.solid(
      p.choice.pick([rect(290, 190, 220, 84, 14), "M300 190h200l-14 88H314z"]),
      p.choice.pick([tones.wood, "#c59762", tones.steel]),
    );
    p.flat(rect(340, 500, 120, 74, 8), tones.paper);
    p.line("M362 526h76M362 548h50", tones.ink, 5, 0.6);
  },
  "ceramic-jar": (p) => {
    p.floor();
    p.foot(170);
    p.solid("M296 190h208l-16 100H312z", "#c59762");
    p.skin("M250 350c0-50 30-80 70-80h160c40 0 70 30 70 80v280c0 40-20 60-60 60H310c-40 0-60-20-60-60z");
    p.flat("M280 350c0-30 14-46 36-52v360c-24-4-36-16-36-44z", "#fffaf0", 0.25);
    p.line("M252 400h296M252 600h296", p.pale, 6, 0.6);
    p.flat(rect(330, 450, 140, 90, 10), tones.paper);
    p.line("M358 484h84M372 510h56", tones.ink, 6, 0.6);
  },
  "frying-pan": (p) => {
    p.turned(p.choice.pick([-40, -32, -48]), 400, 400, () => {
      p.drop(`${circle(310, 400, 210)}${rect(500, 372, 260, 56, 26)}`);
      p.solid("M490 376h240c36 0 36 48 0 48H490z", p.choice.pick([tones.wood, tones.ink, p.main]), "down");
      p.flat(circle(726, 400, 9), tones.paper, 0.8);
      p.solid(circle(310, 400, 210), p.dark, "round");
      p.skin(circle(310, 400, 190), "round");
      p.flat(circle(310, 400, 168), p.deep, 0.55);
    });
    p.flat("M262 420c-20-50 40-90 80-66 50-24 96 30 66 70 10 50-50 80-90 50-40 10-70-20-56-54z", "#fffdf6");
    p.solid(circle(334, 420, 34), "#f0b33c", "round");
  },
} satisfies Record<string, Drawing>;
