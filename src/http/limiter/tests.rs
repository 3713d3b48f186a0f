//! Requests at a service that was made up, by a clock that was made up.

use super::*;

/// What a service tells of its limit.
#[derive(Clone, Copy, PartialEq)]
enum Tells {
    /// Headers on every answer.
    Headers,
    /// Nothing but how long to wait, in whole seconds, on a refusal.
    RetryAfter,
}

/// A service that takes `limit` requests in each window, which begins with its first request.
struct Played {
    limit: u64,
    length: Duration,
    latency: Duration,
    tells: Tells,
    began: Instant,
    used: u64,
}

/// What came of a run: answers and refusals, and how long it took.
struct Came {
    answered: u64,
    refused: Vec<u64>,
    took: Duration,
    /// The most requests that were sent in one second.
    most: usize,
}

const MS: Duration = Duration::from_millis(1);

/// What an answer that is under way says.
type Answer = (Instant, u64, bool, Option<Duration>, Option<Allowance>);

impl Played {
    fn new(limit: u64, length: Duration, tells: Tells) -> Played {
        Played {
            limit,
            length,
            latency: Duration::from_millis(50),
            tells,
            began: Instant::now(),
            used: 0,
        }
    }

    /// Takes a request that was sent now; the answer comes after the latency.
    fn ask(&mut self, number: u64, now: Instant) -> Answer {
        if now >= self.began + self.length || self.used == 0 {
            (self.began, self.used) = (now, 0);
        }
        self.used += 1;
        let refused = self.used > self.limit;
        let arrives = now + self.latency;
        let ends = self.began + self.length;
        let reset = until(ends, now).unwrap_or_default();
        let wait = match self.tells {
            Tells::Headers => reset,
            Tells::RetryAfter => Duration::from_secs(reset.as_secs_f64().ceil() as u64),
        };
        let allowance = (self.tells == Tells::Headers).then(|| Allowance {
            limit: self.limit,
            remaining: self.limit.saturating_sub(self.used),
            reset,
            window: None,
        });
        (arrives, number, refused, refused.then_some(wait), allowance)
    }

    /// Has `callers` ask it again and again until `count` requests were sent.
    fn run(&mut self, state: &mut State, callers: usize, count: u64) -> Came {
        let begun = self.began;
        let (mut now, mut under_way) = (begun, Vec::<Answer>::new());
        let (mut sent_at, mut came) = (Vec::new(), (0, Vec::new()));
        while came.0 + (came.1.len() as u64) < count {
            let (there, still): (Vec<_>, Vec<_>) =
                under_way.into_iter().partition(|(at, ..)| *at <= now);
            under_way = still;
            for (_, number, refused, wait, allowance) in there {
                state.learn(number, refused, wait, allowance, now);
                state.in_flight.remove(&number);
                match refused {
                    true => came.1.push(number),
                    false => came.0 += 1,
                }
            }
            while under_way.len() < callers
                && let Ok(number) = state.take(now)
            {
                sent_at.push(now);
                under_way.push(self.ask(number, now));
            }
            now += MS;
        }
        let (mut most, mut first) = (0, 0);
        for (last, at) in sent_at.iter().enumerate() {
            while at.duration_since(sent_at[first]) >= Duration::from_secs(1) {
                first += 1;
            }
            most = most.max(last + 1 - first);
        }
        Came {
            answered: came.0,
            refused: came.1,
            took: now - begun,
            most,
        }
    }
}

fn on_this_machine() -> State {
    State::new(None, Instant::now(), 0.0)
}

#[test]
fn headers_are_obeyed_from_the_first_answer_on_and_the_limit_is_used() {
    for (limit, length) in [(20, 1), (100, 5), (50, 10), (800, 5)] {
        let length = Duration::from_secs(length);
        let mut service = Played::new(limit, length, Tells::Headers);
        let came = service.run(&mut on_this_machine(), 64, limit * 20);
        assert_eq!(came.refused, Vec::<u64>::new(), "{limit} in {length:?}");
        let allowed = limit as f64 * came.took.as_secs_f64() / length.as_secs_f64();
        let used = came.answered as f64 / allowed;
        assert!(used > 0.95, "{used} of {limit} in {length:?}");
    }
}

#[test]
fn without_headers_a_rate_is_seen_and_then_nothing_is_refused() {
    for limit in [2, 5, 20, 100, 500] {
        let mut service = Played::new(limit, Duration::from_secs(1), Tells::RetryAfter);
        let came = service.run(&mut on_this_machine(), 64, limit * 120);
        let later = came.refused.iter().filter(|number| **number > limit * 30);
        let used = came.answered as f64 / (limit as f64 * came.took.as_secs_f64());
        assert_eq!(later.count(), 0, "{limit}: {:?}", came.refused);
        assert!(used > 0.6, "{limit}: {used}");
    }
}

#[test]
fn a_default_is_exceeded_only_where_a_header_allows_more() {
    let none = || State::new(Some((10, 20)), Instant::now(), 0.0);
    let mut silent = Played::new(10_000, Duration::from_secs(1), Tells::RetryAfter);
    let came = silent.run(&mut none(), 64, 500);
    assert!(came.most <= 31, "{}", came.most);
    assert!(came.took >= Duration::from_secs(45), "{:?}", came.took);
    let mut generous = Played::new(800, Duration::from_secs(5), Tells::Headers);
    let came = generous.run(&mut none(), 64, 5000);
    assert_eq!(came.refused, Vec::<u64>::new());
    assert!(came.took < Duration::from_secs(60), "{:?}", came.took);
    let mut strict = Played::new(5, Duration::from_secs(1), Tells::Headers);
    // The first go out before anything is known.
    let came = strict.run(&mut none(), 64, 200);
    assert!(came.refused.len() <= FIRST, "{:?}", came.refused);
    assert!(came.refused.iter().all(|n| *n <= FIRST as u64));
}

#[test]
fn after_a_pause_they_do_not_come_back_at_once() {
    let mut state = on_this_machine();
    let now = Instant::now();
    let numbers: Vec<u64> = (0..10).map(|_| state.take(now).unwrap()).collect();
    for number in &numbers {
        let wait = Some(Duration::from_secs(2));
        state.learn(*number, true, wait, None, now);
        state.in_flight.remove(number);
    }
    assert_eq!(state.take(now), Err(Wait::For(Duration::from_secs(2))));
    let back = now + Duration::from_secs(2);
    let at_once = std::iter::from_fn(|| state.take(back).ok()).count();
    assert!((1..=2).contains(&at_once), "{at_once}");
    // Others that were told the same come back at another time.
    let mut other = State::new(None, now, 0.1);
    let number = other.take(now).unwrap();
    other.learn(number, true, Some(Duration::from_secs(2)), None, now);
    assert!(other.take(back).is_err());
}

#[test]
fn on_this_machine_nothing_waits_that_nobody_limits() {
    let mut state = on_this_machine();
    let now = Instant::now();
    for _ in 0..FIRST {
        state.take(now).unwrap();
    }
    assert_eq!(state.take(now), Err(Wait::ForAnswer));
    state.learn(1, false, None, None, now);
    for _ in 0..1000 {
        state.take(now).unwrap();
    }
}

#[test]
fn one_refusal_slows_nobody_down_for_long() {
    let mut state = on_this_machine();
    let begun = Instant::now();
    let first = state.take(begun).unwrap();
    state.learn(first, true, None, None, begun);
    let mut now = begun;
    for _ in 0..600 {
        while let Err(Wait::For(wait)) = state.take(now) {
            now += wait;
        }
        state.learn(state.sent, false, None, None, now);
    }
    // However many follow, it costs them little more than a second together.
    let took = now - begun;
    assert!(took < Duration::from_millis(1200), "{took:?}");
}

#[test]
fn machines_that_share_a_limit_take_a_part_of_it_each() {
    let share = |default| State {
        machines: 4,
        ..State::new(default, Instant::now(), 0.0)
    };
    let mut service = Played::new(40, Duration::from_secs(1), Tells::Headers);
    let came = service.run(&mut share(None), 64, 400);
    assert_eq!(came.refused, Vec::<u64>::new());
    // A quarter of forty, and what went out before the first answer told the limit.
    assert!(came.took >= Duration::from_secs(35), "{:?}", came.took);
    let mut silent = Played::new(10_000, Duration::from_secs(1), Tells::RetryAfter);
    let came = silent.run(&mut share(Some((10, 20))), 64, 100);
    assert!(came.took >= Duration::from_secs(36), "{:?}", came.took);
}
