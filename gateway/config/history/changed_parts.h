#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// A part of a configuration that two versions have different.
struct ChangedPart {
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    std::string path; ///< `providers.deepseek.base_url`: entries of a list by their id or name
    std::string entry = {}; ///< that id or name, of the outermost list, as it is; a path has not every character, and cuts long ones

    bool operator==(const ChangedPart&) const = default;
};

/// What differs, in the order of the text; entries that came or went as a whole, others down to
/// their fields. Empty where only layout or the order of fields differs. A text that is no JSON
/// differs as a whole, with an empty path. Pure; any thread.
std::vector<ChangedPart> changedParts(std::string_view before, std::string_view after);

/// "+ routes.fast, ~ listen.http_port": at most `most` parts, then how many more there are.
/// No words, so that it reads in every language.
std::string toText(const std::vector<ChangedPart>& parts, std::size_t most = 4);

} // namespace gateway::config
