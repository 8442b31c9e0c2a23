#include "terminal.h"

namespace app {

bool standardInputIsTerminal() { return false; }

bool standardErrorIsTerminal() { return false; }

EchoOff::EchoOff() = default;
EchoOff::~EchoOff() = default;

} // namespace app
