#pragma once

#include "usage_by.h"

#include <array>
#include <string>
#include <string_view>

namespace gateway::usage {

/// Identifies a series of sums: a name for each `UsageBy` that is a name, in order; "": none.
using SeriesNames = std::array<std::string, kNameCount>;

/// What only exchanges have, in order: the session, the sub-agent and the trace; "": none.
using SeriesDetails = std::array<std::string, kDetailCount>;

/// Joins the names into one unambiguous key.
std::string seriesKey(const std::array<std::string_view, kNameCount>& names);
/// Splits a `seriesKey()` again.
SeriesNames namesOf(std::string_view key);
/// The key without the unbounded names that clients choose (model, program, project, client).
std::string boundedKey(std::string_view key);

/// Placeholder for names that are not distinguished.
inline constexpr std::string_view kOtherNames = "(others)";
/// Placeholder for the details of exchanges that are only in sums.
inline constexpr std::string_view kGoneNames = "(details gone)";
/// The details of these.
inline SeriesDetails goneDetails()
{
    SeriesDetails details;
    details.fill(std::string(kGoneNames));
    return details;
}

} // namespace gateway::usage
