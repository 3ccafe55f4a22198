import { circle, ellipse, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

function driver(p: Pen, x: number, y: number, r: number): void {
  p.solid(circle(x, y, r), tones.iron, "round");
  p.line(circle(x, y, r * 0.86), "#6b7177", r * 0.1);
  p.solid(circle(x, y, r * 0.7), p.choice.pick(["#2b2e33"]), "round");
  p.solid(circle(x, y, r * 0.28), p.accent, "round");
}

function knob(p: Pen, x: number, y: number, r: number, colour: string): void {
  p.solid(circle(x, y, r), colour, "round");
  p.line(circle(x, y, r * 0.8), tones.ink, 3, 0.25);
  p.turned(p.choice.whole(-120, 120), x, y, () =>
    p.flat(rect(x - 3, y - r * 0.9, 6, r * 0.45, 3), tones.ink),
  );
}

export const audioDrawings = {
  headphones: (p) => {
    p.drop("M180 430c-20-350 460-350 440 0l-30 10c0-300-380-300-380 0z");
    p.line("M206 430c-20-330 408-330 388 0", p.deep, 40);
    p.line("M208 420c-16-310 400-310 384 0", p.main, 26);
    p.line("M270 226c70-80 190-80 260 0", p.dark, 44);
    p.line("M274 216c70-70 182-70 252 0", p.light, 6, 0.6);
    p.solid(`${rect(190, 380, 36, 80, 10)}${rect(574, 380, 36, 80, 10)}`, tones.steel);
    p.solid(`${rect(214, 410, 66, 230, 33)}${rect(520, 410, 66, 230, 33)}`, tones.ink);
    p.skin(
      "M150 450c0-30 30-40 80-36v220c-50 6-80-6-80-36-20-40-20-100 0-148zM650 450c0-30-30-40-80-36v220c50 6 80-6 80-36 20-40 20-100 0-148z",
    );
    p.line("M172 470c-10 40-10 70 0 106M628 470c10 40 10 70 0 106", p.pale, 7, 0.5);
  },
  earbuds: (p) => {
    p.floor();
    p.foot(190, 400, 696);
    for (const [x, side] of [
      [310, -1],
      [490, 1],
    ] as const) {
      p.solid(rect(x - 17, 250, 34, 170, 17), p.main);
      p.solid(circle(x + side * 14, 240, 62), p.main, "round");
      p.solid(ellipse(x - side * 46, 246, 26, 34), tones.ink, "round");
      p.flat(circle(x + side * 20, 226, 18), "#fffaf0", 0.35);
      p.flat(rect(x - 8, 398, 16, 10, 5), tones.brass);
    }
    p.skin("M210 540c0-50 40-80 90-80h200c50 0 90 30 90 80v60c0 60-40 90-90 90H300c-50 0-90-30-90-90z");
    p.flat("M226 520c8-30 36-46 74-46h200c38 0 66 16 74 46z", tones.ink, 0.5);
    p.line("M212 552h376", p.deep, 6, 0.6);
    p.flat(circle(400, 590, 8), "#a4d1b9");
    p.flat("M240 580c0 50 24 80 60 90-40-2-74-30-74-70z", "#fffaf0", 0.3);
  },
  "portable-speaker": (p) => {
    const round = p.choice.next() < 0.5;
    p.floor();
    p.foot(round ? 170 : 270);
    p.line(round ? "M330 250c-20-120 160-120 140 0" : "M610 400c110-40 110 130 20 130", tones.leather, 18);
    const body = round ? rect(240, 230, 320, 460, 90) : rect(130, 350, 540, 340, 110);
    p.skin(body);
    p.flat(round ? rect(268, 300, 264, 330, 60) : rect(170, 390, 460, 260, 80), p.deep, 0.45);
    const [left, top, columns, lines] = round ? [300, 330, 8, 10] : [214, 422, 14, 7];
    p.line(
      repeat(
        columns * lines,
        (i) => `M${left + (i % columns) * 28.5} ${top + Math.floor(i / columns) * 31}h.1`,
      ),
      "#fffaf0",
      9,
      0.32,
    );
    p.flat(rect(352, round ? 566 : 606, 96, 36, 8), p.accent);
    p.line(round ? "M350 264h100" : "M330 372h140", p.pale, 8, 0.7);
  },
  "bookshelf-speakers": (p) => {
    p.floor();
    p.foot(300);
    for (const x of [130, 430]) {
      p.skin(rect(x, 230, 240, 460, 12));
      p.flat(rect(x + 16, 246, 208, 428, 8), tones.ink, 0.86);
      p.solid(circle(x + 120, 330, 46), tones.steel, "round");
      p.solid(circle(x + 120, 330, 28), tones.iron, "round");
      driver(p, x + 120, 500, 88);
      p.flat(rect(x + 70, 626, 100, 22, 11), "#14161a");
    }
  },
  turntable: (p) => {
    p.drop(rect(120, 190, 560, 440, 24));
    p.skin(rect(120, 190, 560, 440, 24));
    p.line(rect(132, 202, 536, 416, 18), p.pale, 4, 0.4);
    p.solid(circle(350, 410, 190), "#7d858c", "round");
    p.solid(circle(350, 410, 178), "#26282d", "round");
    for (const r of [158, 138, 118, 98]) p.line(circle(350, 410, r), "#fffaf0", 3, 0.13);
    p.flat("M350 410L220 300a170 170 0 0 1 60-50zM350 410l130 110a170 170 0 0 1-60 50z", "#fffaf0", 0.1);
    p.flat(circle(350, 410, 66), p.choice.pick(["#b2583b", "#d19f39", "#2f8386", "#e5b8aa"]));
    p.flat(circle(350, 410, 9), tones.paper);
    p.solid(circle(600, 270, 48), tones.steel, "round");
    p.line("M600 270l-10 210-90 60", "#d9dee2", 14);
    p.turned(-34, 490, 546, () => p.solid(rect(456, 530, 62, 30, 6), tones.ink));
    p.solid(circle(600, 270, 22), tones.iron, "round");
    p.solid(circle(616, 570, 24), tones.brass, "round");
  },
  radio: (p) => {
    p.floor();
    p.foot(280);
    p.line("M580 330L660 110", "#9aa4ac", 8);
    p.solid(circle(661, 106, 11), tones.steel, "round");
    p.line("M250 330c0-70 300-70 300 0", tones.leather, 22);
    p.skin(rect(120, 320, 560, 350, 60));
    p.solid(`${rect(190, 664, 50, 26, 6)}${rect(560, 664, 50, 26, 6)}`, tones.walnut);
    p.flat(rect(156, 360, 300, 270, 30), tones.paper);
    p.line(
      repeat(9, (i) => `M180 ${390 + i * 26}h252`),
      p.deep,
      9,
      0.5,
    );
    p.flat(rect(490, 370, 154, 84, 12), "#fff0c2");
    p.line(
      repeat(8, (i) => `M${508 + i * 17} 392v${i % 3 === 0 ? 30 : 18}`),
      tones.ink,
      4,
      0.7,
    );
    p.line("M560 384v58", "#c63a33", 6);
    knob(p, 526, 540, 42, tones.paper);
    knob(p, 618, 540, 30, tones.brass);
  },
  microphone: (p) => {
    p.floor();
    p.foot(160, 400, 702);
    p.solid("M240 704c0-30 70-44 160-44s160 14 160 44z", tones.ink);
    p.line("M400 660V560", tones.iron, 22);
    p.line("M270 320v90c0 200 260 200 260 0v-90", tones.iron, 20);
    p.solid(`${circle(270, 400, 20)}${circle(530, 400, 20)}`, tones.brass, "round");
    p.solid(rect(300, 110, 200, 280, 100), tones.steel);
    p.line(
      repeat(9, (i) => `M${316 + i * 21} 180v170`),
      tones.iron,
      4,
      0.45,
    );
    p.line(
      repeat(6, (i) => `M304 ${206 + i * 26}h192`),
      tones.iron,
      4,
      0.45,
    );
    p.flat("M330 190c4-40 20-60 40-64-20 40-20 120-14 240h-20c-8-50-8-120-6-176z", "#fffdf6", 0.4);
    p.skin("M300 360h200v60c0 80-40 120-100 120s-100-40-100-120z");
    p.flat(rect(300, 352, 200, 26, 6), p.accent);
    p.flat(circle(400, 450, 16), p.pale, 0.9);
  },
  amplifier: (p) => {
    p.floor();
    p.foot(290);
    p.solid(`${rect(160, 660, 70, 32, 8)}${rect(570, 660, 70, 32, 8)}`, tones.ink);
    p.skin(rect(110, 380, 580, 290, 16), "down");
    p.solid(`${rect(96, 370, 34, 310, 8)}${rect(670, 370, 34, 310, 8)}`, tones.walnut);
    knob(p, 250, 530, 84, p.light);
    for (const x of [420, 500, 580]) knob(p, x, 590, 26, p.light);
    p.flat(rect(380, 430, 250, 90, 10), tones.ink);
    for (const x of [442, 566]) {
      p.flat(rect(x - 50, 442, 100, 66, 6), "#ffe9ae");
      p.line(`M${x - 36} 470q36-26 72 0`, tones.ink, 4);
      p.line(`M${x} 504l${p.choice.whole(-26, 20)}-36`, "#c63a33", 5);
    }
    p.flat(circle(632, 600, 8), "#a4d1b9");
  },
  "valve-amplifier": (p) => {
    p.floor();
    p.foot(290);
    p.solid(rect(500, 290, 170, 220, 14), p.dark);
    for (const x of [180, 270, 360, 450]) {
      p.flat(ellipse(x, 400, 70, 110), "#f6a93b", 0.25);
      p.flat(`M${x - 36} 510V370c0-60 72-60 72 0v140z`, tones.glass, 0.75);
      p.solid(rect(x - 18, 390, 36, 100, 8), "#5b6269");
      p.line(`M${x - 8} 396v80M${x + 8} 396v80`, "#ffb64d", 6);
      p.flat(`M${x - 24} 480V370c0-14 4-24 10-30v140z`, "#fffdf6", 0.6);
      p.solid(rect(x - 38, 490, 76, 30, 6), tones.iron);
    }
    p.skin(rect(110, 510, 580, 150, 14), "down");
    p.solid(rect(96, 640, 608, 50, 10), tones.walnut, "down");
    knob(p, 220, 590, 44, tones.brass);
    knob(p, 340, 590, 30, tones.brass);
    p.flat(circle(620, 590, 10), "#ffb64d");
    p.line("M440 590h120", p.deep, 8, 0.5);
  },
  soundbar: (p) => {
    p.floor();
    p.foot(330);
    p.solid(rect(60, 520, 680, 170, 10), tones.wood, "down");
    p.line("M286 540v130M514 540v130", tones.walnut, 4, 0.6);
    p.flat(`${circle(262, 606, 8)}${circle(490, 606, 8)}${circle(538, 606, 8)}`, tones.walnut);
    p.flat(ellipse(400, 520, 320, 10), tones.ink, 0.3);
    p.skin(rect(70, 392, 660, 128, 34), "down");
    p.flat(rect(110, 414, 580, 84, 20), p.deep, 0.5);
    p.line(
      repeat(36, (i) => `M${130 + i * 15.5} 426v60`),
      p.light,
      5,
      0.4,
    );
    p.flat(rect(350, 436, 100, 40, 10), tones.ink);
    p.line("M370 456h40", "#a4d1b9", 6);
    p.flat(circle(432, 456, 5), "#a4d1b9");
    p.solid("M590 392v-70h60v70z", tones.paper);
    p.line("M620 330c-10-60 0-110 30-150M620 330c0-60-20-90-46-110", tones.leaf, 7);
    p.flat(
      "M650 180c-40 10-50 50-40 90 34-16 50-50 40-90zM574 220c0 40 20 60 46 70 4-36-14-60-46-70z",
      tones.leaf,
    );
  },
} satisfies Record<string, Drawing>;
