#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// A part of a configuration that differs between two versions.
struct ChangedPart {
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    std::string path; ///< `providers.deepseek.base_url`: list entries by id or name
    std::string entry = {}; ///< id or name of the entry in the outermost list, unmodified; a path omits some characters and shortens long
                            ///< ones

    bool operator==(const ChangedPart&) const = default;
};

/// The differences, in the order of the text; added and removed entries as a whole, others down to their fields. Empty
/// if only layout or the order of fields differs. A text that is not JSON differs as a whole, with an empty path. Pure;
/// any thread.
std::vector<ChangedPart> changedParts(std::string_view before, std::string_view after);

/// "+ routes.fast, ~ listen.http_port": at most `most` parts, then the number of further ones. Contains no words, so
/// that it needs no translation.
std::string toText(const std::vector<ChangedPart>& parts, std::size_t most = 4);

} // namespace gateway::config
