#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

using EventHeaders = std::vector<std::pair<std::string, std::string>>;

/// One message of AWS's event stream, with its checksums.
std::string eventBytes(const EventHeaders& headers, std::string_view payload);

/// The same with headers that are encoded already, rightly or not.
std::string eventWithFields(const std::string& fields, std::string_view payload);

/// What stands behind `bytes` as their checksum.
std::string checksumBytes(const std::string& bytes);

/// A stream that is written down as lines of {"event" or "exception": name, "payload": {}}.
std::string eventsOfLines(std::string_view lines);

/// A file of tests/data/bedrock.
std::string bedrockData(const std::string& name);

} // namespace tests
