//! The arguments of `cargo xtask test`.

use anyhow::{Result, bail};

use super::steps::{ON_DEMAND, STEPS, Step};
use crate::install::Policy;

/// What to run, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// Only these steps, if any is named.
    pub(crate) only: Vec<String>,
    /// Not these steps.
    pub(crate) skip: Vec<String>,
    /// Leaves out what takes minutes: documents, browser, licences.
    pub(crate) fast: bool,
    /// Whether missing programs may be installed.
    pub(crate) policy: Policy,
    /// Only name the steps.
    pub(crate) list: bool,
    /// Handed to nextest.
    pub(crate) filter: Vec<String>,
}

impl Options {
    /// Reads the arguments; an unknown step or option is an error that names what there is.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            only: Vec::new(),
            skip: Vec::new(),
            fast: false,
            policy: Policy::Install,
            list: false,
            filter: Vec::new(),
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--only" => options.only.push(step_name(words.next())?),
                "--skip" => options.skip.push(step_name(words.next())?),
                "--fast" => options.fast = true,
                "--no-install" => options.policy = Policy::OnlyCheck,
                "--list" => options.list = true,
                "--" => options.filter.extend(words.by_ref().cloned()),
                other => bail!(
                    "`{other}` is no option of `cargo xtask test`; `cargo xtask help` lists them"
                ),
            }
        }
        Ok(options)
    }

    /// Is this step asked for?
    pub(crate) fn wants(&self, step: &Step) -> bool {
        let named = |list: &[String]| list.iter().any(|name| name == step.name);
        if !self.only.is_empty() {
            return named(&self.only);
        }
        !ON_DEMAND.contains(&step.name) && !named(&self.skip) && (step.fast || !self.fast)
    }
}

fn step_name(word: Option<&String>) -> Result<String> {
    match word {
        Some(word) if STEPS.iter().any(|step| step.name == word) => Ok(word.clone()),
        Some(word) => bail!("`{word}` is no step; `cargo xtask test --list` names them"),
        None => bail!("which step? `cargo xtask test --list` names them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Options> {
        Options::parse(
            &words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    fn wanted(options: &Options) -> Vec<&'static str> {
        STEPS
            .iter()
            .filter(|step| options.wants(step))
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn without_arguments_every_step_runs_but_those_on_demand() {
        let options = parse(&[]).expect("no argument is fine");
        assert_eq!(wanted(&options).len(), STEPS.len() - ON_DEMAND.len());
        let fuzz = parse(&["--only", "fuzz"]).expect("the step exists");
        assert_eq!(wanted(&fuzz), ["fuzz"]);
    }

    #[test]
    fn only_runs_what_it_names_and_hands_the_rest_to_nextest() {
        let options = parse(&["--only", "tests", "--", "-p", "vocab"]).expect("the step exists");
        assert_eq!(wanted(&options), ["tests"]);
        assert_eq!(options.filter, ["-p", "vocab"]);
    }

    #[test]
    fn fast_leaves_out_the_browser_and_typst() {
        let options = parse(&["--fast"]).expect("the option exists");
        assert!(!wanted(&options).contains(&"e2e"));
        assert!(wanted(&options).contains(&"tests"));
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(parse(&["--only", "nonsense"]).is_err());
        assert!(parse(&["--only"]).is_err());
        assert!(parse(&["--nonsense"]).is_err());
    }
}
