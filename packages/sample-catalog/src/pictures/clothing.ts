import { circle, rect, repeat } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

const tee =
  "M300 150c30 40 170 40 200 0l80 30 110 150-90 64-40-44v310c0 20-8 30-28 30H268c-20 0-28-10-28-30V350l-40 44-90-64 110-150z";

function tShirt(p: Pen, decorate: () => void): void {
  p.drop(tee);
  p.skin(tee);
  decorate();
  p.flat("M300 150c30 40 170 40 200 0l20 8c-40 62-200 62-240 0z", p.deep, 0.35);
  p.line("M240 350l-12-60M560 350l12-60M244 664h312", p.deep, 5, 0.3);
}

const coat =
  "M310 150h180l96 40c60 80 90 260 100 400l-84 16c-12-100-30-170-46-210v290H244V396c-16 40-34 110-46 210l-84-16c10-140 40-320 100-400z";

function coatBody(p: Pen, zip: string): void {
  p.drop(coat);
  p.skin(coat);
  p.line("M400 190v494", p.deep, 6, 0.5);
  p.line("M408 190v494", zip, 5, 0.9);
  p.line("M244 396l-8-80M556 396l8-80", p.deep, 5, 0.35);
}

function pocket(p: Pen, x: number, y: number, width: number, height: number): void {
  p.flat(rect(x, y, width, height, 10), p.deep, 0.22);
  p.line(`M${x} ${y + 12}h${width}`, p.pale, 4, 0.5);
}

const leg = "M260 130h280l50 540H440L404 330h-8l-36 340H210z";

function slacks(p: Pen, decorate: () => void): void {
  p.drop(leg);
  p.skin(leg);
  decorate();
  p.flat("M260 130h280l4 44H256z", p.deep, 0.3);
  p.line("M400 174v130M256 200c30 40 20 60-12 84M544 200c-30 40-20 60 12 84", p.deep, 5, 0.45);
  p.line("M218 640h144M438 640h144", p.pale, 4, 0.5);
  p.solid(circle(400, 152, 11), tones.brass, "round");
  p.flat(`${rect(300, 122, 14, 60, 4)}${rect(486, 122, 14, 60, 4)}`, p.dark);
}

const blouse =
  "M310 160l90 40 90-40 96 36c60 80 86 240 96 380l-82 14c-12-90-30-150-48-190v270c-60 26-244 26-304 0V400c-18 40-36 100-48 190l-82-14c10-140 36-300 96-380z";

function buttonedBlouse(p: Pen, decorate: () => void): void {
  p.drop(blouse);
  p.skin(blouse);
  decorate();
  p.flat(rect(386, 210, 28, 476), p.deep, 0.12);
  p.flat(
    repeat(6, (i) => circle(400, 270 + i * 72, 8)),
    tones.paper,
  );
  p.line("M248 400l-8-80M552 400l8-80", p.deep, 5, 0.3);
  p.line("M122 548l78 14M678 548l-78 14", p.deep, 5, 0.3);
  p.skin("M310 150l90 60 90-60 20 20-60 90-50-50-50 50-60-90z", "down");
  p.line("M310 152l90 58 90-58M350 258l50-48 50 48", p.deep, 4, 0.5);
  p.flat(rect(450, 320, 80, 90, 8), p.deep, 0.14);
}

export const clothingDrawings = {
  "t-shirt": (p) => tShirt(p, () => undefined),
  "pocket-t-shirt": (p) => tShirt(p, () => pocket(p, 430, 300, 90, 100)),
  "striped-t-shirt": (p) => {
    const width = p.choice.pick([12, 20, 28]);
    tShirt(p, () => p.tiled(tee, 80, 56, `M0 6h80v${width}H0z`, p.pale, 0.85));
  },
  jacket: (p) => {
    coatBody(p, p.dark);
    p.skin("M310 150h180l-20 70-70 20-70-20z", "down");
    p.flat("M310 150l90 80-60 40-50-110zM490 150l-90 80 60 40 50-110z", p.dark);
    pocket(p, 270, 500, 104, 120);
    pocket(p, 430, 500, 104, 120);
    pocket(p, 440, 320, 80, 90);
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
    p.flat("M244 640h312v46H244z", p.deep, 0.2);
  },
  "quilted-jacket": (p) => {
    coatBody(p, tones.brass);
    p.tiled(
      coat,
      70,
      70,
      "M0 33L33 0h4L0 37zM35 70l35-35v4L39 70zM33 70L0 37v-4l37 37zM70 39L31 0h4l35 35z",
      p.deep,
      0.4,
    );
    p.skin(rect(318, 118, 164, 76, 26), "down");
    p.line("M400 130v60", p.deep, 5, 0.5);
    p.line("M272 540l60-70M528 540l-60-70", p.deep, 10, 0.5);
  },
  trousers: (p) => slacks(p, () => p.line("M330 200l-46 430M470 200l46 430", p.deep, 4, 0.22)),
  "corduroy-trousers": (p) => slacks(p, () => p.tiled(leg, 16, 40, "M4 0h6v40H4z", p.deep, 0.2)),
  shirt: (p) => buttonedBlouse(p, () => undefined),
  "checked-shirt": (p) =>
    buttonedBlouse(p, () => {
      p.tiled(blouse, 64, 64, "M8 0h22v64H8zM0 8h64v22H0z", p.deep, 0.32);
      p.tiled(blouse, 64, 64, "M46 0h5v64h-5zM0 46h64v5H0z", p.pale, 0.6);
    }),
} satisfies Record<string, Drawing>;
