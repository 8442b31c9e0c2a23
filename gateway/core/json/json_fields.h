#pragma once

#include "json.h"

#include "gateway/core/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The members of an object that somebody else has written and nobody has checked. What is absent, null or of another type
// counts as nothing, and so does every member of what is no object. References and pointers are good as long as `object`.
// Pure; any thread.

namespace gateway::json {

/// The member; absent: a null.
const Json& fieldOf(const Json& object, std::string_view key);
/// A text; else an empty one.
const std::string& textOf(const Json& object, std::string_view key);
/// An array; else an empty one.
const Json& listOf(const Json& object, std::string_view key);
/// An object; else an empty one.
const Json& objectOf(const Json& object, std::string_view key);

// The same, where what is empty is told from what is not there: null.
const Json* findField(const Json& object, std::string_view key);
const std::string* findText(const Json& object, std::string_view key);
const Json* findList(const Json& object, std::string_view key);
const Json* findObject(const Json& object, std::string_view key);

/// Any number but one beyond 64 bits (see `Json`); else nothing.
std::optional<double> numberOf(const Json& object, std::string_view key);
/// A whole number that is written as one; else nothing.
std::optional<std::int64_t> integerOf(const Json& object, std::string_view key);
/// How many there are, from 0 to 10^10, also written as 12.0; else nothing: more has no answer.
std::optional<std::int64_t> countOf(const Json& object, std::string_view key);
std::optional<Tokens> tokensOf(const Json& object, std::string_view key);
/// Whether it is `true`.
bool isTrue(const Json& object, std::string_view key);

/// Sets a text that is not empty.
void putText(Json& object, const char* key, const std::string& text);

} // namespace gateway::json
