#pragma once

#include "gateway/providers/key_meter.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// The plan windows of keys in the format of the file that is read after a restart and by `signalboxd key plan`:
/// {"version":1,"keys":[...]}. Any thread.
std::string planStateText(const std::vector<providers::KeyMeter>& meters);

/// Reads that format into meters that have only windows; invalid entries are left out, since others may have written
/// it. Any thread.
std::vector<providers::KeyMeter> planStateOf(std::string_view text);

/// The same from the file at `path`; empty if it cannot be read. Blocks; any thread.
std::vector<providers::KeyMeter> plansIn(const QString& path);

/// Name of the file in the data folder.
inline constexpr const char* kPlanFile = "plans.json";

} // namespace gateway::routing
