import { audioDrawings } from "./audio.ts";
import { bagDrawings } from "./bags.ts";
import { clothingDrawings } from "./clothing.ts";
import { coffeeTeaDrawings } from "./coffee-tea.ts";
import { gardenDrawings } from "./garden.ts";
import { homeDrawings } from "./home.ts";
import { kitchenDrawings } from "./kitchen.ts";
import { knitwearDrawings } from "./knitwear.ts";
import { lightingDrawings } from "./lighting.ts";
import { outdoorDrawings } from "./outdoor.ts";
import { rect } from "./paths.ts";
import type { Drawing } from "./pen.ts";
import { softToyDrawings } from "./soft-toys.ts";
import { stationeryDrawings } from "./stationery.ts";
import { toolDrawings } from "./tools.ts";
import { toyGameDrawings } from "./toys-games.ts";

const parcel: Drawing = (p) => {
  p.floor();
  p.foot(230);
  p.solid(rect(200, 330, 400, 360, 14), "#c49a6b");
  p.solid(rect(370, 330, 60, 360), p.accent);
  p.flat(rect(200, 330, 400, 60, 14), "#7b563d", 0.25);
};

export const drawings = {
  ...outdoorDrawings,
  ...kitchenDrawings,
  ...homeDrawings,
  ...lightingDrawings,
  ...stationeryDrawings,
  ...coffeeTeaDrawings,
  ...clothingDrawings,
  ...knitwearDrawings,
  ...bagDrawings,
  ...toyGameDrawings,
  ...softToyDrawings,
  ...gardenDrawings,
  ...toolDrawings,
  ...audioDrawings,
  parcel,
} satisfies Record<string, Drawing>;

export type DrawingName = keyof typeof drawings;

export function isDrawingName(name: string): name is DrawingName {
  return Object.hasOwn(drawings, name);
}
