import { circle, ellipse, polygon, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

/** A plant in the middle of a pot's rim. */
function plant(p: Pen, rim: number): void {
  const kind = p.choice.whole(0, 2);
  const leaf = p.choice.pick(["#4f8157", "#6a9460", "#3f7265"]);
  if (kind === 0) {
    for (const turn of [-62, -38, -14, 10, 34, 60]) {
      p.turned(turn, 400, rim, () => {
        p.solid(`M400 ${rim}c-50-90-40-200 0-270 40 70 50 180 0 270z`, leaf);
        p.line(`M400 ${rim}V${rim - 230}`, "#d9e6c8", 4, 0.45);
      });
    }
  } else if (kind === 1) {
    for (const [turn, length] of [
      [-44, 210],
      [-18, 270],
      [14, 250],
      [40, 200],
    ] as const) {
      p.turned(turn, 400, rim, () => {
        p.line(`M400 ${rim}V${rim - length}`, "#4b6f4c", 8);
        p.solid(
          `M400 ${rim - length - 60}c70 10 90 70 60 120-20 10-40 10-60 0-20 10-40 10-60 0-30-50-10-110 60-120z`,
          leaf,
        );
        p.line(`M400 ${rim - length - 40}v90`, "#d9e6c8", 4, 0.45);
      });
    }
  } else {
    p.solid(`M330 ${rim}c-20-90-10-250 70-250s90 160 70 250z`, leaf);
    p.solid(
      `M470 ${rim - 90}c80 0 70-60 66-100-4-30-44-30-46 0 0 40 0 50-30 50zM330 ${rim - 60}c-80 0-74-60-70-90 4-30 42-30 44 0 0 30 4 44 30 44z`,
      leaf,
    );
    p.line(`M370 ${rim - 220}v200M400 ${rim - 234}v220M430 ${rim - 220}v200`, "#d9e6c8", 4, 0.5);
    p.flat(circle(400, rim - 254, 24), "#e07a5f");
  }
}

export const gardenDrawings = {
  "plant-pot": (p) => {
    p.floor();
    p.foot(180);
    plant(p, 430);
    p.solid("M230 662h340l-10 20c-4 8-10 10-20 10H260c-10 0-16-2-20-10z", p.dark, "down");
    p.skin("M244 450h312l-34 214c-2 14-12 20-26 20H304c-14 0-24-6-26-20z");
    p.skin(rect(226, 410, 348, 62, 14));
    p.flat(rect(240, 466, 320, 12), p.deep, 0.25);
    const band = p.choice.whole(0, 2);
    if (band === 0) p.line("M266 560h268", p.pale, 18, 0.6);
    if (band === 1) p.line("M262 580l34-40 34 40 34-40 34 40 34-40 34 40 34-40 34 40", p.pale, 9, 0.7);
  },
  "fluted-pot": (p) => {
    p.floor();
    p.foot(170);
    plant(p, 430);
    p.skin("M226 410h348c6 140-30 230-70 280H296c-40-50-76-140-70-280z");
    p.line(
      repeat(9, (i) => `M${252 + i * 37} 424Q${270 + i * 32.5} 580 ${312 + i * 22} 684`),
      p.deep,
      9,
      0.24,
    );
    p.line(
      repeat(9, (i) => `M${242 + i * 37} 424Q${260 + i * 32.5} 580 ${302 + i * 22} 684`),
      p.pale,
      4,
      0.4,
    );
    p.flat(ellipse(400, 412, 174, 16), tones.soil);
  },
  "footed-pot": (p) => {
    p.floor();
    p.foot(170);
    plant(p, 400);
    p.line("M300 600l-24 90M500 600l24 90M400 600v84", tones.wood, 24);
    p.skin("M220 380h360v120c0 100-60 140-180 140s-180-40-180-140z");
    p.flat("M252 400h44v150c0 30 10 50 30 66-50-16-74-50-74-110z", "#fffaf0", 0.25);
    p.flat(ellipse(400, 382, 180, 18), tones.soil);
  },
  "watering-can": (p) => {
    p.floor();
    p.foot(200, 430);
    p.line("M350 400C340 190 700 230 574 590", p.dark, 22);
    p.solid("M320 640L150 360l36-20 150 180z", p.main);
    p.solid("M120 380l90-60-20-30c-40-10-90 20-100 60z", tones.brass);
    p.line("M84 320l-16-20M112 296l-10-26M146 280v-28", "#8fb9d0", 7);
    p.skin("M300 410h260l26 256c2 16-8 24-24 24H298c-16 0-26-8-24-24z");
    p.flat("M326 430h40l-10 240h-44z", "#fffaf0", 0.25);
    p.solid("M300 414c20-60 150-60 170 0z", p.dark);
    p.line("M292 480h276M280 620h302", p.deep, 6, 0.35);
  },
  trowel: (p) => {
    p.turned(p.choice.pick([38, 44, -38]), 400, 400, () => {
      const blade =
        "M330 420c0-20 14-30 34-30h72c20 0 34 10 34 30v120c0 80-40 130-70 160-30-30-70-80-70-160z";
      p.drop(`${blade}${rect(368, 70, 64, 220, 30)}`);
      p.solid("M386 280h28l6 120h-40z", "#98a2ab");
      p.solid(blade, "#b9c1c8");
      p.flat("M384 410h32v200c-4 24-10 40-16 54-6-14-12-30-16-54z", "#6f7a83", 0.4);
      p.solid(rect(376, 264, 48, 40, 6), tones.brass);
      p.skin("M368 110c0-56 64-56 64 0 0 40-10 60-4 100l4 60h-64l4-60c6-40-4-60-4-100z");
      p.line("M400 88c-40-50 30-70 20-10", tones.leather, 9);
    });
  },
  secateurs: (p) => {
    p.turned(p.choice.pick([24, -20]), 400, 400, () => {
      p.drop(
        "M380 380c-80 80-110 190-120 300l50 10c20-110 60-200 120-270zM420 380c80 80 110 190 120 300l-50 10c-20-110-60-200-120-270z",
      );
      p.solid("M400 420C330 330 340 190 420 110c40 100 40 220 10 300z", "#c3cad0");
      p.flat("M400 400C350 320 356 210 416 130c10 90 4 180-16 270z", "#fffdf6", 0.5);
      p.solid("M410 420c50-40 90-120 60-230-20 60-40 120-90 190z", tones.iron);
      p.skin("M410 370c100 70 130 190 140 300 2 34-44 40-50 6-20-110-60-190-130-260z");
      p.skin("M390 370c-100 70-130 190-140 300-2 34 44 40 50 6 20-110 60-190 130-260z");
      p.line("M290 640c8-60 30-130 60-180M510 640c-8-60-30-130-60-180", p.pale, 6, 0.5);
      p.line("M366 480q34 30 68 0M356 510q44 34 88 0", tones.steel, 7);
      p.solid(circle(400, 396, 30), tones.steel, "round");
      p.flat(circle(400, 396, 10), tones.iron);
    });
  },
  "bird-house": (p) => {
    p.solid(rect(388, 600, 24, 220), tones.walnut);
    p.drop(polygon(240, 330, 560, 330, 540, 620, 260, 620));
    p.skin(polygon(244, 330, 400, 190, 556, 330, 540, 620, 260, 620));
    p.line("M254 420h292M258 500h284M260 570h280", p.deep, 5, 0.25);
    p.solid(circle(400, 400, 56), tones.walnut, "round");
    p.flat(circle(400, 402, 46), tones.ink);
    p.line("M400 500v40", tones.wood, 16);
    p.solid(
      polygon(400, 130, 620, 330, 588, 364, 400, 196, 212, 364, 180, 330),
      p.choice.pick([tones.walnut, "#64727e", "#a24838"]),
    );
    p.solid(rect(236, 610, 328, 28, 8), tones.wood, "down");
    p.solid(
      "M470 560c10-40 60-50 80-20l30 4-24 16c-10 40-70 50-110 30z",
      p.choice.pick(["#4d6e97", "#d19f39", "#b2583b"]),
    );
    p.flat(circle(534, 548, 5), tones.ink);
    p.line("M500 594v20M520 592v22", tones.brass, 5);
  },
  "seed-packet": (p) => {
    p.turned(p.choice.pick([-8, 7]), 400, 400, () => {
      p.drop(rect(230, 120, 340, 520, 10));
      p.flat(rect(230, 120, 340, 520, 10), tones.paper);
      p.flat(rect(230, 120, 340, 46, 10), p.dark);
      p.line("M250 178h300", p.dark, 3, 0.5);
      p.flat(ellipse(400, 380, 130, 150), p.pale);
      p.line(
        "M400 520V330M400 470c-60 0-80-30-80-60 50 0 80 20 80 60zM400 440c60 0 80-30 80-60-50 0-80 20-80 60z",
        tones.leaf,
        9,
      );
      p.flat(
        "M400 470c-60 0-80-30-80-60 50 0 80 20 80 60zM400 440c60 0 80-30 80-60-50 0-80 20-80 60z",
        tones.leaf,
      );
      for (let petal = 0; petal < 8; petal += 1)
        p.turned(petal * 45, 400, 310, () => p.flat(ellipse(400, 272, 16, 30), p.main));
      p.flat(circle(400, 310, 20), tones.brass);
      p.line("M290 570h220M320 600h160", p.dark, 9, 0.8);
    });
    p.flat(
      repeat(7, (i) => ellipse(560 + ((i * 37) % 110), 650 + ((i * 29) % 70), 11, 7)),
      tones.walnut,
    );
  },
  "planter-box": (p) => {
    p.floor();
    p.foot(310);
    for (const [x, bloom] of [
      [190, "#e07a5f"],
      [300, "#efcd49"],
      [400, "#a698c4"],
      [500, "#e5b8aa"],
      [610, "#e07a5f"],
    ] as const) {
      p.line(`M${x} 480V340M${x} 440c-40-10-50-40-50-60M${x} 440c40-10 50-40 50-60`, tones.leaf, 10);
      p.flat(`M${x - 50} 380q50 10 50 60-50-6-50-60zM${x + 50} 380q-50 10-50 60 50-6 50-60z`, tones.leaf);
      p.flat(
        `${circle(x - 24, 330, 24)}${circle(x + 24, 330, 24)}${circle(x, 306, 24)}${circle(x, 354, 24)}`,
        bloom,
      );
      p.flat(circle(x, 330, 15), "#fff3c4");
    }
    p.flat(rect(130, 450, 540, 40, 8), tones.soil);
    p.skin(rect(110, 470, 580, 206, 10));
    p.line("M110 540h580M110 608h580", p.deep, 6, 0.3);
    p.skin(`${rect(140, 460, 40, 226, 6)}${rect(620, 460, 40, 226, 6)}`);
    p.solid(`${rect(150, 676, 50, 18, 4)}${rect(600, 676, 50, 18, 4)}`, p.deep);
  },
} satisfies Record<string, Drawing>;
