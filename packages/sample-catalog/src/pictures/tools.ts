import { circle, ellipse, polygon, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

function handle(p: Pen, x: number): void {
  p.skin(`M${x - 24} 300h48l4 120c4 60 14 90 10 250-2 44-74 44-76 0-4-160 6-190 10-250z`);
  p.flat(`M${x - 36} 560h72l2 90c-6 50-70 50-76 0z`, p.deep, 0.4);
}

export const toolDrawings = {
  "claw-hammer": (p) => {
    p.turned(p.choice.pick([32, -30]), 400, 400, () => {
      p.drop(`${rect(362, 220, 76, 480, 34)}${rect(230, 150, 300, 100, 20)}`);
      handle(p, 400);
      p.solid("M350 140h110v110h-50v60h-60v-60h-40l-10 10h-60v-130h60l10 10z", "#8e979f", "down");
      p.solid(rect(226, 124, 40, 142, 12), "#b9c1c8", "down");
      p.solid("M450 140c70 0 130 30 160 110-50-40-90-40-160-10z", "#8e979f", "down");
    });
  },
  "ball-hammer": (p) => {
    p.turned(p.choice.pick([32, -30]), 400, 400, () => {
      p.drop(`${rect(362, 220, 76, 480, 34)}${rect(230, 150, 330, 100, 20)}`);
      handle(p, 400);
      p.solid(
        "M270 150h180c30 10 50 20 60 40-10 20-30 30-60 44h-10l-14 76h-60l-14-70h-82z",
        "#8e979f",
        "down",
      );
      p.solid(rect(226, 130, 56, 126, 16), "#b9c1c8", "down");
      p.solid(circle(530, 192, 52), "#a9b2b9", "round");
    });
  },
  screwdriver: (p) => {
    p.turned(p.choice.pick([40, -38]), 400, 400, () => {
      p.drop(`${rect(350, 100, 100, 270, 44)}${rect(390, 370, 20, 320)}`);
      p.solid("M388 360h24v290l10 16v26h-44v-26l10-16z", tones.steel);
      p.solid(rect(374, 340, 52, 46, 8), tones.iron);
      p.skin("M350 150c0-60 100-60 100 0 0 60-14 80-10 130l6 70h-92l6-70c4-50-10-70-10-130z");
      p.line("M376 140v180M400 130v200M424 140v180", p.deep, 9, 0.35);
      p.flat(rect(352, 250, 96, 24, 8), tones.ink, 0.75);
      p.flat("M366 130c4-24 14-30 26-32l-4 240h-20l4-60c4-50-8-80-6-148z", "#fffaf0", 0.25);
    });
  },
  "hand-saw": (p) => {
    p.turned(-24, 400, 400, () => {
      const blade = `M300 320l430 50v60H300z`;
      p.drop(blade);
      p.solid(blade, "#c3cad0", "down");
      p.flat(`M300 430${repeat(21, () => "l10 20 10-20")}z`, "#9aa4ac");
      p.line("M330 340l360 40", "#fffdf6", 5, 0.6);
      p.skin(
        "M130 300c40-40 120-30 170-10l40 20v120l-70 20-20 50c-10 30-60 60-100 30-50-40-70-170-20-230zM170 340c-30 50-10 120 20 140 20-10 30-40 40-70l20-50c-20-20-50-30-80-20z",
        "down",
      );
      p.solid(`${circle(300, 340, 11)}${circle(306, 410, 11)}`, tones.brass, "round");
    });
  },
  wrench: (p) => {
    p.turned(p.choice.pick([38, -36]), 400, 400, () => {
      const body =
        "M360 330l20 310c0 60 60 60 60 0l20-310c60-20 90-80 76-150l-60-60-36 76 16 54-66 30-60-40 10-120c-70 30-100 150-20 210z";
      p.drop(body);
      p.solid(body, p.main);
      p.flat(circle(410, 640, 14), tones.paper);
      p.flat("M392 360h36l-8 240h-20z", p.deep, 0.28);
      p.solid(rect(388, 270, 66, 40, 10), tones.iron);
      p.line("M400 272v36M412 272v36M424 272v36M436 272v36", tones.steel, 4);
      p.flat("M352 330c-50-50-40-120 0-170-16 60-4 120 40 150z", "#fffaf0", 0.35);
    });
  },
  "tape-measure": (p) => {
    p.floor();
    p.foot(220, 370);
    p.solid(rect(520, 610, 250, 36), "#f0cf4a", "down");
    p.line(
      repeat(12, (i) => `M${540 + i * 19} 612v${i % 4 === 0 ? 24 : 14}`),
      tones.ink,
      4,
    );
    p.solid(rect(756, 600, 14, 66, 3), tones.steel);
    p.skin("M170 420c0-120 90-190 200-190 120 0 180 80 180 190v230c0 24-14 40-40 40H210c-26 0-40-16-40-40z");
    p.flat("M200 420c0-90 60-150 140-160-60 50-90 110-90 200v190h-30c-14 0-20-8-20-20z", "#fffaf0", 0.25);
    p.solid(circle(356, 460, 120), tones.ink, "round");
    p.flat(circle(356, 460, 96), p.light);
    p.line("M310 440h92M326 474h60", tones.ink, 10, 0.75);
    p.solid(rect(318, 204, 100, 50, 14), tones.ink);
    p.flat(rect(170, 640, 380, 50, 18), tones.ink, 0.8);
  },
  pliers: (p) => {
    p.turned(p.choice.pick([16, -14]), 400, 400, () => {
      p.drop(
        "M300 420c-80 90-90 180-90 270h60c20-100 60-180 130-240zM500 420c80 90 90 180 90 270h-60c-20-100-60-180-130-240z",
      );
      p.solid("M404 130c40 20 60 80 60 180l-30 100-80 20-20-80c30-60 50-120 66-220z", "#98a2ab");
      p.solid("M396 130c-40 20-60 80-60 180l30 100 80 20 20-80c-30-60-50-120-66-220z", "#b4bdc4");
      p.line("M372 190h52M366 214h64M362 238h74", tones.iron, 5, 0.55);
      p.skin("M440 370c110 80 150 190 150 300 0 36-56 40-64 4-16-110-60-190-140-240z");
      p.skin("M360 370c-110 80-150 190-150 300 0 36 56 40 64 4 16-110 60-190 140-240z");
      p.line("M240 640c6-80 40-150 90-200M560 640c-6-80-40-150-90-200", p.pale, 7, 0.5);
      p.solid(circle(400, 376, 38), "#8e979f", "round");
      p.flat(circle(400, 376, 13), tones.iron);
    });
  },
  toolbox: (p) => {
    p.floor();
    p.foot(280);
    p.line("M290 330v-70c0-20 10-30 30-30h160c20 0 30 10 30 30v70", tones.iron, 24);
    p.solid(rect(310, 216, 180, 34, 14), tones.wood, "down");
    p.skin("M170 330h460l40 130H130z", "down");
    p.flat("M210 350h380l10 30H200z", "#fffaf0", 0.22);
    p.skin(rect(130, 460, 540, 230, 16));
    p.flat(rect(130, 452, 540, 20, 4), p.deep, 0.6);
    p.solid(`${rect(220, 436, 54, 84, 8)}${rect(526, 436, 54, 84, 8)}`, tones.steel, "down");
    p.flat(rect(340, 550, 120, 70, 8), p.pale, 0.9);
    p.line("M366 576h68M366 596h44", p.deep, 6, 0.6);
    p.line("M160 660h480", p.deep, 6, 0.3);
  },
  "tool-tote": (p) => {
    p.floor();
    p.foot(290);
    p.turned(-8, 250, 400, () => {
      p.solid(rect(238, 300, 24, 220, 6), tones.wood);
      p.solid(rect(196, 260, 110, 54, 12), "#8e979f", "down");
    });
    p.solid(rect(340, 330, 16, 180, 4), tones.steel);
    p.solid(rect(326, 240, 44, 110, 18), "#c63a33");
    p.solid(rect(532, 380, 16, 120, 4), tones.steel);
    p.solid(rect(518, 250, 44, 140, 18), "#315bb0");
    p.skin(
      `${polygon(110, 480, 150, 480, 200, 690, 140, 690)}${polygon(690, 480, 650, 480, 600, 690, 660, 690)}`,
    );
    p.solid(rect(120, 340, 30, 160, 12), p.dark);
    p.solid(rect(650, 340, 30, 160, 12), p.dark);
    p.skin(rect(110, 340, 580, 34, 17), "down");
    p.skin(polygon(110, 490, 690, 490, 660, 690, 140, 690), "down");
    p.line("M130 520h540", p.deep, 4, 0.35);
    p.solid(
      `${circle(160, 540, 9)}${circle(640, 540, 9)}${circle(176, 650, 9)}${circle(624, 650, 9)}`,
      tones.steel,
      "round",
    );
  },
  "pocket-knife": (p) => {
    p.turned(p.choice.pick([-28, -20, 24]), 400, 400, () => {
      const blade = "M420 360l250-10c50 0 90 20 110 46-70 20-150 34-250 34H420z";
      p.drop(`${blade}${rect(80, 350, 360, 96, 40)}`);
      p.solid(blade, "#c9d0d6", "down");
      p.flat("M440 416c110 4 220-2 336-20-70 20-150 34-250 34h-86z", "#fffdf6", 0.7);
      p.line("M520 372h110", "#8d979f", 5, 0.6);
      p.skin("M120 350c80-16 200-6 310 0v92c-110 10-200 26-310 10-56-10-56-92 0-102z", "down");
      p.solid(rect(404, 342, 44, 108, 8), tones.steel, "down");
      p.solid(`${circle(190, 402, 10)}${circle(340, 400, 10)}`, tones.brass, "round");
      p.line("M100 402c-60-10-70 60-40 80", tones.leather, 9);
    });
  },
  "multi-tool": (p) => {
    p.turned(p.choice.pick([-16, 14]), 400, 420, () => {
      p.drop(rect(170, 370, 460, 140, 70));
      p.turned(-30, 240, 400, () => p.solid("M220 390l8-200c20-30 40-10 48 30l10 180z", "#c9d0d6"));
      p.turned(-4, 360, 400, () => p.solid("M340 400V200c0-30 50-30 50 0v60h-22v140z", "#b4bdc4"));
      p.turned(40, 580, 400, () => p.solid("M560 400l10-220 20-20 20 20-4 220z", "#c9d0d6"));
      p.turned(14, 480, 400, () => p.line("M480 400V230c-60-30-10-90 30-50", "#98a2ab", 16));
      p.skin(rect(170, 370, 460, 140, 70), "down");
      p.line(rect(178, 378, 444, 124, 62), p.pale, 4, 0.5);
      p.flat(circle(260, 440, 34), tones.paper);
      p.line("M260 418v44M238 440h44", p.main, 12);
      p.solid(`${circle(560, 440, 12)}${circle(410, 440, 12)}`, tones.steel, "round");
    });
  },
  drill: (p) => {
    p.floor();
    p.foot(190, 330);
    p.solid(polygon(640, 308, 760, 318, 640, 328), "#8e979f", "down");
    p.solid("M550 270h70l30 24v48l-30 24h-70z", tones.iron, "down");
    p.line("M574 276v84M598 276v84", tones.steel, 4, 0.5);
    p.skin(
      "M180 250c0-30 20-50 50-50h270c40 0 60 30 60 60v100c0 30-20 50-50 50H230c-30 0-50-20-50-50z",
      "down",
    );
    p.skin("M230 400h170l-30 210H220z");
    p.flat("M250 420h70l-20 180h-60z", tones.ink, 0.75);
    p.solid("M380 420h40c20 0 14 40-6 60l-50 10z", tones.iron);
    p.solid(rect(170, 600, 260, 90, 22), tones.ink);
    p.flat(rect(190, 616, 220, 16, 8), p.light);
    p.flat(
      repeat(4, (i) => circle(330 + i * 22, 662, 6)),
      "#a4d1b9",
    );
    p.solid(rect(470, 200, 40, 210, 6), tones.ink);
    p.line("M220 260h70M220 290h70M220 320h70", p.deep, 9, 0.7);
    p.flat(ellipse(380, 270, 60, 26), p.pale, 0.8);
  },
} satisfies Record<string, Drawing>;
