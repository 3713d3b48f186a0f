//! What stands on the screen of a terminal, after what a program sent to it.

/// A screen of so many lines and columns: as much of a terminal as lists are drawn with.
pub struct Screen {
    columns: usize,
    lines: Vec<Vec<char>>,
    row: usize,
    column: usize,
}

impl Screen {
    pub fn new(rows: usize, columns: usize) -> Screen {
        Screen {
            columns,
            lines: vec![Vec::new(); rows],
            row: 0,
            column: 0,
        }
    }

    /// The lines as they stand, without blanks at their ends.
    pub fn lines(&self) -> Vec<String> {
        let shown = |line: &Vec<char>| line.iter().collect::<String>().trim_end().to_owned();
        self.lines.iter().map(shown).collect()
    }

    /// How many lines hold this text.
    pub fn count(&self, text: &str) -> usize {
        self.lines()
            .iter()
            .filter(|line| line.contains(text))
            .count()
    }

    /// Takes what was sent.
    pub fn take(&mut self, sent: &str) {
        let mut characters = sent.chars();
        while let Some(c) = characters.next() {
            match c {
                '\r' => self.column = 0,
                '\n' => self.down(),
                '\u{1b}' => {
                    let mut number = String::new();
                    let end = loop {
                        match characters.next() {
                            Some(c) if c.is_ascii_alphabetic() => break c,
                            Some(c) if c.is_ascii_digit() => number.push(c),
                            Some(_) => {}
                            None => return,
                        }
                    };
                    self.control(end, number.parse().ok());
                }
                c if c.is_control() => {}
                c => self.put(c),
            }
        }
    }

    fn put(&mut self, c: char) {
        if self.column == self.columns {
            self.column = 0;
            self.down();
        }
        let line = &mut self.lines[self.row];
        while line.len() <= self.column {
            line.push(' ');
        }
        line[self.column] = c;
        self.column += 1;
    }

    fn down(&mut self) {
        match self.row + 1 == self.lines.len() {
            true => {
                self.lines.remove(0);
                self.lines.push(Vec::new());
            }
            false => self.row += 1,
        }
    }

    fn control(&mut self, end: char, number: Option<usize>) {
        let by = number.unwrap_or(1);
        match end {
            'A' => self.row = self.row.saturating_sub(by),
            'B' => self.row = (self.row + by).min(self.lines.len() - 1),
            'C' => self.column = (self.column + by).min(self.columns),
            'D' => self.column = self.column.saturating_sub(by),
            'K' => match number {
                Some(2) => self.lines[self.row].clear(),
                _ => self.lines[self.row].truncate(self.column),
            },
            'J' => {
                self.lines[self.row].truncate(self.column);
                for line in &mut self.lines[self.row + 1..] {
                    line.clear();
                }
            }
            // Colours, and whether the cursor is seen.
            'm' | 'h' | 'l' => {}
            other => panic!("a screen that knows {other:?}"),
        }
    }
}
