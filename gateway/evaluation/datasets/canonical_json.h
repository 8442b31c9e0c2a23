#pragma once

#include "gateway/core/json/json.h"

#include <string>

namespace gateway::evaluation {

/// One text for all equal values: keys sorted by their bytes, no white space, and a number written in one way, so that
/// 1, 1.0 and 1e0 are the same. Any thread.
std::string canonicalJson(const Json& value);

/// Whether both are equal as JSON Schema defines it: numbers by value, objects whatever the order of their members.
/// Source: JSON Schema Core 2020-12 §4.2.2.
bool areEqualJson(const Json& a, const Json& b);

} // namespace gateway::evaluation
