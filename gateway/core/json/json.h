#pragma once

#include "gateway/core/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

/// Instantiated once, in json.cpp: every further instantiation costs a second of compile time.
extern template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace gateway {

/// JSON that keeps the order of keys: for our own files and bodies. Client bodies are never read and written through
/// it. An integer beyond 64 bits is read as a binary value with its digits and written unchanged; it does not count as
/// a number.
using Json = nlohmann::ordered_json;

/// Errors: InvalidRequest, whose message says line, column and what was expected, or that it is nested deeper than 256
/// levels, the limit of our trees.
Result<Json> parseJson(std::string_view text);

/// Serialises to one line of UTF-8; invalid UTF-8 becomes U+FFFD.
std::string toText(const Json& value);

/// Serialises with an indentation of two spaces and a line feed at the end.
std::string toPrettyText(const Json& value);

} // namespace gateway
