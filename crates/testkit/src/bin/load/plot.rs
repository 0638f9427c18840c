//! A picture of how cost grows.

use crate::grow::Size;
use crate::report::Figures;
use anyhow::{Result, anyhow};
use plotters::prelude::*;
use std::path::Path;

/// One of the three kinds of sync at a size.
type Which = fn(&Size) -> &Figures;

/// Draws the server's CPU for a sync against the rows of the log, both by powers of ten.
pub fn draw(to: &Path, sizes: &[Size]) -> Result<()> {
    let failed = |error: &dyn std::fmt::Display| anyhow!("{error}");
    let root = SVGBackend::new(to, (720, 400)).into_drawing_area();
    root.fill(&WHITE).map_err(|e| failed(&e))?;
    let (least, most) = (sizes.first().map_or(1, |s| s.rows), sizes.last().map_or(10, |s| s.rows));
    let mut chart = ChartBuilder::on(&root)
        .caption("Server CPU for one sync, milliseconds", ("sans-serif", 18))
        .margin(12)
        .margin_right(40)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d((f64::from(least)..f64::from(most)).log_scale(), (0.1..100.0).log_scale())
        .map_err(|e| failed(&e))?;
    chart
        .configure_mesh()
        .x_desc("rows of the log")
        .x_label_formatter(&|rows| format!("{rows:.0}"))
        .draw()
        .map_err(|e| failed(&e))?;
    let lines: [(&str, RGBColor, Which); 3] = [
        ("one entry", RGBColor(178, 80, 30), |s| &s.entry),
        ("nothing new", RGBColor(30, 110, 80), |s| &s.nothing),
        ("first sync", RGBColor(60, 70, 150), |s| &s.first),
    ];
    for (name, color, of) in lines {
        let points: Vec<_> = sizes.iter().map(|s| (f64::from(s.rows), of(s).server_cpu_milliseconds())).collect();
        chart
            .draw_series(LineSeries::new(points.clone(), color.stroke_width(2)))
            .map_err(|e| failed(&e))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
        let dots = points.into_iter().map(|at| Circle::new(at, 3, color.filled()));
        chart.draw_series(dots).map_err(|e| failed(&e))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .border_style(BLACK)
        .draw()
        .map_err(|e| failed(&e))?;
    root.present().map_err(|e| failed(&e))
}
