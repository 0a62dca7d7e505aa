//! A small chart of the last hour, as SVG.

use maud::{Markup, html};

use crate::pulse::MINUTES;

const HEIGHT: u64 = 60;
const BAR: usize = 6;

/// Bars, one for each minute, the oldest first; with what they are, how high the highest is in its
/// unit, and which time they are of, as text.
pub(super) fn bars(label: &str, highest: &str, values: &[u64]) -> Markup {
    let most = values.iter().copied().max().unwrap_or_default();
    let width = MINUTES * BAR;
    html! {
        figure.chart {
            figcaption { (label) }
            @if most > 0 { span.top { (highest) } }
            span.zero { "0" }
            svg viewBox={ "0 0 " (width) " " (HEIGHT) } role="img" aria-label=(label) preserveAspectRatio="none" {
                @for (place, value) in values.iter().enumerate() {
                    @if *value > 0 {
                        // What is there is seen.
                        @let height = (value * HEIGHT / most).max(1);
                        rect x=(place * BAR) y=(HEIGHT - height) width=(BAR - 1) height=(height) {}
                    }
                }
            }
            p.time { span { (MINUTES) " minutes ago" } span { "now" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_fills_the_chart_and_the_lowest_is_seen() {
        let mut values = [0; MINUTES];
        (values[0], values[59]) = (1, 1_000_000);
        let markup = bars("requests", "1,000,000 a minute", &values).into_string();
        assert_eq!(markup.matches("<rect").count(), 2);
        assert!(markup.contains(r#"<rect x="0" y="59" width="5" height="1">"#), "{markup}");
        assert!(markup.contains(r#"<rect x="354" y="0" width="5" height="60">"#), "{markup}");
    }

    #[test]
    fn the_axes_are_text() {
        let text = |values: &[u64]| bars("requests", "7 a minute", values).into_string();
        let some = text(&[7; MINUTES]);
        for part in ["\">7 a minute</span>", ">0<", ">60 minutes ago<", ">now<"] {
            assert!(some.contains(part), "{part}: {some}");
        }
        assert!(!text(&[0; MINUTES]).contains("7 a minute"), "nothing has no highest value");
    }
}
