import { circle, polygon, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

function label(p: Pen, x: number, y: number): void {
  p.flat(rect(x, y, 180, 110, 8), tones.paper);
  p.line(rect(x + 10, y + 10, 160, 90, 4), p.dark, 3);
  p.line(`M${x + 40} ${y + 46}h100M${x + 56} ${y + 70}h68`, tones.ink, 6, 0.6);
}

function pencil(p: Pen, x: number, top: number, bottom: number, colour: string): void {
  p.solid(rect(x - 18, top + 60, 36, bottom - top - 60, 3), colour);
  p.flat(rect(x - 6, top + 60, 12, bottom - top - 60), "#fffaf0", 0.22);
  p.solid(polygon(x - 18, top + 62, x + 18, top + 62, x, top), "#e9cfa4");
  p.flat(polygon(x - 6, top + 20, x + 6, top + 20, x, top), colour);
}

export const stationeryDrawings = {
  notebook: (p) => {
    p.turned(p.choice.pick([-10, 8, 12]), 400, 400, () => {
      p.drop(rect(210, 130, 380, 540, 20));
      p.solid(rect(222, 140, 378, 532, 16), tones.paper);
      p.skin(rect(210, 130, 380, 530, 20));
      p.flat(rect(210, 130, 52, 530, 20), p.deep, 0.3);
      if (p.choice.next() < 0.6) label(p, 330, 230);
      else p.flat(circle(430, 300, 60), p.accent, 0.9);
      p.flat(rect(540, 130, 16, 530), p.deep, 0.75);
      p.flat(polygon(440, 660, 462, 660, 462, 720, 451, 706, 440, 720), p.accent);
    });
  },
  "spiral-notebook": (p) => {
    p.turned(p.choice.pick([-8, 9]), 400, 400, () => {
      p.drop(rect(220, 130, 380, 540, 14));
      p.solid(rect(232, 142, 374, 530, 12), tones.paper);
      p.skin(rect(220, 130, 380, 530, 14));
      label(p, 330, 240);
      p.flat(
        repeat(12, (i) => circle(248, 170 + i * 41, 9)),
        p.deep,
      );
      p.line(
        repeat(12, (i) => `M248 ${170 + i * 41}c-50-20-56 16-20 12`),
        "#8b949c",
        8,
      );
    });
  },
  "fountain-pen": (p) => {
    p.turned(-42, 400, 400, () => {
      p.drop(rect(110, 372, 580, 60, 28));
      p.solid("M640 376l110 24-110 24z", tones.brass, "down");
      p.line("M672 400h70", tones.walnut, 3);
      p.flat(circle(674, 400, 6), tones.walnut);
      p.solid(rect(580, 374, 66, 52, 12), tones.ink, "down");
      p.skin("M150 364h430v72H150c-56 0-56-72 0-72z", "down");
      p.flat("M140 376h430v12H140z", "#fffaf0", 0.45);
      p.solid(
        `${rect(350, 362, 14, 76)}${rect(374, 362, 8, 76)}${rect(566, 362, 16, 76)}`,
        tones.brass,
        "down",
      );
    });
    p.line("M150 690c50-40 70 30 110-6s60 20 90 0 40-10 60 0", p.main, 8, 0.85);
  },
  "pencil-set": (p) => {
    const colours = p.choice.shuffle([p.main, p.dark, p.accent, "#c63a33", "#d19f39", "#4d6e97", "#578c52"]);
    p.drop(rect(200, 400, 400, 280, 24));
    for (const [index, colour] of colours.slice(0, 6).entries()) {
      pencil(p, 250 + index * 60, 130 + ((index * 37) % 50), 600, colour);
    }
    p.solid(rect(196, 380, 408, 300, 20), p.main);
    p.flat(rect(196, 380, 408, 26, 12), p.pale, 0.5);
    p.flat(rect(250, 450, 300, 150, 10), tones.paper);
    p.line("M290 500h220M320 530h160M350 560h100", p.deep, 7, 0.7);
  },
  "pencil-case": (p) => {
    p.turned(-9, 400, 420, () => {
      pencil(p, 560, 170, 420, "#d19f39");
      pencil(p, 500, 200, 420, "#c63a33");
      p.drop(rect(120, 310, 560, 230, 56));
      p.skin(rect(120, 310, 560, 230, 56), "down");
      p.line("M160 346h480", p.deep, 20, 0.8);
      p.line("M160 346h480", tones.brass, 6);
      p.solid(rect(616, 332, 44, 26, 8), tones.brass);
      p.line("M640 358l14 60", p.accent, 14);
      p.flat(rect(170, 410, 110, 60, 6), tones.leather);
      p.line("M190 440h70", tones.paper, 5, 0.8);
      p.line("M150 512h500", p.pale, 4, 0.5);
    });
  },
  "desk-organiser": (p) => {
    p.floor();
    p.foot(260);
    pencil(p, 250, 220, 520, "#d19f39");
    pencil(p, 296, 260, 520, "#b2583b");
    p.solid(rect(330, 240, 20, 280, 8), "#4d6e97");
    p.flat(circle(340, 230, 24), "#4d6e97");
    p.skin(rect(190, 410, 200, 280, 14));
    p.solid(rect(420, 380, 150, 190, 8), tones.paper);
    p.line("M446 420h98M446 450h70M446 480h90", tones.ink, 5, 0.4);
    p.skin(rect(390, 510, 220, 180, 14));
    p.flat(rect(390, 510, 220, 14, 6), p.deep, 0.35);
    p.flat(rect(190, 410, 200, 14, 6), p.deep, 0.35);
    p.solid(rect(520, 560, 120, 130, 12), p.dark);
  },
  "greeting-cards": (p) => {
    const kind = p.choice.whole(0, 2);
    p.turned(11, 440, 430, () => {
      p.drop(rect(300, 270, 360, 260, 6));
      p.solid(rect(300, 270, 360, 260, 6), p.dark);
      p.flat(polygon(300, 270, 660, 270, 480, 420), p.main);
      p.line("M300 272l180 148 180-148", p.deep, 4, 0.5);
    });
    p.turned(-9, 330, 400, () => {
      p.drop(rect(190, 170, 290, 420, 6));
      p.flat(rect(190, 170, 290, 420, 6), tones.paper);
      p.line(rect(208, 188, 254, 384, 3), p.main, 5);
      if (kind === 0) {
        p.line("M336 520C330 420 340 360 334 260", tones.leaf, 8);
        for (const y of [300, 360, 420])
          p.flat(`M336 ${y + 40}q-90-10-80-60 70 0 80 60zM336 ${y + 40}q90-10 80-60-70 0-80 60z`, tones.leaf);
      } else if (kind === 1) {
        p.flat(
          "M335 500c-120-80-110-180-50-180 30 0 46 24 50 40 4-16 20-40 50-40 60 0 70 100-50 180z",
          p.dark,
        );
      } else {
        p.flat(circle(335, 340, 70), p.accent);
        p.line("M240 440q48-30 95 0t95 0M240 480q48-30 95 0t95 0M240 520q48-30 95 0t95 0", p.dark, 7);
      }
    });
  },
  "ink-bottle": (p) => {
    p.floor();
    p.foot(200);
    p.solid(rect(316, 250, 168, 110, 16), tones.ink);
    p.line(
      repeat(8, (i) => `M${336 + i * 18.5} 264v84`),
      "#fffaf0",
      4,
      0.16,
    );
    p.flat(
      "M200 440c0-60 60-80 130-80h140c70 0 130 20 130 80v200c0 34-18 50-50 50H250c-32 0-50-16-50-50z",
      "#dfe9ec",
    );
    p.solid("M222 470h356v160c0 26-14 38-40 38H262c-26 0-40-12-40-38z", p.main);
    p.flat("M230 440c4-34 34-44 66-50v280c-50 0-66-6-66-40z", "#fffdf6", 0.3);
    p.flat(rect(300, 500, 200, 120, 8), tones.paper);
    p.flat("M400 514c30 36 26 62 0 66-26-4-30-30 0-66z", p.main);
    p.line("M350 600h100", tones.ink, 6, 0.6);
    p.line(
      "M200 440c0-60 60-80 130-80h140c70 0 130 20 130 80v200c0 34-18 50-50 50H250c-32 0-50-16-50-50z",
      p.deep,
      5,
      0.35,
    );
  },
  planner: (p) => {
    const day = p.choice.whole(0, 27);
    p.turned(p.choice.pick([-7, 7]), 400, 400, () => {
      p.drop(rect(200, 130, 400, 540, 20));
      p.skin(rect(200, 130, 400, 540, 24));
      p.flat(rect(230, 210, 340, 330, 10), tones.paper);
      p.flat("M230 270v-50q0-10 10-10h320q10 0 10 10v50z", p.accent);
      p.flat(
        repeat(28, (i) => rect(252 + (i % 7) * 43, 292 + Math.floor(i / 7) * 58, 30, 38, 4)),
        "#d9d2c4",
      );
      p.flat(rect(252 + (day % 7) * 43, 292 + Math.floor(day / 7) * 58, 30, 38, 4), "#c63a33");
      p.line("M300 596h200", p.pale, 8, 0.8);
      p.line(
        repeat(3, (i) => `M${300 + i * 100} 110v60`),
        tones.steel,
        14,
      );
    });
  },
  "washi-tape": (p) => {
    for (const [x, y, colour] of [
      [290, 330, p.accent],
      [480, 300, p.dark],
      [400, 490, p.main],
    ] as const) {
      p.drop(circle(x, y, 130));
      p.solid(circle(x, y, 130), colour);
      p.line(circle(x, y, 104), "#fffaf0", p.choice.pick([6, 12, 18]), 0.5);
      p.line(circle(x, y, 122), p.deep, 4, 0.25);
      p.flat(circle(x, y, 80), "#dcc39a");
      p.flat(circle(x, y, 66), "#f3ece0");
      p.flat(`M${x - 66} ${y}a66 66 0 0 1 132 0a72 60 0 0 0-132 0z`, tones.ink, 0.16);
    }
    p.flat(polygon(516, 560, 700, 640, 682, 690, 640, 684, 470, 608), p.main);
    p.line("M520 586l150 68", "#fffaf0", 8, 0.55);
  },
} satisfies Record<string, Drawing>;
