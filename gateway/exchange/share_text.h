#pragma once

#include <string>

namespace gateway::exchange {

/// A share from 0 to 1 in percent, to three decimals: "5", "0.5". Pure.
std::string percentText(double share);

} // namespace gateway::exchange
