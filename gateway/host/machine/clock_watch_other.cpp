#include "clock_watch.h"

namespace gateway::host {

ClockWatch::ClockWatch(QObject* parent) : QObject(parent) { }
ClockWatch::~ClockWatch() = default;
void ClockWatch::arm() const { }

} // namespace gateway::host
