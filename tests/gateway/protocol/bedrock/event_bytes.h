#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

using EventHeaders = std::vector<std::pair<std::string, std::string>>;

/// One message of AWS's event stream, with checksums.
std::string eventBytes(const EventHeaders& headers, std::string_view payload);

/// The same with headers that are already encoded, correctly or not.
std::string eventWithFields(const std::string& fields, std::string_view payload);

/// The checksum of `bytes`, as it follows them.
std::string checksumBytes(const std::string& bytes);

/// A stream from lines of the form {"event" or "exception": name, "payload": {}}.
std::string eventsOfLines(std::string_view lines);

/// A file from tests/data/bedrock.
std::string bedrockData(const std::string& name);

} // namespace tests
