//! A small chart of the last hour, as SVG.

use maud::{Markup, html};

use crate::pulse::MINUTES;

const HEIGHT: u64 = 60;
const BAR: usize = 6;

/// Bars, one for each minute, the oldest first; the label says what they are and how high.
pub(super) fn bars(label: &str, values: &[u64]) -> Markup {
    let highest = values.iter().copied().max().unwrap_or_default().max(1);
    let width = MINUTES * BAR;
    html! {
        figure {
            svg viewBox={ "0 0 " (width) " " (HEIGHT) } role="img" aria-label=(label) preserveAspectRatio="none" {
                @for (place, value) in values.iter().enumerate() {
                    @if *value > 0 {
                        // What is there is seen.
                        @let height = (value * HEIGHT / highest).max(1);
                        rect x=(place * BAR) y=(HEIGHT - height) width=(BAR - 1) height=(height) {}
                    }
                }
            }
            figcaption { (label) }
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
        let markup = bars("requests", &values).into_string();
        assert_eq!(markup.matches("<rect").count(), 2);
        assert!(markup.contains(r#"<rect x="0" y="59" width="5" height="1">"#), "{markup}");
        assert!(markup.contains(r#"<rect x="354" y="0" width="5" height="60">"#), "{markup}");
    }
}
