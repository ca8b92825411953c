//! Packets and the time, to the connections that they are for.

use std::{
    net::SocketAddr,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use ports::media::{LostWhy, Transport};
use str0m::{
    Input,
    net::{Protocol, Receive},
};

use super::{ConnectionId, Engine, connection::Happening, stun};

impl Engine {
    /// A packet came. Whether it was anybody's.
    pub(crate) fn receive(
        &mut self,
        transport: Transport,
        source: SocketAddr,
        packet: &[u8],
        now: Instant,
    ) -> bool {
        let name = stun::our_name(packet);
        let known = match name {
            Some(name) => self.by_ufrag.get(name).copied(),
            None => self.by_source.get(&(transport, source)).copied(),
        };
        let used = known.is_some_and(|id| {
            self.receive_for(id, name.is_some(), (transport, source), packet, now)
        });
        if !used {
            self.strangers += 1;
        }
        used
    }

    fn receive_for(
        &mut self,
        id: ConnectionId,
        asks: bool,
        from: (Transport, SocketAddr),
        packet: &[u8],
        now: Instant,
    ) -> bool {
        let (transport, source) = from;
        let protocol = match transport {
            Transport::Udp => Protocol::Udp,
            Transport::Tcp => Protocol::Tcp,
        };
        let same_family = |to: &&SocketAddr| to.is_ipv4() == source.is_ipv4();
        let Some(destination) = self.ground.public.iter().find(same_family) else {
            return false;
        };
        let Some(connection) = self.connections.get_mut(&id) else {
            return false;
        };
        let (packets, mut happenings) = (&mut self.packets, Vec::new());
        let handled = catch_unwind(AssertUnwindSafe(|| {
            let Ok(receive) = Receive::new(protocol, source, *destination, packet) else {
                return None;
            };
            let input = Input::Receive(now, receive);
            // Here the password is checked.
            if asks && !connection.rtc.accepts(&input) {
                return None;
            }
            let forgotten = connection.heard_from(from, now);
            connection.handle(input, packets, &mut happenings);
            Some(forgotten)
        }));
        match handled {
            Ok(None) => false,
            Ok(Some(forgotten)) => {
                if let Some(forgotten) = forgotten {
                    self.by_source.remove(&forgotten);
                }
                self.by_source.insert(from, id);
                self.follow(id, happenings, now);
                true
            }
            Err(_) => {
                tracing::error!("the WebRTC library failed on a packet");
                self.follow(id, vec![Happening::Over(LostWhy::Failed)], now);
                false
            }
        }
    }

    /// Brings the time to everybody who waits for it.
    pub(crate) fn time(&mut self, now: Instant) {
        while let Some(&(at, id)) = self.alarms.first() {
            if at > now {
                break;
            }
            self.alarms.pop_first();
            let Some(connection) = self.connections.get_mut(&id) else {
                continue;
            };
            let (packets, mut happenings) = (&mut self.packets, Vec::new());
            let limits = &self.limits;
            let handled = catch_unwind(AssertUnwindSafe(|| {
                connection.handle(Input::Timeout(now), packets, &mut happenings);
                happenings.extend(connection.time(limits, now));
            }));
            if handled.is_err() {
                tracing::error!("the WebRTC library failed on the time");
                happenings = vec![Happening::Over(LostWhy::Failed)];
            }
            // What is due at this moment still was just brought; once more would be forever.
            let soon = now + Duration::from_millis(1);
            connection.alarm = connection.next_alarm(limits).max(soon);
            self.alarms.insert((connection.alarm, id));
            self.follow(id, happenings, now);
        }
    }
}
