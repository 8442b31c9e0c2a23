#pragma once

#include "gateway/config/settings/route_settings.h"

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// What an expression that is searched for says, in the simplest form: "^gpt-" is a
/// prefix, ".*" is anything. `suffixes`: whether the field has them.
TextMatch matchFromRegex(std::string_view pattern, bool suffixes);
/// The same of one that has to match the whole text.
TextMatch matchFromWholeRegex(std::string_view pattern, bool suffixes);

/// An expression to be searched for that says the same.
std::string regexOf(const TextMatch& match);
/// One that has to match the whole text.
std::string wholeRegexOf(const TextMatch& match);

/// Without case. The text is at most a name, a prefix or a path.
TextMatch ignoringCase(const TextMatch& match);
/// Whether `match` is what `ignoringCase()` makes; then `plain` is what it was made of.
bool isIgnoringCase(const TextMatch& match, TextMatch& plain);

bool isValidRegex(const std::string& pattern);
bool matchesWholly(const std::string& pattern, const std::string& text);

} // namespace gateway::config::foreign
