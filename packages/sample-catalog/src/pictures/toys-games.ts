import { circle, polygon, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

const paints = ["#c63a33", "#ec8c3a", "#efcd49", "#578c52", "#2f8386", "#315bb0", "#6c4463"];

function pawn(p: Pen, x: number, y: number, colour: string): void {
  p.solid(`M${x - 30} ${y}c0-50 20-60 20-90h20c0 30 20 40 20 90z`, colour);
  p.solid(circle(x, y - 104, 24), colour, "round");
}

function blocks(p: Pen, hues: readonly string[]): void {
  const [a = "", b = "", c = "", d = "", e = ""] = hues;
  p.floor();
  p.foot(260);
  p.solid(rect(170, 560, 130, 130, 10), a);
  p.solid(rect(310, 560, 180, 130, 10), tones.wood);
  p.flat("M350 690a50 50 0 0 1 100 0z", tones.walnut);
  p.solid(rect(500, 560, 130, 130, 10), b);
  p.solid(rect(210, 430, 170, 124, 10), c);
  p.solid(rect(420, 430, 160, 124, 10), p.main);
  p.solid(rect(300, 310, 200, 114, 10), tones.wood);
  p.solid(polygon(290, 304, 400, 180, 510, 304), d);
  p.solid(circle(660, 650, 40), e, "round");
  p.flat(circle(235, 625, 30), "#fffaf0", 0.75);
  p.flat(polygon(565, 596, 600, 656, 530, 656), "#fffaf0", 0.75);
  p.flat(rect(266, 464, 58, 58, 6), "#fffaf0", 0.75);
  p.line("M320 350h160M330 384h130M330 600h30M440 600h36", tones.walnut, 4, 0.3);
}

function stackedRings(p: Pen, hues: readonly string[]): void {
  p.floor();
  p.foot(210);
  p.solid(rect(384, 190, 32, 460, 16), tones.wood);
  p.solid(rect(200, 650, 400, 40, 20), tones.wood);
  for (const [index, hue] of hues.slice(0, 6).entries()) {
    const half = 180 - index * 23;
    p.solid(rect(400 - half, 586 - index * 66, half * 2, 66, 33), hue, "down");
    p.flat(rect(400 - half + 30, 598 - index * 66, half, 10, 5), "#fffaf0", 0.4);
  }
  p.solid(circle(400, 206, 44), p.main, "round");
}

export const toyGameDrawings = {
  "board-game": (p) => {
    const scene = p.choice.whole(0, 2);
    p.floor();
    p.foot(270);
    p.solid(rect(160, 190, 480, 500, 12), p.main);
    p.flat(rect(160, 640, 480, 50, 12), p.deep, 0.5);
    p.flat(rect(190, 220, 420, 330, 8), p.pale);
    p.flat(circle(480, 320, 60), p.accent);
    if (scene === 0) p.flat("M190 480l110-150 90 110 70-80 150 140v50H190z", p.dark);
    if (scene === 1)
      p.flat("M190 500h420v50H190zM260 500V360l50-60 50 60v140zM400 500V400h50v-60h50v60h50v100z", p.dark);
    if (scene === 2) {
      p.flat("M270 470h260l-40 60H310zM390 300h14v170h-14zM410 310l110 140H410zM384 340l-80 110h80z", p.dark);
      p.line("M190 540q35-24 70 0t70 0 70 0 70 0 70 0 70 0", p.deep, 9);
    }
    p.flat(rect(230, 572, 340, 46, 8), tones.paper);
    p.line("M280 595h240", p.deep, 10);
    pawn(p, 590, 700, p.accent);
    pawn(p, 220, 706, "#e07a5f");
    p.solid(rect(280, 660, 50, 50, 10), tones.paper);
    p.flat(`${circle(294, 674, 6)}${circle(316, 696, 6)}${circle(305, 685, 6)}`, tones.ink);
  },
  jigsaw: (p) => {
    const piece = (x: number, y: number) =>
      `M${x} ${y}h60c-20-50 60-50 40 0h60v60c50-20 50 60 0 40v60h-60c20-50-60-50-40 0h-60v-60c-50 20-50-60 0-40z`;
    const places = [
      [230, 200, p.main],
      [400, 200, p.accent],
      [230, 370, p.dark],
      [400, 370, p.light],
    ] as const;
    for (const [x, y] of places) p.drop(piece(x, y));
    for (const [x, y, colour] of places) p.solid(piece(x, y), colour);
    p.flat("M230 500c80-110 120-60 170-90 60-40 110-30 160-70v190H230z", p.deep, 0.18);
    p.flat(circle(490, 280, 34), "#fffaf0", 0.6);
    for (const [x, y] of places) p.line(piece(x, y), "#fffaf0", 4, 0.65);
    p.turned(28, 590, 600, () => {
      p.drop(piece(510, 540));
      p.solid(piece(510, 540), p.main);
    });
  },
  "building-blocks": (p) => blocks(p, p.choice.shuffle(paints)),
  "wooden-blocks": (p) => blocks(p, [p.light, p.dark, p.main, p.dark, p.light]),
  "toy-train": (p) => {
    p.floor();
    p.line("M40 704h720", tones.walnut, 14);
    p.line(
      repeat(12, (i) => `M${60 + i * 62} 704v14`),
      tones.wood,
      26,
    );
    p.solid(rect(110, 440, 150, 170, 10), tones.wood);
    p.solid(rect(90, 410, 200, 40, 14), p.accent);
    p.flat(rect(140, 470, 90, 70, 8), "#dfeaf0");
    p.solid(rect(90, 590, 240, 60, 12), p.dark);
    p.line("M330 630h70", tones.iron, 14);
    p.solid(rect(390, 590, 320, 60, 12), p.dark);
    p.solid(rect(400, 380, 140, 220, 12), p.main);
    p.solid(rect(380, 350, 180, 40, 14), p.accent);
    p.flat(rect(430, 420, 80, 80, 10), "#dfeaf0");
    p.solid("M540 460h130c40 0 40 140 0 140H540z", p.main, "down");
    p.line("M580 460v140M630 460v140", tones.brass, 10);
    p.solid("M600 460V380l-20-40h90l-20 40v80z", tones.ink);
    for (const x of [150, 270, 440, 550, 660]) {
      p.solid(circle(x, 656, 42), tones.wood, "round");
      p.flat(circle(x, 656, 16), p.main);
    }
    p.flat(`${circle(640, 270, 34)}${circle(690, 220, 44)}${circle(610, 220, 24)}`, "#fffdf6", 0.75);
  },
  "playing-cards": (p) => {
    const card = rect(290, 180, 220, 340, 20);
    p.turned(-34, 400, 660, () => {
      p.drop(card);
      p.flat(card, tones.paper);
      p.solid(rect(304, 194, 192, 312, 12), p.main);
      p.line(
        repeat(6, (i) => `M314 ${220 + i * 50}l43-25 43 25 43-25 43 25`),
        p.pale,
        6,
        0.6,
      );
      p.flat(circle(400, 350, 46), p.dark);
    });
    const heart = "M400 410c-90-60-80-130-36-130 20 0 32 16 36 28 4-12 16-28 36-28 44 0 54 70-36 130z";
    const spade =
      "M400 280c50 50 80 70 80 110 0 36-50 40-66 14l14 40h-56l14-40c-16 26-66 22-66-14 0-40 30-60 80-110z";
    const diamond = polygon(400, 270, 460, 350, 400, 430, 340, 350);
    for (const [turn, suit, colour] of [
      [-12, spade, tones.ink],
      [10, heart, "#c63a33"],
      [32, p.choice.pick([diamond, heart]), "#c63a33"],
    ] as const) {
      p.turned(turn, 400, 660, () => {
        p.drop(card);
        p.flat(card, tones.paper);
        p.line(card, tones.ink, 2, 0.25);
        p.flat(suit, colour);
        p.flat(`${circle(318, 212, 9)}${circle(482, 488, 9)}`, colour);
      });
    }
  },
  kite: (p) => {
    const sail = polygon(430, 90, 640, 300, 400, 600, 250, 270);
    p.drop(sail);
    p.skin(sail);
    p.flat(polygon(430, 90, 640, 300, 420, 296), p.accent);
    p.flat(polygon(250, 270, 420, 296, 400, 600), p.dark);
    p.flat(polygon(430, 90, 420, 296, 250, 270), p.pale, 0.85);
    p.line("M430 90L400 600M250 270l390 30", tones.walnut, 7);
    p.line("M400 600c-60 40 30 80-30 110s-120-30-180 20-60 40-110 30", tones.ink, 4, 0.6);
    for (const [x, y, turn] of [
      [372, 660, 30],
      [290, 712, 80],
      [180, 724, 120],
    ] as const) {
      p.turned(turn, x, y, () => p.solid(`M${x} ${y}l-44-24v48zM${x} ${y}l44-24v48z`, p.main));
    }
  },
  "chess-set": (p) => {
    p.floor();
    p.foot(310);
    p.solid(polygon(180, 556, 620, 556, 722, 690, 78, 690), p.light);
    const rows = [
      [566, 594],
      [594, 630],
      [630, 678],
    ] as const;
    for (const [row, [top, bottom]] of rows.entries()) {
      for (let column = row % 2; column < 8; column += 2) {
        const at = (line: number, y: number) => Math.round(400 + (line - 4) * (51 + (y - 566) * 0.19));
        const square = [
          `M${at(column, top)} ${top}H${at(column + 1, top)}`,
          `L${at(column + 1, bottom)} ${bottom}H${at(column, bottom)}z`,
        ].join("");
        p.flat(square, p.deep, 0.75);
      }
    }
    const king = (x: number, y: number, colour: string) => {
      p.solid(`M${x - 56} ${y}c0-40 30-40 34-200h44c4 160 34 160 34 200z`, colour);
      p.solid(rect(x - 62, y - 22, 124, 26, 12), colour);
      p.solid(`M${x - 34} ${y - 200}c-20-50 10-70 34-70s54 20 34 70z`, colour);
      p.solid(rect(x - 40, y - 206, 80, 18, 9), colour);
      p.line(`M${x} ${y - 270}v-50M${x - 18} ${y - 300}h36`, colour, 12);
    };
    king(290, 650, "#e6cfa2");
    king(510, 640, tones.walnut);
    pawn(p, 400, 690, "#e6cfa2");
    pawn(p, 620, 670, tones.walnut);
  },
  "stacking-rings": (p) => stackedRings(p, p.choice.next() < 0.5 ? paints : paints.toReversed()),
  "wooden-rings": (p) => stackedRings(p, [p.dark, p.main, p.light, p.dark, p.main, p.light]),
} satisfies Record<string, Drawing>;
