#pragma once

namespace app {

/// Whether standard input is a terminal.
bool standardInputIsTerminal();

/// Whether standard error is a terminal.
bool standardErrorIsTerminal();

/// Disables the echo of a terminal on standard input during its lifetime. Does nothing if standard input is not a
/// terminal.
class EchoOff {
public:
    EchoOff();
    ~EchoOff();
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;

private:
    bool m_changed = false;
};

} // namespace app
