//! The files of `../errors`: what the page says about a code beyond its meaning.
//!
//! A code stands at the start of a line. The indented lines below it begin with a word each:
//!
//! - `cause`: how it comes about;
//! - `mend`: a way to mend it;
//! - `run`: a command that does;
//! - `seen`: other software's words for the same mistake;
//! - `says`: a sentence of its message, and `from`: the source file that has it, for codes that
//!   only a binding can meet.

/// What a file says about one code.
#[derive(Default)]
pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) causes: Vec<String>,
    pub(crate) ways: Vec<String>,
    pub(crate) commands: Vec<String>,
    pub(crate) seen: Vec<String>,
    pub(crate) sentences: Vec<String>,
    pub(crate) source: Option<String>,
}

/// Reads a file; refuses an entry that lacks a cause or a way to mend it.
pub(crate) fn entries(name: &str, text: &str) -> Result<Vec<Entry>, String> {
    let mut entries: Vec<Entry> = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let problem = |what: &str| format!("{name}, line {}: {what}", index + 1);
        let Some(indented) = line.strip_prefix("  ") else {
            entries.push(Entry { code: line.to_owned(), ..Entry::default() });
            continue;
        };
        let entry = entries.last_mut().ok_or_else(|| problem("stands before any code"))?;
        let (word, said) =
            indented.split_once(' ').ok_or_else(|| problem("says nothing behind its word"))?;
        let lines = match word {
            "cause" => &mut entry.causes,
            "mend" => &mut entry.ways,
            "run" => &mut entry.commands,
            "seen" => &mut entry.seen,
            "says" => &mut entry.sentences,
            "from" => {
                entry.source = Some(said.to_owned());
                continue;
            }
            other => return Err(problem(&format!("`{other}` is no word of this format"))),
        };
        lines.push(said.trim().to_owned());
    }
    match entries.iter().find(|entry| entry.causes.is_empty() || entry.ways.is_empty()) {
        Some(entry) => Err(format!("{name}: {} has no cause, or no way to mend it", entry.code)),
        None => Ok(entries),
    }
}
