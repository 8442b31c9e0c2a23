#include "terminal.h"

#include <termios.h>
#include <unistd.h>

namespace app {

namespace {

bool setEcho(bool on)
{
    termios settings{};
    if (::tcgetattr(STDIN_FILENO, &settings) != 0)
        return false;
    const auto echo = static_cast<tcflag_t>(ECHO);
    settings.c_lflag = on ? settings.c_lflag | echo : settings.c_lflag & ~echo;
    return ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) == 0;
}

} // namespace

bool standardInputIsTerminal() { return ::isatty(STDIN_FILENO) == 1; }

bool standardErrorIsTerminal() { return ::isatty(STDERR_FILENO) == 1; }

EchoOff::EchoOff() : m_changed(standardInputIsTerminal() && setEcho(false)) {}

EchoOff::~EchoOff()
{
    if (m_changed)
        setEcho(true);
}

} // namespace app
