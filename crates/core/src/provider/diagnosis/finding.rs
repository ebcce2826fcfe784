//! One thing there is to say about a token, and the list of them.

use core::fmt;

use crate::encoding::json::quoted;
use crate::error::{Error, ErrorCode, Note};

/// One thing there is to say about a token.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is, for programs: that of the refusal, or a `NOTE_…`.
    pub code: ErrorCode,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is: `$.header.alg`, `$.payload.methods[2]`, `$.signature`, `$`.
    pub path: String,
    /// What was found and what was expected.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The token will be refused.
    Error,
    /// The token will be taken, to its user's harm or against the rules.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// The findings as the text of a JSON array.
pub fn findings_to_json(findings: &[Finding]) -> String {
    let findings: Vec<String> = findings.iter().map(Finding::to_json).collect();
    format!("[{}]", findings.join(","))
}

impl Finding {
    fn to_json(&self) -> String {
        let members = [
            ("code", Some(self.code.as_str())),
            ("severity", Some(self.severity.name())),
            ("path", Some(&*self.path)),
            ("message", Some(&*self.message)),
            ("hint", self.hint.as_deref()),
        ];
        let member = |(name, text): (&str, Option<&str>)| {
            text.map(|text| format!("\"{name}\":{}", quoted(text)))
        };
        let members: Vec<String> = members.into_iter().filter_map(member).collect();
        format!("{{{}}}", members.join(","))
    }
}

/// More than these are not read by anybody, and a stranger chooses how many there could be.
const MOST: usize = 100;

/// The findings while they are gathered.
#[derive(Default)]
pub(in crate::provider) struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// What will be refused.
    pub(in crate::provider) fn error(&mut self, path: impl Into<String>, error: impl Into<Error>) {
        self.refusal(Severity::Error, path.into(), error.into());
    }

    /// What others refuse, and the service takes.
    pub(in crate::provider) fn warning(
        &mut self,
        path: impl Into<String>,
        error: impl Into<Error>,
    ) {
        self.refusal(Severity::Warning, path.into(), error.into());
    }

    pub(in crate::provider) fn note(
        &mut self,
        severity: Severity,
        path: impl Into<String>,
        note: Note,
    ) {
        self.add(severity, path.into(), note.code(), note.hint(), &note);
    }

    /// Lets a remark go that the service's own rules make better.
    pub(in crate::provider) fn forget(&mut self, path: &str, codes: &[&str]) {
        self.findings.retain(|one| one.path != path || !codes.contains(&one.code.as_str()));
    }

    pub(in crate::provider) fn any(&self, which: impl Fn(&Finding) -> bool) -> bool {
        self.findings.iter().any(which)
    }

    /// Turns errors into warnings, because the service takes what others refuse.
    pub(in crate::provider) fn soften(&mut self, taken: impl Fn(&Finding) -> bool) {
        for finding in &mut self.findings {
            if finding.severity == Severity::Error && taken(finding) {
                finding.severity = Severity::Warning;
            }
        }
    }

    pub(in crate::provider) fn findings(self) -> Vec<Finding> {
        self.findings
    }

    pub(super) fn give_hint(&mut self, hint: String) {
        if let Some(last) = self.findings.last_mut() {
            last.hint = Some(hint);
        }
    }

    fn refusal(&mut self, severity: Severity, path: String, error: Error) {
        self.add(severity, path, error.code(), error.hint(), &error);
    }

    fn add(
        &mut self,
        severity: Severity,
        path: String,
        code: ErrorCode,
        hint: Option<&'static str>,
        words: &dyn fmt::Display,
    ) {
        if self.findings.len() >= MOST {
            return;
        }
        let words = words.to_string();
        let message = match hint.and_then(|hint| words.strip_suffix(hint)) {
            Some(message) => message.trim_end().to_owned(),
            None => words,
        };
        let hint = hint.map(str::to_owned);
        self.findings.push(Finding { code, severity, path, message, hint });
    }
}
