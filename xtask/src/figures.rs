//! The table of figures in README.md, counted from the committed sheets in `evaluation/`, so that it cannot say other than they do.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const OPEN: &str = "<!-- figures: made by `cargo xtask docs` from evaluation/ -->\n";
const CLOSE: &str = "<!-- end of figures -->";

/// The page with its table as the sheets have it now.
pub fn filled(page: &str, root: &Path) -> Result<String, String> {
    let cut = page.split_once(OPEN).and_then(|(head, rest)| Some((head, rest.split_once(CLOSE)?.1)));
    let (head, tail) = cut.ok_or_else(|| format!("README.md: the table of figures stands between `{}` and `{CLOSE}`", OPEN.trim_end()))?;
    Ok(format!("{head}{OPEN}{}{CLOSE}{tail}", table(root)?))
}

/// How a figure is made of the sums of columns.
enum Made {
    /// F1 of what is right, given, and in the answer.
    F1(&'static str, &'static str, &'static str),
    /// The first as a share of the second.
    Share(&'static str, &'static str),
}

fn table(root: &Path) -> Result<String, String> {
    let gold = Sheet::open(root, "gold")?;
    let polnear = Sheet::open(root, "polnear-dev")?;
    let examples = Sheet::open(root, "examples")?;
    let acts = |right| Made::F1(right, "acts_predicted", "acts_gold");
    let rows = [
        ("act found (its words overlap by half)", acts("act_found")),
        ("and its kind is right", acts("act")),
        ("and its actors are right", acts("act_actor")),
        ("and its measure is right", acts("act_actor_measure")),
        ("position (actor, measure, stance)", Made::F1("positions", "positions_predicted", "positions_gold")),
        ("actor found", Made::F1("actors", "actors_predicted", "actors_gold")),
        ("dates right, of the paired acts that have one", Made::Share("dates_right", "dates_paired")),
        ("dates wrong, of those given (less is better)", Made::Share("dates_wrong", "dates_given")),
    ];
    let mut page = format!(
        "| figure | news ({}) | statements ({}) | all ({}) | examples ({}) |\n|---|---|---|---|---|\n",
        gold.documents(Some("news")),
        gold.documents(Some("statements")),
        gold.documents(None),
        examples.documents(None)
    );
    for (name, made) in rows {
        let cells = [
            gold.figure(&made, Some("news")),
            gold.figure(&made, Some("statements")),
            gold.figure(&made, None),
            examples.figure(&made, None),
        ];
        let _ = writeln!(page, "| {name} | {} |", cells.join(" | "));
    }
    let attribution = Made::F1("attribution_iou50", "attributions_predicted", "attributions_gold");
    let _ = writeln!(
        page,
        "\nAttributions (source, cue and content, each overlapping by half) on {} articles of PolNeAR dev: {}.",
        polnear.documents(None),
        polnear.figure(&attribution, None)
    );
    Ok(page)
}

/// A committed sheet: which part each document is of, and its counts by column.
struct Sheet(Vec<(String, BTreeMap<String, f64>)>);

impl Sheet {
    fn open(root: &Path, name: &str) -> Result<Self, String> {
        let path = root.join(format!("evaluation/{name}.csv"));
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        // Names of documents and parts have no comma, and counts none either.
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let columns = lines.next().unwrap_or_default();
        let row = |cells: Vec<&str>| {
            let counts = columns.iter().zip(&cells).skip(2).map(|(column, cell)| Ok(((*column).to_owned(), cell.parse()?)));
            Ok((cells.get(1).copied().unwrap_or_default().to_owned(), counts.collect::<Result<_, std::num::ParseFloatError>>()?))
        };
        let rows = lines.map(row).collect::<Result<_, std::num::ParseFloatError>>();
        Ok(Self(rows.map_err(|e| format!("{}: {e}", path.display()))?))
    }

    fn part<'a>(&'a self, part: Option<&'a str>) -> impl Iterator<Item = &'a BTreeMap<String, f64>> {
        self.0.iter().filter(move |(of, _)| part.is_none_or(|part| of == part)).map(|(_, counts)| counts)
    }

    fn documents(&self, part: Option<&str>) -> usize {
        self.part(part).count()
    }

    fn figure(&self, made: &Made, part: Option<&str>) -> String {
        let sum = |column: &str| self.part(part).filter_map(|counts| counts.get(column)).sum::<f64>();
        let (right, of) = match made {
            Made::F1(right, given, answer) => (2.0 * sum(right), sum(given) + sum(answer)),
            Made::Share(right, of) => (sum(right), sum(of)),
        };
        match made {
            // Out of so few, a share is chance.
            Made::Share(..) if of < 5.0 => format!("{right} of {of}"),
            _ if of == 0.0 => "none".to_owned(),
            _ => format!("{:.2}", right / of),
        }
    }
}
