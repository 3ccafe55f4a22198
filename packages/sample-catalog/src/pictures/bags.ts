import { circle, ellipse, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

function strapEnds(p: Pen, ...places: readonly (readonly [x: number, y: number])[]): void {
  for (const [x, y] of places) {
    p.solid(rect(x - 15, y, 30, 90, 6), tones.leather);
    p.solid(rect(x - 20, y + 44, 40, 30, 6), tones.brass);
    p.flat(rect(x - 11, y + 52, 22, 14, 3), tones.leather);
  }
}

export const bagDrawings = {
  backpack: (p) => {
    p.floor();
    p.foot(190);
    p.line("M350 150c0-60 100-60 100 0", p.dark, 18);
    p.line("M238 330c-50 60-50 220-20 300M562 330c50 60 50 220 20 300", p.deep, 26);
    p.skin("M230 330c0-130 60-190 170-190s170 60 170 190v300c0 40-20 60-60 60H290c-40 0-60-20-60-60z");
    p.line("M262 330c10-90 50-130 138-130s128 40 138 130", p.deep, 7, 0.6);
    p.solid(rect(380, 192, 40, 16, 6), tones.brass);
    p.skin(rect(262, 440, 276, 210, 36));
    p.line(rect(262, 440, 276, 210, 36), p.deep, 5, 0.35);
    p.line("M286 480h228", p.deep, 8, 0.6);
    p.solid(rect(480, 474, 36, 14, 6), tones.brass);
    p.flat(rect(352, 340, 96, 60, 8), p.choice.pick([tones.leather, tones.paper, p.accent]));
    p.line("M374 370h52", tones.ink, 5, 0.5);
    p.line("M250 270v90M246 300v40", p.pale, 6, 0.4);
  },
  "roll-top-backpack": (p) => {
    p.floor();
    p.foot(180);
    p.line("M240 360c-46 60-46 200-16 280M560 360c46 60 46 200 16 280", p.deep, 26);
    p.skin("M240 240h320v390c0 40-20 60-60 60H300c-40 0-60-20-60-60z");
    p.skin("M250 170h300c30 0 30 110 0 110H250c-30 0-30-110 0-110z", "down");
    p.line("M248 206h304M244 244h312", p.deep, 5, 0.4);
    p.line("M330 170v360M470 170v360", tones.leather, 18);
    p.solid(`${rect(312, 360, 36, 28, 5)}${rect(452, 360, 36, 28, 5)}`, tones.brass);
    p.skin(rect(268, 470, 264, 180, 26));
    p.line(rect(268, 470, 264, 180, 26), p.deep, 5, 0.35);
    p.line("M330 470v70M470 470v70", tones.leather, 18);
    p.flat(rect(370, 560, 60, 40, 6), tones.leather);
  },
  "tote-bag": (p) => {
    const print = p.choice.whole(0, 3);
    p.floor();
    p.foot(190);
    p.line("M300 380C290 60 510 60 500 380", p.dark, 20);
    p.skin("M210 320h380l24 340c2 20-10 30-30 30H216c-20 0-32-10-30-30z");
    p.flat("M210 320h380l3 36H207z", p.deep, 0.22);
    p.line("M206 344h388", p.pale, 4, 0.6);
    p.line("M300 400V330M500 400V330", p.dark, 20);
    p.line("M292 346l16 50M308 346l-16 50M492 346l16 50M508 346l-16 50", p.pale, 4, 0.7);
    if (print === 0) p.flat(circle(400, 530, 70), p.accent);
    if (print === 1)
      p.line("M290 500q55-50 110 0t110 0M290 550q55-50 110 0t110 0M290 600q55-50 110 0t110 0", p.accent, 14);
    if (print === 2) p.flat("M400 450l90 90-90 90-90-90zM400 490l-50 50 50 50 50-50z", p.pale, 0.85);
    if (print === 3)
      p.line(
        "M400 630V500M400 560c-50 0-70-30-70-60 40 0 70 20 70 60zM400 530c0-50 30-70 70-70 0 40-20 70-70 70z",
        p.pale,
        10,
      );
  },
  "duffel-bag": (p) => {
    p.floor();
    p.foot(290);
    p.line("M290 430C280 180 520 180 510 430", tones.leather, 22);
    p.skin(
      "M110 520c0-110 50-150 120-150h340c70 0 120 40 120 150s-40 170-110 170H220c-70 0-110-60-110-170z",
      "down",
    );
    p.flat(
      "M110 520c0-110 50-150 120-150h20c-60 40-70 250-10 320h-20c-70 0-110-60-110-170zM690 520c0-110-50-150-120-150h-20c60 40 70 250 10 320h20c70 0 110-60 110-170z",
      p.deep,
      0.3,
    );
    p.line("M250 390h300", p.deep, 10, 0.7);
    p.line("M250 390h300", tones.brass, 3);
    p.line("M290 420v254M510 420v254", tones.leather, 24);
    p.solid(`${rect(272, 470, 36, 30, 5)}${rect(492, 470, 36, 30, 5)}`, tones.brass);
    p.flat(rect(340, 500, 120, 110, 10), p.deep, 0.25);
    p.line("M340 516h120", p.pale, 4, 0.5);
  },
  "messenger-bag": (p) => {
    p.floor();
    p.foot(250);
    p.line("M170 440C180 40 620 40 630 440", p.dark, 26);
    p.solid(rect(376, 122, 64, 34, 6), tones.brass, "down");
    p.skin(rect(150, 370, 500, 320, 34));
    p.flat(rect(150, 600, 500, 90, 34), p.deep, 0.3);
    p.skin("M146 400c0-30 16-46 40-46h428c24 0 40 16 40 46v120c0 50-20 70-60 70H206c-40 0-60-20-60-70z");
    p.line("M168 400v116c0 40 14 52 44 52h376c30 0 44-12 44-52V400", p.pale, 4, 0.55);
    strapEnds(p, [270, 520], [530, 520]);
  },
  wallet: (p) => {
    p.turned(p.choice.pick([-12, 10]), 400, 420, () => {
      p.solid(rect(270, 190, 240, 160, 12), "#7e9a84");
      p.flat(rect(270, 214, 240, 26), tones.ink, 0.7);
      p.solid(rect(300, 228, 240, 140, 12), p.accent);
      p.drop(rect(180, 280, 440, 320, 34));
      p.skin(rect(180, 280, 440, 320, 34));
      p.line(rect(196, 296, 408, 288, 24), p.pale, 4, 0.55);
      p.line("M210 360h380M210 420h380", p.deep, 5, 0.4);
      p.skin("M620 390v90H530c-56 0-56-90 0-90z");
      p.line("M612 398h-80c-46 0-46 74 0 74h80", p.deep, 4, 0.5);
      p.solid(circle(538, 435, 15), tones.brass, "round");
    });
  },
  "wash-bag": (p) => {
    p.floor();
    p.foot(250);
    p.line("M640 480c70-10 70 110 0 100", p.dark, 18);
    p.skin(
      "M180 420c10-60 50-80 100-80h240c50 0 90 20 100 80l30 210c4 40-16 60-60 60H210c-44 0-64-20-60-60z",
    );
    p.line("M200 420c10-40 40-50 90-50h220c50 0 80 10 90 50", p.deep, 16, 0.65);
    p.line("M200 420c10-40 40-50 90-50h220c50 0 80 10 90 50", tones.brass, 4);
    p.solid(rect(206, 416, 22, 60, 8), tones.leather);
    p.line("M170 560h460", p.accent, p.choice.pick([12, 34]), 0.85);
    p.flat(rect(352, 470, 96, 54, 6), tones.leather);
    p.line("M374 497h52", tones.paper, 5, 0.8);
  },
  suitcase: (p) => {
    const kind = p.choice.whole(0, 2);
    p.floor();
    p.foot(180);
    p.line("M340 230V90h120v140", "#8b949c", 14);
    p.solid(rect(326, 72, 148, 30, 14), tones.ink);
    p.flat(`${ellipse(286, 690, 26, 24)}${ellipse(514, 690, 26, 24)}`, tones.ink);
    p.solid(rect(220, 200, 360, 480, 44), p.main);
    if (kind === 0)
      p.line(
        repeat(6, (i) => `M${270 + i * 52} 230v420`),
        p.deep,
        9,
        0.28,
      );
    if (kind === 1)
      p.line(
        repeat(7, (i) => `M246 ${260 + i * 60}h308`),
        p.deep,
        9,
        0.28,
      );
    if (kind === 2) p.line(rect(256, 240, 288, 400, 26), p.deep, 9, 0.28);
    p.line(
      repeat(2, (i) => `M${262 + i * 52} 232v416`),
      p.pale,
      4,
      0.35,
    );
    p.line("M220 440h360", p.deep, 6, 0.5);
    p.line("M360 216c0-30 80-30 80 0", p.deep, 16);
    p.solid(rect(548, 412, 40, 56, 8), tones.steel);
  },
  "belt-bag": (p) => {
    p.line("M180 400C60 330 80 180 240 170c180-10 420-30 480 60 40 70-20 140-100 170", p.dark, 30);
    p.line("M180 400C60 330 80 180 240 170c180-10 420-30 480 60 40 70-20 140-100 170", p.light, 4, 0.5);
    p.solid(rect(360, 136, 110, 60, 14), tones.ink);
    const body =
      "M170 400c20-40 60-50 110-50h240c50 0 90 10 110 50 30 120-40 220-150 220H320c-110 0-180-100-150-220z";
    p.drop(body);
    p.skin(body, "down");
    p.line("M190 424c60-30 360-30 420 0", p.deep, 16, 0.7);
    p.line("M190 424c60-30 360-30 420 0", tones.brass, 4);
    p.solid(rect(574, 420, 24, 60, 8), tones.leather);
    p.line("M230 500c40 90 300 90 340 0", p.deep, 6, 0.4);
    p.flat(rect(360, 478, 80, 46, 6), p.accent);
  },
  "laptop-sleeve": (p) => {
    p.turned(p.choice.pick([-9, 8]), 400, 400, () => {
      p.solid(rect(176, 200, 448, 200, 20), "#c6ccd1", "down");
      p.flat(rect(176, 200, 448, 12, 6), "#fffdf6", 0.6);
      p.drop(rect(150, 250, 500, 350, 26));
      p.skin(rect(150, 250, 500, 350, 26));
      p.line("M150 276c0-16 10-26 26-26h448c16 0 26 10 26 26", p.deep, 8, 0.4);
      p.line("M168 300v256c0 18 8 26 26 26h412c18 0 26-8 26-26V300", p.pale, 4, 0.6);
      p.solid("M370 236h60v66c0 36-60 36-60 0z", tones.leather);
      p.flat(circle(400, 302, 9), tones.brass);
      p.flat(rect(540, 510, 70, 44, 5), tones.leather);
      p.line("M170 480h300", p.accent, 12, 0.8);
    });
  },
} satisfies Record<string, Drawing>;
