import { circle, ellipse, polygon, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

/** A beam of light from a shade that widens to the floor. */
function beam(p: Pen, x: number, y: number, top: number, bottom: number, length: number): void {
  p.glow(polygon(x - top, y, x + top, y, x + bottom, y + length, x - bottom, y + length), "down");
}

export const lightingDrawings = {
  "desk-lamp": (p) => {
    p.floor();
    p.foot(130, 290);
    p.line("M290 670l-60-230 240-190", p.dark, 18);
    p.line("M290 670l-60-230 240-190", p.light, 5, 0.5);
    p.solid(circle(230, 440, 22), tones.brass, "round");
    p.solid(circle(470, 250, 18), tones.brass, "round");
    p.turned(-34, 500, 250, () => {
      beam(p, 500, 338, 106, 170, 240);
      p.flat(circle(500, 338, 40), "#fff3c4");
      p.skin("M470 180h60c10 50 70 90 80 160H390c10-70 70-110 80-160z");
      p.flat("M474 196c-4 50-50 90-62 140h34c4-50 30-90 40-140z", "#fffaf0", 0.28);
      p.solid(rect(474, 152, 52, 34, 10), p.dark);
    });
    p.skin("M180 690c0-30 40-40 110-40s110 10 110 40z");
  },
  "dome-pendant": (p) => {
    beam(p, 400, 470, 220, 330, 330);
    p.line("M400 0v230", tones.ink, 7);
    p.solid(rect(376, 210, 48, 56, 14), tones.brass);
    p.flat(ellipse(400, 484, 80, 46), "#fff6d8");
    p.skin("M160 470c0-140 110-220 240-220s240 80 240 220z");
    p.flat("M204 450c10-90 70-140 136-164-44 50-66 100-72 164z", "#fffaf0", 0.28);
    p.flat(ellipse(400, 470, 240, 26), p.deep);
    p.flat(ellipse(400, 474, 210, 18), "#fff0c2");
  },
  "factory-pendant": (p) => {
    beam(p, 400, 450, 240, 340, 350);
    p.line("M400 0v180", tones.ink, 7);
    p.solid(rect(372, 160, 56, 90, 10), p.dark);
    p.line("M372 190h56M372 214h56", p.deep, 5, 0.6);
    p.flat(circle(400, 470, 46), "#fff6d8");
    p.skin("M350 240h100c10 80 60 130 210 190l-10 24H150l-10-24c150-60 200-110 210-190z");
    p.flat("M364 250c-6 80-60 130-176 184h60c80-50 120-110 128-184z", "#fffaf0", 0.25);
    p.flat(rect(140, 430, 520, 24, 10), tones.paper);
  },
  "globe-pendant": (p) => {
    p.line("M400 0v190", tones.ink, 7);
    p.glow(circle(400, 410, 360), "around");
    p.solid(rect(360, 170, 80, 46, 12), p.choice.pick([tones.brass, tones.ink]));
    p.skin(circle(400, 410, 210), "round");
    p.glow(circle(400, 410, 200), "around");
    p.line(
      repeat(5, (i) => {
        const half = [150, 192, 208, 192, 150][i] ?? 0;
        return `M${400 - half} ${270 + i * 70}q${half} 40 ${2 * half} 0`;
      }),
      p.dark,
      4,
      0.35,
    );
    p.flat(ellipse(320, 320, 50, 34), "#fffdf6", 0.6);
  },
  "floor-lamp": (p) => {
    p.floor();
    p.foot(120, 400, 706);
    beam(p, 400, 320, 130, 190, 386);
    p.line("M400 300v400", tones.ink, 12);
    p.solid("M310 710c0-22 40-30 90-30s90 8 90 30z", tones.ink);
    p.skin("M316 120h168l60 210H256z");
    p.flat("M336 130l-50 190h44l36-190z", "#fffaf0", 0.35);
    p.flat(rect(256, 320, 288, 14, 6), p.dark);
    p.line("M470 334v60", tones.brass, 4);
    p.flat(circle(470, 400, 8), tones.brass);
  },
  "tripod-lamp": (p) => {
    p.floor();
    p.foot(190, 400, 706);
    beam(p, 400, 340, 140, 200, 360);
    p.line("M400 380l10 300", tones.walnut, 16);
    p.line("M396 370L250 706M404 370l146 336", tones.wood, 20);
    p.line("M330 540h140", tones.brass, 8);
    p.solid(rect(370, 340, 60, 50, 10), tones.brass);
    p.solid(rect(250, 130, 300, 220, 12), p.main);
    p.flat(rect(280, 136, 50, 208, 20), "#fffaf0", 0.35);
    p.flat(`${rect(250, 130, 300, 14, 6)}${rect(250, 336, 300, 14, 6)}`, p.dark);
  },
  "arc-lamp": (p) => {
    p.floor();
    p.foot(110, 230, 706);
    beam(p, 560, 350, 90, 170, 356);
    p.line("M230 690C200 60 520 40 560 250", p.dark, 14);
    p.line("M226 690C196 56 520 36 556 250", p.light, 4, 0.6);
    p.solid(rect(150, 670, 160, 40, 12), tones.paper);
    p.line("M166 690c30-10 60 10 130-6", tones.steel, 4, 0.6);
    p.flat(circle(560, 356, 34), "#fff3c4");
    p.skin("M450 360c0-80 50-120 110-120s110 40 110 120z");
    p.flat("M478 348c4-50 30-76 60-88-14 26-20 52-22 88z", "#fffaf0", 0.3);
  },
  "table-lamp": (p) => {
    p.floor();
    p.foot(130);
    beam(p, 400, 390, 180, 260, 300);
    p.line("M400 380v90", tones.brass, 14);
    p.skin(
      p.choice.pick([
        "M360 450h80c0 40 70 60 70 130 0 60-40 110-70 110h-80c-30 0-70-50-70-110 0-70 70-90 70-130z",
        "M372 450h56c10 60 70 150 70 200 0 30-20 40-50 40h-96c-30 0-50-10-50-40 0-50 60-140 70-200z",
        "M350 450h100l50 220c4 14-6 20-20 20H320c-14 0-24-6-20-20z",
      ]),
    );
    p.solid("M310 170h180l90 230H220z", "#f3e8d4");
    p.line(
      repeat(9, (i) => `M${330 + i * 18} 176L${250 + i * 38} 394`),
      "#cbb892",
      4,
      0.55,
    );
    p.flat(rect(220, 390, 360, 14, 6), p.main);
    p.flat(rect(308, 164, 184, 12, 6), p.main);
  },
  "mushroom-lamp": (p) => {
    p.floor();
    p.foot(150);
    p.glow(ellipse(400, 470, 330, 240), "around");
    p.skin("M350 400h100c0 120 20 200 60 250 20 26 4 40-20 40H310c-24 0-40-14-20-40 40-50 60-130 60-250z");
    p.flat("M350 400h100c0 30 2 60 4 84H346c2-24 4-54 4-84z", "#fff0c2", 0.7);
    p.skin("M170 400c0-130 110-220 230-220s230 90 230 220c0 20-14 26-34 26H204c-20 0-34-6-34-26z", "round");
    p.flat("M212 380c10-80 70-130 130-148-50 50-70 90-76 148z", "#fffaf0", 0.35);
    p.flat(rect(190, 412, 420, 16, 8), "#fff0c2", 0.9);
  },
  lantern: (p) => {
    p.floor();
    p.foot(160);
    p.line("M290 270C270 80 530 80 510 270", tones.ink, 12);
    p.skin("M340 200h120l60 80H280z", "down");
    p.flat(rect(290, 280, 220, 350), "#fff3c4", 0.6);
    p.glow(circle(400, 440, 210), "around");
    p.solid(rect(350, 500, 100, 130, 8), tones.paper);
    p.flat("M400 400c34 46 30 84 0 90-30-6-34-44 0-90z", "#f6a93b");
    p.flat("M400 440c16 22 14 42 0 46-14-4-16-24 0-46z", "#fffdf2");
    p.flat(polygon(300, 290, 350, 290, 300, 460), "#fffdf6", 0.6);
    p.skin(`${rect(276, 276, 22, 360)}${rect(502, 276, 22, 360)}${rect(391, 276, 14, 100)}`);
    p.skin(rect(256, 626, 288, 64, 10), "down");
    p.skin(rect(262, 268, 276, 22, 6), "down");
    p.solid(circle(400, 190, 20), p.main, "round");
  },
  "string-lights": (p) => {
    const bulbs = [
      [90, 222],
      [215, 292],
      [350, 318],
      [485, 306],
      [610, 262],
      [720, 196],
      [150, 470],
      [290, 530],
      [430, 544],
      [570, 514],
      [690, 446],
    ];
    p.line("M-10 150C180 360 560 380 810 120", p.main, 9);
    p.line("M-10 370C200 600 580 600 810 350", p.main, 9);
    for (const [x = 0, y = 0] of bulbs) {
      p.glow(circle(x, y + 66, 80), "around");
      p.solid(rect(x - 14, y - 8, 28, 40, 6), p.dark);
      p.solid(`M${x - 14} ${y + 30}c-40 40-20 84 14 84s54-44 14-84z`, "#ffd778", "round");
      p.line(`M${x - 6} ${y + 52}l6 30 6-30`, "#fffdf2", 4);
    }
  },
  "wall-sconce": (p) => {
    p.glow(ellipse(450, 330, 300, 260), "around");
    p.drop(rect(250, 380, 90, 200, 40));
    p.skin(rect(250, 380, 90, 200, 40));
    p.line("M300 480c60 60 150 40 150-60", p.dark, 16);
    p.solid(rect(420, 400, 60, 30, 8), p.dark);
    p.solid("M390 220h120l50 190H340z", "#f5ead5");
    p.flat("M406 230l-44 170h36l30-170z", "#fffdf6", 0.6);
    p.flat(`${rect(340, 400, 220, 12, 6)}${rect(388, 214, 124, 10, 5)}`, p.main);
    p.solid(circle(295, 430, 10), tones.brass, "round");
    p.line("M295 580v240", tones.ink, 5, 0.7);
  },
  "half-moon-sconce": (p) => {
    p.glow(polygon(190, 360, 610, 360, 720, 20, 80, 20), "up");
    p.glow(polygon(270, 560, 530, 560, 600, 780, 200, 780), "down");
    p.drop("M170 360h460c0 130-100 220-230 220S170 490 170 360z");
    p.skin("M170 360h460c0 130-100 220-230 220S170 490 170 360z");
    p.flat("M206 384h60c6 70 40 120 90 160-80-10-140-70-150-160z", "#fffaf0", 0.28);
    p.flat(rect(170, 352, 460, 16, 8), "#fff3c4");
  },
  "light-bulb": (p) => {
    const round = p.choice.next() < 0.5;
    const glass = round
      ? "M360 540c0-50-130-110-130-230 0-100 76-170 170-170s170 70 170 170c0 120-130 180-130 230z"
      : "M360 540c0-60-90-140-90-250 0-90 60-150 130-150s130 60 130 150c0 110-90 190-90 250z";
    p.glow(circle(400, 310, 310), "around");
    p.flat(glass, p.main, 0.6);
    p.flat(glass, "#ffe9ae", 0.55);
    p.line("M384 540V400l-40-120 28 60 28-60 28 60 28-60-40 120v140", "#e08a2c", 6);
    p.line(glass, p.deep, 5, 0.4);
    p.flat("M300 300c0-60 30-100 70-114-24 40-34 80-30 150-20 10-40-10-40-36z", "#fffdf6", 0.6);
    p.solid(rect(350, 536, 100, 110, 14), tones.brass);
    p.line("M350 566h100M350 592h100M350 618h100", tones.walnut, 6, 0.5);
    p.solid("M374 646h52l-14 34h-24z", tones.ink);
  },
} satisfies Record<string, Drawing>;
