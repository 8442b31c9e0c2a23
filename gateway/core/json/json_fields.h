#pragma once

#include "json.h"

#include "gateway/core/units.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Access to the members of an untrusted, unchecked object. Absent members, null and other types count as missing, and
// so do all members of a value that is not an object. References and pointers are valid as long as `object`. Pure; any
// thread.

namespace gateway::json {

/// The member; null if absent.
const Json& fieldOf(const Json& object, std::string_view key);
/// The string; empty if missing.
const std::string& textOf(const Json& object, std::string_view key);
/// The array; empty if missing.
const Json& listOf(const Json& object, std::string_view key);
/// The object; empty if missing.
const Json& objectOf(const Json& object, std::string_view key);

/// The strings of the array, without its other elements; empty if missing.
std::vector<std::string> textsOf(const Json& object, std::string_view key);
/// Whether it has at least one of the members, even if null.
bool hasAny(const Json& object, std::initializer_list<std::string_view> keys);

// The same, but with null for a missing member, to distinguish it from an empty one.
const Json* findField(const Json& object, std::string_view key);
const std::string* findText(const Json& object, std::string_view key);
const Json* findList(const Json& object, std::string_view key);
const Json* findObject(const Json& object, std::string_view key);

/// A number, unless it is an integer beyond 64 bits (see `Json`); otherwise empty.
std::optional<double> numberOf(const Json& object, std::string_view key);
/// A number written as an integer; otherwise empty.
std::optional<std::int64_t> integerOf(const Json& object, std::string_view key);
/// A number written as an integer of 0 to 2^63-1; otherwise empty.
std::optional<std::uint64_t> wholeOf(const Json& object, std::string_view key);
/// A count from 0 to 10^10, also written as 12.0; otherwise empty.
std::optional<std::int64_t> countOf(const Json& object, std::string_view key);
std::optional<Tokens> tokensOf(const Json& object, std::string_view key);
/// Whether it is `true`.
bool isTrue(const Json& object, std::string_view key);

/// Sets a string unless it is empty.
void putText(Json& object, const char* key, const std::string& text);

} // namespace gateway::json
