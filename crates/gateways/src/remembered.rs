//! What is remembered about messages for a while, the oldest forgotten first.

use std::collections::{HashMap, VecDeque};

use vocab::MessageId;

/// Messages that are remembered: more than a worker hands over in the minutes that matter, and
/// about a megabyte.
const CAPACITY: usize = 10_000;

/// One value a message.
#[derive(Debug)]
pub(crate) struct Remembered<V> {
    values: HashMap<MessageId, (u64, V)>,
    /// In the order in which they came; a stamp that is no longer that of the value is stale.
    order: VecDeque<(u64, MessageId)>,
    stamp: u64,
}

impl<V> Default for Remembered<V> {
    fn default() -> Self {
        Self {
            values: HashMap::new(),
            order: VecDeque::new(),
            stamp: 0,
        }
    }
}

impl<V: Clone> Remembered<V> {
    pub(crate) fn insert(&mut self, id: MessageId, value: V) {
        self.stamp += 1;
        self.values.insert(id, (self.stamp, value));
        self.order.push_back((self.stamp, id));
        while self.order.len() > CAPACITY {
            let Some((stamp, oldest)) = self.order.pop_front() else {
                return;
            };
            if self.values.get(&oldest).is_some_and(|kept| kept.0 == stamp) {
                self.values.remove(&oldest);
            }
        }
    }

    pub(crate) fn get(&self, id: MessageId) -> Option<V> {
        self.values.get(&id).map(|(_, value)| value.clone())
    }

    pub(crate) fn remove(&mut self, id: MessageId) {
        self.values.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: usize) -> MessageId {
        MessageId::from_bytes(u128::try_from(number).unwrap_or_default().to_be_bytes())
    }

    #[test]
    fn forgets_the_oldest_and_not_what_was_said_again() {
        let mut remembered = Remembered::default();
        for number in 0..CAPACITY {
            remembered.insert(id(number), number);
        }
        remembered.insert(id(0), 77);
        assert_eq!(remembered.get(id(0)), Some(77));
        remembered.insert(id(CAPACITY), 1);
        assert_eq!(remembered.get(id(1)), None);
        assert_eq!(remembered.get(id(0)), Some(77));
        remembered.remove(id(0));
        assert_eq!(remembered.get(id(0)), None);
        assert!(remembered.order.len() <= CAPACITY);
    }
}
