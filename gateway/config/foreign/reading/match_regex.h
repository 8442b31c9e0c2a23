#pragma once

#include "gateway/config/settings/route_settings.h"

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// Converts a regular expression that is searched for to the simplest equivalent: "^gpt-" is a prefix, ".*" matches
/// anything. `suffixes`: whether the field supports suffixes.
TextMatch matchFromRegex(std::string_view pattern, bool suffixes);
/// The same for an expression that must match the whole text.
TextMatch matchFromWholeRegex(std::string_view pattern, bool suffixes);

/// An equivalent expression to search for.
std::string regexOf(const TextMatch& match);
/// An equivalent expression that must match the whole text.
std::string wholeRegexOf(const TextMatch& match);

/// The case-insensitive form. The text must be a name, a prefix or a path.
TextMatch ignoringCase(const TextMatch& match);
/// Whether `match` comes from `ignoringCase()`; if so, `plain` is the original.
bool isIgnoringCase(const TextMatch& match, TextMatch& plain);

bool isValidRegex(const std::string& pattern);
bool matchesWholly(const std::string& pattern, const std::string& text);

} // namespace gateway::config::foreign
