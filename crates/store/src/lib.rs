//! Transactions over two engines with one SQL text; repositories; sealed columns.
//!
//! ```no_run
//! # use std::sync::Arc;
//! # use store::{Store, StoreError, StoreOptions, sql};
//! # async fn example(
//! #     sealer: Arc<dyn ports::sealing::Sealer>,
//! #     hash: Arc<dyn ports::sealing::KeyedHash>,
//! # ) -> Result<(), StoreError> {
//! let store = Store::open(StoreOptions::new("sqlite:aldaba.db", sealer, hash)?).await?;
//! store.migrate().await?;
//! let waiting: i64 = store
//!     .read("notify.count", |tx| {
//!         tx.query_one(
//!             sql!("SELECT COUNT(*) FROM outbox WHERE state = $1"),
//!             &[&"queued"],
//!             |row| row.get(0),
//!         )
//!     })
//!     .await?;
//! # let _ = waiting;
//! # Ok(())
//! # }
//! ```
//!
//! | module | what |
//! |---|---|
//! | `store` | [`Store`]: open, [`transact`](Store::transact), [`read`](Store::read), close |
//! | `tx` | [`Tx`] and [`Row`]: what a closure works with |
//! | `sql` | [`Sql`], made by [`sql!`] only |
//! | [`value`] | what goes into statements and comes out of rows |
//! | `error` | [`StoreError`], by what the caller can do |
//! | `engine` | SQLite with group commit; PostgreSQL at REPEATABLE READ with retries |
//! | `migrations` | the schema, once for both engines |
//! | `vault`, `rewrap` | sealed columns under data keys; those keys wrapped again |
//! | [`health`] | clock, outbox and leases, for the operator's tools |
//! | [`backup`] | every row as one stream, and back into an empty database |
//! | [`outbox`], `lease`, [`retention`], `wake` | clockwork |
//! | [`repo`] | repositories, one module an area |
//! | `testing` | temporary databases of both engines |
//!
//! Rules for statements, because the engines differ: bind `i64`, never fold case in SQL, write
//! `CAST($1 AS BIGINT) IS NULL OR a = $1` and `CAST(SUM(e) AS BIGINT)`, no data-modifying CTE, no
//! `FOR UPDATE`, no deferred constraints, no literal of `BYTEA`.
//!
//! *Architecture invariants:* above `engine` and `migrations` nothing asks which engine runs; no
//! closure of a transaction performs other IO; no plain personal datum is in a table.

pub mod backup;
mod engine;
mod error;
pub mod health;
mod lease;
mod limit_metrics;
mod metrics;
mod migrations;
mod options;
pub mod outbox;
pub mod repo;
pub mod retention;
mod rewrap;
mod sql;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
pub mod value;
mod vault;
mod wake;

pub use error::{Source, StoreError};
pub use limit_metrics::{LimitMetrics, LimitOutcome};
pub use metrics::{Kind, StoreMetrics, TransactionMetrics, WorkMetrics};
pub use options::{Area, StoreOptions};
pub use rewrap::{Rewrap, RewrapBatch, WrappedColumn};
pub use sql::Sql;
pub use store::Store;
pub use tx::{Row, Tx};
pub use value::{Column, Param};
pub use wake::{Hint, WakeUps};
