#pragma once

namespace app {

/// True if standard input is a terminal, where someone types.
bool standardInputIsTerminal();

/// Keeps a terminal on standard input from showing what is typed, for as long
/// as it lives. Does nothing where standard input is no terminal.
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
