#pragma once

#include <string>

namespace gateway {

/// A cell of CSV, in quotes where it needs them. Source: RFC 4180 §2.
std::string csvField(const std::string& text);

} // namespace gateway
