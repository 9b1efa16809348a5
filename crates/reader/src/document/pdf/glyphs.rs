//! The characters of each page with their places, as the page's own instructions draw them. In units of a page seen upright, from its
//! upper left corner.
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask,
    TransformExt, interpret_page,
};
use hayro_syntax::Pdf;

/// The most characters of one page; more are drawn over each other.
const MOST_GLYPHS: usize = 200_000;

/// A character, or several that one shape shows (a ligature).
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// From where to where it goes on its line.
    pub(super) from: f32,
    pub(super) to: f32,
    /// The line on which it stands, downward.
    pub(super) base: f32,
    /// Height of its font.
    pub(super) size: f32,
}

/// What a page shows.
#[derive(Default, Debug)]
pub(super) struct Page {
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) pictures: usize,
    /// Characters of which the font does not tell the letter.
    pub(super) unknown: usize,
    /// Characters that do not stand upright like most of the page.
    pub(super) aslant: usize,
}

/// The pages of a PDF, at most so many.
pub(super) fn of(pdf: &Pdf, most: usize) -> Vec<Page> {
    let cache = InterpreterCache::new();
    let mut out = Vec::new();
    for page in pdf.pages().iter().take(most) {
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(page.initial_transform(true).to_kurbo(), bounds, &cache, pdf.xref(), InterpreterSettings::default());
        let mut seen = Seen::default();
        interpret_page(page, &mut context, &mut seen);
        out.push(seen.upright(width, height));
    }
    out
}

/// Which way the characters of a page run: a quarter turn each.
const TURNS: usize = 4;

/// All that is drawn on a page; of pictures only the number.
#[derive(Default)]
struct Seen {
    /// By which way they run.
    turned: [Vec<Glyph>; TURNS],
    n_glyphs: usize,
    pictures: usize,
    unknown: usize,
    aslant: usize,
}

impl Seen {
    /// The page turned so that most of its characters stand upright.
    fn upright(self, width: f32, height: f32) -> Page {
        let Self { mut turned, pictures, unknown, aslant, .. } = self;
        let most = (0..TURNS).rev().max_by_key(|turn| turned[*turn].len()).unwrap_or(0);
        let glyphs = std::mem::take(&mut turned[most]);
        let others: usize = turned.iter().flatten().filter(|glyph| !glyph.text.trim().is_empty()).count();
        let height = if most % 2 == 0 { height } else { width };
        // Turned characters have their places counted from another corner; only the order matters.
        let lowest = glyphs.iter().map(|glyph| glyph.base).fold(f32::INFINITY, f32::min);
        let shift = if most == 0 || !lowest.is_finite() { 0.0 } else { height / 10.0 - lowest };
        let glyphs = glyphs.into_iter().map(|glyph| Glyph { base: glyph.base + shift, ..glyph }).collect();
        Page { height, glyphs, pictures, unknown, aslant: aslant + others }
    }

    fn add(&mut self, glyph: &Drawn<'_>, place: Affine) {
        if self.n_glyphs >= MOST_GLYPHS {
            return;
        }
        let advance = match glyph {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(advance.filter(|advance| advance.is_finite() && *advance > 0.0).unwrap_or(500.0)).min(4_000.0);
        let [start, end, top] = [(0.0, 0.0), (advance, 0.0), (0.0, 1_000.0)].map(|(x, y)| place * Point::new(x, y));
        let along = end - start;
        let size = (top - start).hypot();
        if ![start.x, start.y, end.x, end.y, size].iter().all(|value| value.is_finite() && value.abs() < 1e6) || size < 0.1 {
            return;
        }
        let Some(text) = text(glyph) else {
            self.unknown += 1;
            return;
        };
        let length = along.hypot().max(1e-6);
        let (cos, sin) = (along.x / length, along.y / length);
        let (turn, from, base) = match (cos, sin) {
            (cos, _) if cos > 0.98 => (0, start.x, start.y),
            (_, sin) if sin > 0.98 => (1, start.y, -start.x),
            (cos, _) if cos < -0.98 => (2, -start.x, -start.y),
            (_, sin) if sin < -0.98 => (3, -start.y, start.x),
            _ => {
                self.aslant += usize::from(!text.trim().is_empty());
                return;
            }
        };
        self.n_glyphs += 1;
        #[expect(clippy::cast_possible_truncation, reason = "places on a page are small")]
        let glyph = Glyph { text, from: from as f32, to: (from + length) as f32, base: base as f32, size: size as f32 };
        self.turned[turn].push(glyph);
    }
}

/// The letters of a glyph; ligatures as the letters that they join.
fn text(glyph: &Drawn<'_>) -> Option<String> {
    let text = match glyph.as_unicode()? {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{a0}' | '\t' => out.push(' '),
            '\u{fffd}' => return None,
            // Letters of the fonts' own, and what a terminal obeys.
            '\u{e000}'..='\u{f8ff}' => return None,
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    Some(out)
}

impl<'a> Device<'a> for Seen {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.add(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.pictures += 1;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
