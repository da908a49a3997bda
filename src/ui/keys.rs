//! Whether a key was pressed while an experiment runs. Ctrl-C stays what it is: an interrupt.

#[cfg(unix)]
pub(super) use unix::Keys;
#[cfg(windows)]
pub(super) use windows::Keys;

#[cfg(unix)]
mod unix {
    use std::io::stdin;

    use rustix::process::getpgrp;
    use rustix::termios::{
        LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetpgrp, tcsetattr,
    };

    /// The terminal giving keys one by one and not showing them, until this is dropped.
    pub(crate) struct Keys(Termios);

    impl Keys {
        /// Listens on standard input; nothing when that is no terminal, or in the background, where
        /// touching the terminal would stop the program.
        pub(crate) fn listen() -> Option<Self> {
            let before = tcgetattr(stdin()).ok()?;
            if tcgetpgrp(stdin()).ok()? != getpgrp() {
                return None;
            }
            let mut settings = before.clone();
            settings.local_modes -= LocalModes::ICANON | LocalModes::ECHO;
            // An interrupt must not swallow half a frame that is on its way out.
            settings.local_modes |= LocalModes::NOFLSH;
            // A read gives what is there, at once.
            settings.special_codes[SpecialCodeIndex::VMIN] = 0;
            settings.special_codes[SpecialCodeIndex::VTIME] = 0;
            tcsetattr(stdin(), OptionalActions::Now, &settings).ok()?;
            Some(Self(before))
        }

        /// Whether a key was pressed since the last time; takes all of them.
        pub(crate) fn pressed(&self) -> bool {
            let mut any = false;
            let mut bytes = [0; 256];
            while rustix::io::read(stdin(), &mut bytes).is_ok_and(|count| count > 0) {
                any = true;
            }
            any
        }
    }

    impl Drop for Keys {
        fn drop(&mut self) {
            // What was typed at the figure is no answer to the next question.
            self.pressed();
            let _ = tcsetattr(stdin(), OptionalActions::Now, &self.0);
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::time::Duration;

    use crossterm::event::{Event, KeyEventKind, poll, read};

    /// The console's events, which come whether or not it waits for a line.
    pub(crate) struct Keys(());

    impl Keys {
        /// Listens to the console; nothing when it does not understand escape codes.
        pub(crate) fn listen() -> Option<Self> {
            crossterm::ansi_support::supports_ansi().then_some(Self(()))
        }

        /// Whether a key was pressed since the last time; takes all of them.
        pub(crate) fn pressed(&self) -> bool {
            let mut any = false;
            while poll(Duration::ZERO).unwrap_or(false) {
                match read() {
                    Ok(Event::Key(key)) => any |= key.kind == KeyEventKind::Press,
                    Ok(_) => {}
                    Err(_) => break,
                }
            }
            any
        }
    }
}
