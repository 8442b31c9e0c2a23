#pragma once

#include "gateway/core/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

/// Made once, in json.cpp: each file that makes it again takes a second longer to compile.
extern template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace gateway {

/// JSON that keeps the order of keys: for files and bodies of our own making.
/// A client's body is never read and written through it. A whole number beyond 64 bits is read
/// as a binary value, its digits, and written as what it was; it is no number to who asks.
using Json = nlohmann::ordered_json;

/// Errors: InvalidRequest, whose message says line, column and what was expected,
/// or that it is nested deeper than 256 levels, which no tree here is made for.
Result<Json> parseJson(std::string_view text);

/// One line of UTF-8; bytes that are not UTF-8 become U+FFFD.
std::string toText(const Json& value);

/// Indented by two spaces, with a line feed at the end.
std::string toPrettyText(const Json& value);

} // namespace gateway
