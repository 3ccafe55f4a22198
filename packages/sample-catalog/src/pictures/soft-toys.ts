import { circle, ellipse, polygon, rect } from "./paths.ts";
import { type Drawing, type Pen, tones } from "./pen.ts";

/** A sitting plush animal. The ears are drawn first, because they are behind the head. */
function plush(p: Pen, ears: () => void, face: () => void): void {
  p.floor();
  p.foot(190);
  ears();
  p.turned(24, 262, 500, () => p.skin(ellipse(262, 500, 48, 96)));
  p.turned(-24, 538, 500, () => p.skin(ellipse(538, 500, 48, 96)));
  p.skin("M280 470c20-50 220-50 240 0 40 90 40 220-120 220s-160-130-120-220z");
  p.flat(ellipse(400, 570, 80, 96), p.pale, 0.75);
  p.skin(`${ellipse(286, 650, 72, 50)}${ellipse(514, 650, 72, 50)}`, "round");
  p.flat(`${ellipse(274, 654, 32, 26)}${ellipse(526, 654, 32, 26)}`, p.pale, 0.85);
  p.skin(ellipse(400, 330, 158, 138), "round");
  face();
}

function gaze(p: Pen, nose: string): void {
  p.flat(`${circle(336, 316, 14)}${circle(464, 316, 14)}`, tones.ink);
  p.flat(`${circle(341, 311, 5)}${circle(469, 311, 5)}`, "#ffffff");
  p.flat(ellipse(400, 352, 22, 15), nose);
  p.line("M400 366v16c-10 18-34 18-42 4M400 382c10 18 34 18 42 4", tones.ink, 6);
  p.flat(`${circle(294, 366, 20)}${circle(506, 366, 20)}`, "#e07a5f", 0.3);
}

export const softToyDrawings = {
  "toy-bear": (p) =>
    plush(
      p,
      () => {
        p.skin(`${circle(282, 226, 58)}${circle(518, 226, 58)}`, "round");
        p.flat(`${circle(282, 226, 32)}${circle(518, 226, 32)}`, p.pale, 0.8);
      },
      () => {
        p.flat(ellipse(400, 370, 68, 52), p.pale, 0.85);
        gaze(p, tones.ink);
        p.flat("M400 470l-60-30v60zM400 470l60-30v60z", p.accent);
      },
    ),
  "toy-rabbit": (p) =>
    plush(
      p,
      () => {
        p.skin(
          "M320 240c-70-60-90-190-40-200 50-4 80 110 80 190zM480 240c70-60 90-190 40-200-50-4-80 110-80 190z",
        );
        p.flat(
          "M322 216c-40-50-50-130-30-140 26 4 40 80 44 130zM478 216c40-50 50-130 30-140-26 4-40 80-44 130z",
          "#e5b8aa",
          0.8,
        );
      },
      () => {
        gaze(p, "#ce8991");
        p.flat(rect(378, 388, 44, 26, 6), "#ffffff");
        p.flat(rect(300, 456, 200, 22, 11), p.accent);
      },
    ),
  "toy-fox": (p) =>
    plush(
      p,
      () => {
        p.solid("M540 640c140 0 160-150 90-220-20 90-60 130-130 130z", p.main);
        p.flat("M630 420c40 44 46 100 20 150-30-20-44-60-40-98 10-16 16-34 20-52z", tones.paper);
        p.skin(`${polygon(250, 130, 250, 300, 370, 220)}${polygon(550, 130, 550, 300, 430, 220)}`);
        p.flat(
          `${polygon(268, 176, 270, 270, 330, 226)}${polygon(532, 176, 530, 270, 470, 226)}`,
          tones.ink,
          0.7,
        );
      },
      () => {
        p.flat(
          "M242 330c60-10 110 20 158 70 48-50 98-80 158-70-6 90-80 138-158 138s-152-48-158-138z",
          tones.paper,
        );
        gaze(p, tones.ink);
      },
    ),
  "toy-elephant": (p) =>
    plush(
      p,
      () => {
        p.skin(`${ellipse(220, 310, 96, 116)}${ellipse(580, 310, 96, 116)}`, "round");
        p.flat(`${ellipse(222, 316, 60, 78)}${ellipse(578, 316, 60, 78)}`, "#e5b8aa", 0.75);
      },
      () => {
        p.flat(`${circle(336, 300, 14)}${circle(464, 300, 14)}`, tones.ink);
        p.flat(`${circle(341, 295, 5)}${circle(469, 295, 5)}`, "#ffffff");
        p.line("M400 350c0 80-10 130 50 140 40 4 50-20 44-40", p.dark, 56);
        p.line("M400 350c0 80-10 130 50 140 40 4 50-20 44-40", p.main, 48);
        p.line("M380 390h40M382 420h42M390 450h40", p.deep, 5, 0.35);
      },
    ),
  "toy-cat": (p) =>
    plush(
      p,
      () => {
        p.line("M530 640c120 10 130-110 90-170", p.main, 40);
        p.skin(`${polygon(262, 150, 262, 310, 380, 220)}${polygon(538, 150, 538, 310, 420, 220)}`);
        p.flat(
          `${polygon(280, 190, 280, 280, 340, 226)}${polygon(520, 190, 520, 280, 460, 226)}`,
          "#e5b8aa",
          0.85,
        );
      },
      () => {
        p.line("M400 200v50M360 206l10 44M440 206l-10 44", p.deep, 9, 0.45);
        gaze(p, "#ce8991");
        p.line("M300 350l-80-14M300 374l-80 10M500 350l80-14M500 374l80 10", tones.ink, 4, 0.5);
        p.flat(rect(310, 456, 180, 20, 10), p.accent);
        p.flat(circle(400, 482, 16), tones.brass);
      },
    ),
} satisfies Record<string, Drawing>;
