//! Counts, one row a document, and the figures that they add up to: what is committed under `evaluation/`, checked and compared.
use crate::fault::Fault;

/// Which counts there are, in the order of the columns, and the figures made of them.
#[derive(Debug)]
pub struct Layout {
    /// Names of the counts.
    pub columns: &'static [&'static str],
    /// Figures over the totals of the columns.
    pub figures: &'static [Figure],
}

/// A figure over the totals of a sheet.
#[derive(Debug)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// How it is made.
    pub made: Made,
}

/// How a figure is made of columns.
#[derive(Debug)]
pub enum Made {
    /// F1 of `right` out of `predicted` and out of `gold`.
    F1 {
        /// What is right.
        right: &'static str,
        /// Out of what was predicted.
        predicted: &'static str,
        /// Out of what the answer has.
        gold: &'static str,
    },
    /// F1 where what is right of the predicted is not what is right of the answer's.
    Credit {
        /// Credit of the predictions.
        precision: &'static str,
        /// How many predictions.
        predicted: &'static str,
        /// Credit of the answer's.
        recall: &'static str,
        /// How many of the answer's.
        gold: &'static str,
    },
    /// A share; more is better.
    Share {
        /// What is right.
        right: &'static str,
        /// Out of how many.
        of: &'static str,
    },
    /// A share of faults; less is better.
    Fault {
        /// What is wrong.
        wrong: &'static str,
        /// Out of how many.
        of: &'static str,
    },
}

/// The counts of one document.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The document.
    pub document: String,
    /// The part of the collection that it belongs to, such as `news`.
    pub part: String,
    /// Its counts, one for each column.
    pub counts: Vec<f64>,
}

/// Rows of one layout.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the columns are.
    pub layout: &'static Layout,
    /// By name of the document.
    pub rows: Vec<Row>,
}

/// Precision, recall and F1; `None` where neither side has any.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Prf {
    /// Precision.
    pub p: f64,
    /// Recall.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Prf {
    /// From credits and totals; 0 where a side has none.
    pub fn of(precision: f64, predicted: f64, recall: f64, gold: f64) -> Self {
        let p = if predicted > 0.0 { precision / predicted } else { 0.0 };
        let r = if gold > 0.0 { recall / gold } else { 0.0 };
        Self { p, r, f1: if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 } }
    }
}

impl Sheet {
    /// Totals of the columns over the rows that `keep` takes.
    pub fn totals(&self, keep: impl Fn(&Row) -> bool) -> Vec<f64> {
        let mut totals = vec![0.0; self.layout.columns.len()];
        for row in self.rows.iter().filter(|row| keep(row)) {
            for (total, count) in totals.iter_mut().zip(&row.counts) {
                *total += count;
            }
        }
        totals
    }

    /// A figure over totals; `None` where there is nothing to judge.
    pub fn figure(&self, figure: &Figure, totals: &[f64]) -> Option<f64> {
        let get =
            |name: &str| self.layout.columns.iter().position(|column| *column == name).and_then(|i| totals.get(i)).copied().unwrap_or(0.0);
        match figure.made {
            Made::F1 { right, predicted, gold } => f1(get(right), get(predicted), get(right), get(gold)),
            Made::Credit { precision, predicted, recall, gold } => f1(get(precision), get(predicted), get(recall), get(gold)),
            Made::Share { right: part, of } | Made::Fault { wrong: part, of } => (get(of) > 0.0).then(|| get(part) / get(of)),
        }
    }

    /// Out of how many a figure is.
    fn whole(&self, figure: &Figure, totals: &[f64]) -> f64 {
        match figure.made {
            Made::F1 { gold: of, .. } | Made::Credit { gold: of, .. } | Made::Share { of, .. } | Made::Fault { of, .. } => {
                self.layout.columns.iter().position(|column| *column == of).and_then(|i| totals.get(i)).copied().unwrap_or(0.0)
            }
        }
    }

    /// The sheet as CSV: whole counts plain, credits with four decimals.
    pub fn to_csv(&self) -> String {
        let mut out = format!("document,part,{}\n", self.layout.columns.join(","));
        for row in &self.rows {
            out.push_str(&format!("{},{}", row.document, row.part));
            for count in &row.counts {
                if count.fract() == 0.0 { out.push_str(&format!(",{count}")) } else { out.push_str(&format!(",{count:.4}")) }
            }
            out.push('\n');
        }
        out
    }

    /// Reads what [`to_csv`](Self::to_csv) wrote. Columns are found by name; one that is missing there is a fault.
    pub fn from_csv(layout: &'static Layout, text: &str) -> Result<Self, Fault> {
        let mut lines = csv::Reader::from_reader(text.as_bytes());
        let head = lines.headers().map_err(|e| Fault(e.to_string()))?.clone();
        let place = |name: &str| {
            head.iter().position(|column| column == name).ok_or_else(|| Fault(format!("there is no column `{name}`; write it anew")))
        };
        let (document, part) = (place("document")?, place("part")?);
        let columns = layout.columns.iter().map(|name| place(name)).collect::<Result<Vec<_>, _>>()?;
        let mut rows = Vec::new();
        for line in lines.records() {
            let line = line.map_err(|e| Fault(e.to_string()))?;
            let cell = |i: usize| line.get(i).unwrap_or_default();
            let counts = columns
                .iter()
                .map(|&i| cell(i).parse().map_err(|_| Fault(format!("row of {}: `{}` is no number", cell(document), cell(i)))))
                .collect::<Result<Vec<f64>, _>>()?;
            rows.push(Row { document: cell(document).to_owned(), part: cell(part).to_owned(), counts });
        }
        Ok(Self { layout, rows })
    }

    /// What falls below an earlier sheet: each figure over all rows that is out of five or more, and rows that one has and the other has not.
    pub fn below(&self, earlier: &Sheet) -> Vec<String> {
        let mut out = Vec::new();
        for (sheet, other, says) in [(self, earlier, "is not in the committed sheet"), (earlier, self, "was not scored")] {
            for row in &sheet.rows {
                if !other.rows.iter().any(|it| it.document == row.document) {
                    out.push(format!("{} {says}", row.document));
                }
            }
        }
        let (now, then) = (self.totals(|_| true), earlier.totals(|_| true));
        for figure in self.layout.figures {
            if self.whole(figure, &then) < FEW {
                continue;
            }
            let (new, old) = (self.figure(figure, &now), self.figure(figure, &then));
            let worse = match (&figure.made, new, old) {
                (Made::Fault { .. }, Some(new), Some(old)) => new > old + TOLERANCE,
                (Made::Fault { .. }, Some(new), None) => new > 0.0,
                (Made::Fault { .. }, None, _) => false,
                (_, Some(new), Some(old)) => new < old - TOLERANCE,
                (_, None, Some(old)) => old > 0.0,
                (_, _, None) => false,
            };
            if worse {
                out.push(format!("{}: {} is worse than the committed {}", figure.name, shown(new), shown(old)));
            }
        }
        out
    }
}

// Out of fewer a figure is chance, and one act more or less would be a fault.
const FEW: f64 = 5.0;

// Credits are committed with four decimals; one act more or less changes a figure by ten times this.
const TOLERANCE: f64 = 1e-4;

fn f1(precision: f64, predicted: f64, recall: f64, gold: f64) -> Option<f64> {
    (predicted > 0.0 || gold > 0.0).then(|| Prf::of(precision, predicted, recall, gold).f1)
}

/// A figure with three decimals, `-` where there is none.
pub fn shown(figure: Option<f64>) -> String {
    figure.map_or_else(|| "-".to_owned(), |it| format!("{it:.3}"))
}
