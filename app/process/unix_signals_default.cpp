#include "unix_signals.h"

namespace app {

class UnixSignals::Private {
};

UnixSignals::UnixSignals(QObject* parent) : QObject(parent), d(new Private) {}
UnixSignals::~UnixSignals() = default;

} // namespace app
