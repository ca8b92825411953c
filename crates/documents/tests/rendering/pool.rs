//! The renderer behind its queue.

use std::num::NonZeroUsize;

use documents::{RenderPool, Typesetter};
use ports::documents::{DocumentRenderer, RenderError};
use vocab::Lang;

use crate::{sample, samples};

#[test]
fn the_pool_renders_what_the_typesetter_renders() {
    let pool = RenderPool::start(NonZeroUsize::new(2).unwrap()).unwrap();
    let documents: Vec<_> = samples::all(Lang::En)
        .into_iter()
        .map(|(_, document)| document)
        .take(4)
        .collect();
    let typesetter = Typesetter::load().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for document in &documents {
        let pdf = runtime.block_on(pool.render(document)).unwrap();
        assert!(pdf == typesetter.render(document).unwrap());
    }
}

#[test]
fn a_full_queue_says_so_at_once() {
    let pool = RenderPool::with_queue(NonZeroUsize::MIN, 1).unwrap();
    let document = sample(Lang::Es, "certificate");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    // The futures are kept, so that nobody has gone; more than one thread can take at once.
    let waiting: Vec<_> = (0..8).map(|_| pool.render(&document)).collect();
    let results: Vec<_> = waiting
        .into_iter()
        .map(|render| runtime.block_on(render))
        .collect();
    assert!(results.iter().any(Result::is_ok));
    assert!(
        results
            .iter()
            .any(|result| matches!(result, Err(RenderError::Overloaded)))
    );
}
