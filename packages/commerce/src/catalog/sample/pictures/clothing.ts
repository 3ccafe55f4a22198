import { circle, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

const tee =
  "M300 150c30 40 170 40 200 0l80 30 110 150-90 64-40-44v310c0 20-8 30-28 30H268c-20 0-28-10-28-30V350l-40 44-90-64 110-150z";
const jumper =
  "M300 150c30 34 170 34 200 0l84 34c60 80 90 270 100 430l-84 14c-12-110-30-190-46-230v260c0 20-8 30-28 30H274c-20 0-28-10-28-30V398c-16 40-34 120-46 230l-84-14c10-160 40-350 100-430z";

function tShirt(p: Pen, decoration: () => void): void {
  p.drop(tee);
  p.skin(tee);
  decoration();
  p.flat("M300 150c30 40 170 40 200 0l20 8c-40 62-200 62-240 0z", p.deep, 0.35);
  p.line("M240 350l-12-60M560 350l12-60M244 664h312", p.deep, 5, 0.3);
}

function sweater(p: Pen, decoration: () => void): void {
  p.drop(jumper);
  p.skin(jumper);
  decoration();
  p.flat(
    "M246 640h308v18c0 20-8 30-28 30H274c-20 0-28-10-28-30zM116 614l84 14-5-44-76-12zM684 614l-84 14 5-44 76-12z",
    p.deep,
    0.28,
  );
  p.flat("M300 150c30 34 170 34 200 0l22 9c-40 58-204 58-244 0z", p.deep, 0.32);
  p.line("M246 398l-8-80M554 398l8-80", p.deep, 5, 0.35);
}

function stripes(top: number, step: number, count: number): string {
  return repeat(count, (i) => `M242 ${top + i * step}h316`);
}

const coat =
  "M310 150h180l96 40c60 80 90 260 100 400l-84 16c-12-100-30-170-46-210v290H244V396c-16 40-34 110-46 210l-84-16c10-140 40-320 100-400z";

function coatBody(p: Pen, closing: string): void {
  p.drop(coat);
  p.skin(coat);
  p.line("M400 190v494", p.deep, 6, 0.5);
  p.line("M408 190v494", closing, 5, 0.9);
  p.line("M244 396l-8-80M556 396l8-80", p.deep, 5, 0.35);
}

function pocket(p: Pen, x: number, y: number, width: number, height: number): void {
  p.flat(rect(x, y, width, height, 10), p.deep, 0.22);
  p.line(`M${x} ${y + 12}h${width}`, p.pale, 4, 0.5);
}

const hat = "M210 480c-20-190 70-300 190-300s210 110 190 300z";

function cap(p: Pen): void {
  p.drop(`${hat}${rect(186, 440, 428, 150, 40)}`);
  p.skin(hat);
  p.line("M290 450c-10-120 20-210 60-254M400 450V186M510 450c10-120-20-210-60-254", p.deep, 6, 0.22);
  p.skin(rect(186, 440, 428, 140, 40));
  p.line(
    repeat(17, (i) => `M${214 + i * 23} 456v108`),
    p.deep,
    6,
    0.2,
  );
  p.flat(rect(500, 490, 60, 40, 4), tones.leather);
}

const sock =
  "M330 120h150v270c0 60 20 80 60 110 50 40 70 70 60 110-12 50-70 60-120 36l-90-60c-50-34-60-70-60-130z";

function sockPair(p: Pen, decoration: () => void): void {
  for (const shift of [-120, 40]) {
    p.drop(sock.replace("M330", `M${330 + shift}`));
    p.skin(sock.replace("M330", `M${330 + shift}`));
  }
  decoration();
}

const leg = "M260 130h280l50 540H440L404 330h-8l-36 340H210z";

function slacks(p: Pen, decoration: () => void): void {
  p.drop(leg);
  p.skin(leg);
  decoration();
  p.flat("M260 130h280l4 44H256z", p.deep, 0.3);
  p.line("M400 174v130M256 200c30 40 20 60-12 84M544 200c-30 40-20 60 12 84", p.deep, 5, 0.45);
  p.line("M218 640h144M438 640h144", p.pale, 4, 0.5);
  p.solid(circle(400, 152, 11), tones.brass, "round");
  p.flat(`${rect(300, 122, 14, 60, 4)}${rect(486, 122, 14, 60, 4)}`, p.dark);
}

const blouse =
  "M310 160l90 40 90-40 96 36c60 80 86 240 96 380l-82 14c-12-90-30-150-48-190v270c-60 26-244 26-304 0V400c-18 40-36 100-48 190l-82-14c10-140 36-300 96-380z";

function buttoned(p: Pen, decoration: () => void): void {
  p.drop(blouse);
  p.skin(blouse);
  decoration();
  p.flat(rect(386, 210, 28, 476), p.deep, 0.12);
  p.flat(
    repeat(6, (i) => circle(400, 270 + i * 72, 8)),
    tones.paper,
  );
  p.line("M248 400l-8-80M552 400l8-80", p.deep, 5, 0.3);
  p.skin("M310 150l90 60 90-60 20 20-60 90-50-50-50 50-60-90z", "down");
  p.line("M310 152l90 58 90-58M350 258l50-48 50 48", p.deep, 4, 0.5);
  p.flat(rect(450, 320, 80, 90, 8), p.deep, 0.14);
}

function hand(x: number, fingers: number): string {
  const tips = [200, 152, 160, 214].map((top) => Math.max(top, fingers));
  return (
    `${tips.map((top, i) => rect(x + i * 46, top, 42, 400 - top, 21)).join("")}${rect(x, 330, 180, 290, 40)}` +
    `M${x + 176} 530c56-20 76-76 94-132 10-38-38-58-56-20-14 32-20 54-38 72z`
  );
}

function glovePair(p: Pen, fingers: number): void {
  for (const [x, turn] of [[400, 14], [200, -6]] as const) {
    p.turned(turn, x + 90, 420, () => {
      p.drop(hand(x, fingers));
      p.skin(hand(x, fingers));
      p.line(`M${x + 44} 330v60M${x + 90} 324v66M${x + 136} 330v60`, p.deep, 5, 0.35);
      p.line(`M${x + 30} 440h110M${x + 34} 462h102`, p.accent, 9, 0.85);
      p.skin(rect(x - 4, 560, 188, 116, 18));
      p.line(repeat(11, (i) => `M${x + 12 + i * 16} 570v96`), p.deep, 5, 0.22);
    });
  }
}

export const clothingDrawings = {
  "t-shirt": (p) => tShirt(p, () => undefined),
  "pocket-t-shirt": (p) => tShirt(p, () => pocket(p, 430, 300, 90, 100)),
  "striped-t-shirt": (p) => {
    const width = p.choice.pick([12, 20, 28]);
    tShirt(p, () => p.line(`${stripes(290, 56, 7)}M150 300l76-86M650 300l-76-86`, p.pale, width, 0.85));
  },
  sweater: (p) => sweater(p, () => undefined),
  "ribbed-sweater": (p) =>
    sweater(p, () =>
      p.line(
        repeat(14, (i) => `M${264 + i * 21} 240v396`),
        p.deep,
        7,
        0.2,
      ),
    ),
  "roll-neck-sweater": (p) => {
    sweater(p, () => undefined);
    p.skin("M312 100h176l16 70c-40 44-168 44-208 0z");
    p.line(
      repeat(8, (i) => `M${326 + i * 21} 112v70`),
      p.deep,
      5,
      0.25,
    );
  },
  "fair-isle-sweater": (p) =>
    sweater(p, () => {
      p.line(
        repeat(8, (i) => `M${252 + i * 38} 270l19 26 19-26`),
        p.pale,
        9,
      );
      p.line(
        repeat(8, (i) => `M${271 + i * 38} 320h.1`),
        p.accent,
        16,
      );
      p.line(
        repeat(8, (i) => `M${252 + i * 38} 372l19-26 19 26`),
        p.pale,
        9,
      );
      p.line("M246 236h308M246 400h308", p.accent, 8);
    }),
  jacket: (p) => {
    coatBody(p, p.dark);
    p.skin("M310 150h180l-20 70-70 20-70-20z", "down");
    p.flat("M310 150l90 80-60 40-50-110zM490 150l-90 80 60 40 50-110z", p.dark);
    for (const [x, y] of [
      [270, 500],
      [430, 500],
      [440, 320],
    ] as const)
      pocket(p, x, y, x === 440 ? 80 : 104, x === 440 ? 90 : 120);
    p.flat(
      repeat(5, (i) => circle(424, 290 + i * 84, 9)),
      tones.brass,
    );
  },
  "rain-jacket": (p) => {
    coatBody(p, p.accent);
    p.skin("M290 160c-10-110 230-110 220 0-20 60-60 80-110 80s-90-20-110-80z", "round");
    p.flat("M322 168c0-70 156-70 156 0-14 40-40 56-78 56s-64-16-78-56z", p.deep);
    p.line("M360 230v90M440 230v90", tones.paper, 5);
    p.line("M272 540l70-50M528 540l-70-50", p.deep, 10, 0.5);
    p.flat("M244 640h312v44H244z", p.deep, 0.2);
  },
  "quilted-jacket": (p) => {
    coatBody(p, tones.brass);
    p.line(
      `M250 270h300M246 340h308M246 410h308M246 480h308M246 550h308M246 620h308M190 250l52 20M610 250l-52 20M160 350l70 20M640 350l-70 20M140 450l70 16M660 450l-70 16M126 540l72 14M674 540l-72 14`,
      p.deep,
      7,
      0.25,
    );
    p.skin(rect(318, 118, 164, 76, 26), "down");
    p.line("M400 130v60", p.deep, 5, 0.5);
  },
  beanie: (p) => cap(p),
  "bobble-hat": (p) => {
    p.drop(circle(400, 150, 70));
    cap(p);
    p.solid(circle(400, 156, 72), p.accent, "round");
    p.line(
      repeat(
        14,
        (i) =>
          `M400 156L${Math.round(400 + 82 * Math.cos(i * 0.449))} ${Math.round(156 + 82 * Math.sin(i * 0.449))}`,
      ),
      p.accent,
      14,
    );
    p.line(
      repeat(9, (i) => `M${370 + ((i * 29) % 66)} ${120 + ((i * 23) % 74)}l8 8`),
      tones.paper,
      5,
      0.5,
    );
    p.line("M212 400c90 24 286 24 376 0", p.accent, 22);
    p.line("M222 340c90 24 266 24 356 0", p.pale, 10);
  },
  scarf: (p) => {
    p.drop("M230 190c60-70 280-70 340 0 20 60-20 110-60 130l30 330H420l-40-270c-90-10-170-80-150-190z");
    p.skin("M300 330l-30 300h110l60-280z");
    p.line(
      repeat(7, (i) => `M${278 + i * 16} 630v46`),
      p.dark,
      7,
    );
    p.line("M290 560h94M284 590h92", p.accent, 14);
    p.skin("M230 200c50-80 290-80 340 0 30 90-90 160-170 160s-200-70-170-160z", "down");
    p.flat("M290 216c40-50 180-50 220 0-20 40-70 60-110 60s-90-20-110-60z", p.deep, 0.75);
    p.skin("M380 350l70-60c40 20 60 50 70 90l30 290H430z");
    p.line(
      repeat(8, (i) => `M${438 + i * 15} 670v44`),
      p.dark,
      7,
    );
    p.line("M426 590h116M430 622h116", p.accent, 14);
    p.line("M248 250c50 60 100 80 150 84", p.pale, 6, 0.5);
  },
  socks: (p) =>
    sockPair(p, () => {
      for (const shift of [-120, 40]) {
        p.flat(rect(330 + shift, 120, 150, 70, 6), p.deep, 0.28);
        p.line(
          repeat(7, (i) => `M${344 + shift + i * 20} 126v58`),
          p.pale,
          4,
          0.4,
        );
        p.flat(`M${578 + shift} 540c20 24 26 46 22 70-12 50-70 60-120 36-6-50 40-100 98-106z`, p.accent, 0.9);
      }
    }),
  "striped-socks": (p) =>
    sockPair(p, () => {
      for (const shift of [-120, 40]) {
        p.line(
          repeat(4, (i) => `M${332 + shift} ${210 + i * 50}h146`),
          p.accent,
          22,
          0.9,
        );
        p.flat(rect(330 + shift, 120, 150, 60, 6), p.deep, 0.28);
        p.flat(`M${578 + shift} 540c20 24 26 46 22 70-12 50-70 60-120 36-6-50 40-100 98-106z`, p.accent, 0.9);
      }
    }),
  trousers: (p) => slacks(p, () => p.line("M330 200l-46 430M470 200l46 430", p.deep, 4, 0.22)),
  "corduroy-trousers": (p) =>
    slacks(p, () =>
      p.line(
        repeat(6, (i) => `M${280 + i * 20} 176L${224 + i * 25} 664M${520 - i * 20} 176L${576 - i * 25} 664`),
        p.deep,
        5,
        0.2,
      ),
    ),
  shirt: (p) => buttoned(p, () => undefined),
  "checked-shirt": (p) =>
    buttoned(p, () => {
      p.line(
        repeat(7, (i) => `M${266 + i * 45} 224v440`),
        p.deep,
        12,
        0.3,
      );
      p.line(
        repeat(7, (i) => `M250 ${280 + i * 60}h300`),
        p.deep,
        12,
        0.3,
      );
      p.line(
        repeat(7, (i) => `M250 ${310 + i * 60}h300`),
        p.pale,
        4,
        0.6,
      );
    }),
  gloves: (p) => glovePair(p, 0),
  "fingerless-gloves": (p) => glovePair(p, 290),
} satisfies Record<string, Drawing>;
