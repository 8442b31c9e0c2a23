#include "run_plan.h"

#include <array>

namespace gateway::evaluation {

namespace {

constexpr std::array<std::string_view, 4> kStateNames{"running", "paused", "stopped", "finished"};
constexpr std::array<std::string_view, 3> kReasonNames{"", "cost", "interrupted"};

} // namespace

std::string_view nameOf(RunState state) { return kStateNames.at(static_cast<std::size_t>(state)); }

std::string_view nameOf(RunStopReason reason) { return kReasonNames.at(static_cast<std::size_t>(reason)); }

} // namespace gateway::evaluation
