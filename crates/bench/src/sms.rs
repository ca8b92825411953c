//! Text messages through one SMPP session.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use gateways::{
    SmppSms, SmsProviders,
    smpp::{SmppSecurity, SmppSettings},
};
use ports::messages::{Sms, SmsGateway as _};
use simulators::outside::{Behaviour, Smsc};
use tokio::{net::TcpListener, task::JoinSet};
use vocab::{MessageId, PhoneNumber, Timestamp};

use crate::{AnyError, accounting::own_cpu};

/// What one run gave.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Messages that were answered, a second.
    pub per_second: f64,
    /// CPU microseconds of a message, gateway and SMSC together.
    pub cpu_us: f64,
}

/// A gateway and its SMSC.
pub struct Line {
    gateway: Arc<SmsProviders>,
    smsc: Smsc,
    window: u16,
    sent: AtomicU64,
}

impl Line {
    /// Binds to an SMSC that takes `slow` for each answer.
    ///
    /// # Errors
    /// If there is no port, or the settings are wrong.
    pub async fn open(window: u16, slow: Duration) -> Result<Self, AnyError> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let smsc = Smsc::start_forgetful(listener, "bench", "secret08")?;
        if !slow.is_zero() {
            smsc.switch().set(Behaviour::Slow(slow));
        }
        let port = smsc.address().port();
        let settings = SmppSettings {
            security: SmppSecurity::Plain,
            sender: "ALDABA".into(),
            window,
            ..SmppSettings::new("bench", "127.0.0.1", port, "bench", "secret08")
        };
        let (reports, queue) = SmsProviders::reports();
        let provider = Arc::new(SmppSms::new(settings, reports)?);
        let gateway = Arc::new(SmsProviders::new(vec![provider], queue));
        let reading = gateway.clone();
        tokio::spawn(async move {
            loop {
                reading.report().await;
            }
        });
        Ok(Self {
            gateway,
            smsc,
            window,
            sent: AtomicU64::new(0),
        })
    }

    /// Sends `count` messages, as many at once as the window has places.
    ///
    /// # Errors
    /// If a message is not taken, or more than one session was needed.
    pub async fn carry(self: &Arc<Self>, count: u64) -> Result<Measured, AnyError> {
        let (start, cpu) = (Instant::now(), own_cpu());
        let last = self.sent.load(Ordering::Relaxed) + count;
        let mut senders = JoinSet::new();
        for _ in 0..self.window {
            let line = Arc::clone(self);
            senders.spawn(async move { line.send_until(last).await });
        }
        while let Some(sent) = senders.join_next().await {
            sent??;
        }
        // Each sender found the end once.
        self.sent.store(last, Ordering::Relaxed);
        if self.smsc.binds() != 1 {
            return Err("the session was lost".into());
        }
        let (seconds, cpu) = (start.elapsed().as_secs_f64(), own_cpu() - cpu);
        Ok(Measured {
            per_second: count as f64 / seconds,
            cpu_us: cpu.as_secs_f64() * 1e6 / count as f64,
        })
    }

    async fn send_until(&self, last: u64) -> Result<(), AnyError> {
        let text = "ALDABA: su PIN para Sede de Ejemplo es K7Q. Vale 10 min. No lo comparta.";
        let sms = Sms {
            to: PhoneNumber::parse("+34600123456")?,
            text: text.into(),
            valid_until: Timestamp::UNIX_EPOCH,
        };
        loop {
            let number = self.sent.fetch_add(1, Ordering::Relaxed);
            if number >= last {
                return Ok(());
            }
            let id = MessageId::from_bytes(u128::from(number).to_be_bytes());
            self.gateway.send(id, &sms).await?;
        }
    }
}
