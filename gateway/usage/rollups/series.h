#pragma once

#include "usage_by.h"

#include <array>
#include <string>
#include <string_view>

namespace gateway::usage {

/// What a series of sums is of: a name for each `UsageBy` that is one, in their order; "": none.
using SeriesNames = std::array<std::string, kNameCount>;

/// All of them in one text, which is no other's.
std::string seriesKey(const std::array<std::string_view, kNameCount>& names);
/// What `seriesKey()` was made of.
SeriesNames namesOf(std::string_view key);
/// The same without what clients choose (model, program, project, client), which are without end.
std::string boundedKey(std::string_view key);

/// What stands for names that are not told apart.
inline constexpr std::string_view kOtherNames = "(others)";
/// What stands for the sessions and traces of exchanges of which there are sums only.
inline constexpr std::string_view kGoneNames = "(details gone)";
/// The session and the trace of these.
inline std::array<std::string, 2> goneDetails() { return {std::string(kGoneNames), std::string(kGoneNames)}; }

} // namespace gateway::usage
