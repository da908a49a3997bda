//! Interrupts: Ctrl-C stops a running experiment; a kill, or a panic, gives the terminal back as it was.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a running experiment is to stop.
static STOP: AtomicBool = AtomicBool::new(false);
/// Whether an experiment is running, so that an interrupt is its own.
static RUNNING: AtomicBool = AtomicBool::new(false);
static INSTALLED: OnceLock<()> = OnceLock::new();

/// Installs the handler, once. Without one (a system that refuses), an interrupt ends the program.
///
/// The handler stops a running experiment; a second interrupt, or one while none runs, restores
/// the terminal and ends the program with exit code 130.
pub fn install() {
    INSTALLED.get_or_init(|| {
        let restore = Restore::remember();
        let _ = ctrlc::set_handler(move || {
            if RUNNING.load(Ordering::SeqCst) && !STOP.swap(true, Ordering::SeqCst) {
                return;
            }
            restore.now();
            std::process::exit(130);
        });
    });
}

/// Makes a panic give the terminal back and end the program with exit code 101: a release build does not unwind,
/// so that no destructor does either.
pub fn restore_on_panic() {
    let restore = Restore::remember();
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore.now();
        tell(panic);
        std::process::exit(101);
    }));
}

/// Runs a task during which an interrupt means "stop the task".
pub fn while_running(task: impl FnOnce(&AtomicBool)) {
    install();
    STOP.store(false, Ordering::SeqCst);
    RUNNING.store(true, Ordering::SeqCst);
    task(&STOP);
    RUNNING.store(false, Ordering::SeqCst);
}

/// The settings of the terminal as they were at the start.
#[cfg(unix)]
struct Restore(Option<rustix::termios::Termios>);

#[cfg(unix)]
impl Restore {
    fn remember() -> Self {
        Self(rustix::termios::tcgetattr(std::io::stdin()).ok())
    }

    fn now(&self) {
        if let Some(settings) = &self.0 {
            let _ =
                rustix::termios::tcsetattr(std::io::stdin(), rustix::termios::OptionalActions::Now, settings);
        }
    }
}

/// On Windows the line editor restores the console itself.
#[cfg(not(unix))]
struct Restore;

#[cfg(not(unix))]
impl Restore {
    fn remember() -> Self {
        Self
    }

    fn now(&self) {}
}
