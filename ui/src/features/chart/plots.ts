// What uPlot has to know to draw our charts. All of them have whole numbers on both sides, begin at zero, and say nothing that
// does not stand beside them in words and in a table: so nothing moves under a finger.

import uPlot from 'uplot';

/** The colours and the letters of the page at the moment. */
export interface Look {
  ink: string;
  line: string;
  fill: string;
  range: string;
  /** Pixels of a letter. */
  letter: number;
}

export type Plotted = (look: Look) => Omit<uPlot.Options, 'width' | 'height'>;

export function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: colour('--soft'),
    line: colour('--line'),
    fill: colour('--clay'),
    range: colour('--brass'),
    letter: Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8125),
  };
}

/** Steps of one's own numbers: no half pieces. */
const WHOLE = [1, 2, 5].flatMap((one) => Array.from({ length: 9 }, (_, tens) => one * 10 ** tens)).sort((a, b) => a - b);

interface Axes {
  /** From where to where the lower side goes. */
  across: [number, number];
  /** What stands below a whole number of it. */
  below: (at: number) => string;
  /** What stands beside a number of the other side. */
  beside: (of: number) => string;
  /** How many letters that has at most. */
  letters: number;
}

function frame(look: Look, { across, below, beside, letters }: Axes, between = false) {
  const font = `${look.letter}px system-ui, Roboto, 'Noto Sans', sans-serif`;
  const axis = { font, stroke: look.ink, incrs: WHOLE, ticks: { show: false } };
  return {
    // What stands at the last edge goes half its length beyond it.
    padding: [look.letter, look.letter * (between ? 2.5 : 1), 0, 0] as uPlot.Padding,
    legend: { show: false },
    cursor: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: false, range: () => across },
      y: { range: (_: uPlot, __: number, most: number) => [0, Math.max(1, most * 1.05)] as uPlot.Range.MinMax },
    },
    axes: [
      { ...axis, grid: { show: false }, space: look.letter * 5, size: look.letter * 2.2, values: (_: uPlot, at: number[]) => at.map(below) },
      {
        ...axis,
        grid: { stroke: look.line, width: 1 },
        space: look.letter * 3,
        size: look.letter * (0.62 * letters + 1.2),
        values: (_: uPlot, of: number[]) => of.map(beside),
      },
    ],
  };
}

/** One bar for each number. `between`: what is below stands between the bars, at their edges. */
export function bars(axes: Axes, between = false): Plotted {
  const paths = uPlot.paths.bars?.({ size: between ? [0.97, Infinity] : [0.72, 72] });
  return (look) => ({ ...frame(look, axes, between), series: [{}, { fill: look.fill, width: 0, points: { show: false }, ...(paths && { paths }) }] });
}

/** For each place a bar from the first number to the third, with a mark at the second. */
export function ranges(axes: Axes): Plotted {
  return (look) => {
    const draw = (plot: uPlot) => {
      const [at, low, median, high] = plot.data;
      const { ctx } = plot;
      const wide = look.letter * devicePixelRatio;
      ctx.save();
      at.forEach((place, i) => {
        const x = plot.valToPos(place, 'x', true);
        const [from, middle, to] = [low, median, high].map((of) => plot.valToPos(of?.[i] ?? 0, 'y', true)) as [number, number, number];
        ctx.fillStyle = look.range;
        ctx.fillRect(x - wide / 2, to, wide, Math.max(2, from - to));
        ctx.fillStyle = look.fill;
        ctx.fillRect(x - wide, middle - wide / 6, wide * 2, wide / 3);
      });
      ctx.restore();
    };
    const hidden = { points: { show: false }, paths: () => null };
    return { ...frame(look, axes), series: [{}, hidden, hidden, hidden], hooks: { draw: [draw] } };
  };
}
