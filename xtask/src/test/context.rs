//! What the steps share: the workspace, the tools, and a PostgreSQL that starts when first asked for.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use super::options::Options;
use crate::install::{self, Tools};
use crate::postgres::{self, Cluster};
use crate::shell;
use crate::workspace::Workspace;

/// Shared by the steps of one run.
pub(crate) struct Context {
    /// The workspace under test.
    pub(crate) workspace: Workspace,
    /// What was asked for.
    pub(crate) options: Options,
    tools: Option<Tools>,
    cargo_path: Option<OsString>,
    cluster: Option<Cluster>,
}

impl Context {
    /// Nothing is installed or started before a step asks for it.
    pub(crate) fn new(workspace: Workspace, options: Options) -> Self {
        Self {
            workspace,
            options,
            tools: None,
            cargo_path: None,
            cluster: None,
        }
    }

    /// Everything that the tests run, installed if need be.
    pub(crate) fn tools(&mut self) -> Result<Tools> {
        if let Some(tools) = &self.tools {
            return Ok(tools.clone());
        }
        let tools = install::all(&self.workspace, self.options.policy)?;
        self.cargo_path = Some(tools.path.clone());
        self.tools = Some(tools.clone());
        Ok(tools)
    }

    /// Plain cargo in the workspace.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = shell::cargo(&self.workspace.root);
        command.args(arguments);
        command
    }

    /// Cargo with its tools (`nextest`, `deny`) on the path.
    pub(crate) fn cargo_tool(&mut self, arguments: &[&str]) -> Result<Command> {
        let path = match &self.cargo_path {
            Some(path) => path.clone(),
            None => {
                let path = install::cargo_tools(&self.workspace, self.options.policy)?;
                self.cargo_path = Some(path.clone());
                path
            }
        };
        let mut command = self.cargo(arguments);
        command.env("PATH", path);
        Ok(command)
    }

    /// A command with everything set that the tests ask their surroundings for; `CONTRIBUTING.md` lists the names.
    pub(crate) fn with_test_environment(&mut self, mut command: Command) -> Result<Command> {
        let tools = self.tools()?;
        let cluster = self.cluster(&tools)?;
        let (url, root) = (cluster.url().to_owned(), cluster.root().to_owned());
        command
            // A person may leave an engine or a tool out of a quick run; this run leaves nothing out.
            .env_remove("ALDABA_TEST_ENGINES")
            .env_remove("ALDABA_TEST_TOOLS")
            .env("PATH", &tools.path)
            .env(postgres::VARIABLE, url)
            .env(postgres::ROOT_VARIABLE, root)
            .env("ALDABA_TEST_PYTHON", &tools.python)
            .env("ALDABA_TEST_CHROMIUM", &tools.chromium)
            .env("ALDABA_TEST_APACHE", &tools.apache)
            .env("ALDABA_TEST_NODE", &tools.node)
            .env("ALDABA_TEST_NODE_MODULES", &tools.node_modules)
            .env(
                "ALDABA_TEST_BINARY",
                self.workspace.target.join("debug/aldaba"),
            );
        Ok(command)
    }

    fn cluster(&mut self, tools: &Tools) -> Result<&Cluster> {
        let cluster = match self.cluster.take() {
            Some(cluster) => cluster,
            None => Cluster::start(&self.workspace, &tools.postgres_bin)?,
        };
        Ok(self.cluster.insert(cluster))
    }
}
