#include "program_stop.h"

#include <QtGlobal>

namespace gateway::host {

// This platform does not report the holder of a port, so there is no program to end.
class ProgramStop::Hold {};

bool ProgramStop::isPossible(int) { return false; }

Result<ProgramStop> ProgramStop::ask(int) { return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "On this system, Signalbox cannot stop other programs.")}); }

ProgramStop::ProgramStop(std::unique_ptr<Hold> hold) : m_hold(std::move(hold)) {}
ProgramStop::ProgramStop(ProgramStop&&) noexcept = default;
ProgramStop& ProgramStop::operator=(ProgramStop&&) noexcept = default;
ProgramStop::~ProgramStop() = default;

bool ProgramStop::hasEnded() const { return true; }

} // namespace gateway::host
