#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// A configuration as written: the text's own order of keys and unknown fields
/// are kept through every edit. A value; any thread.
class Document {
public:
    /// The demo configuration, which is what holds without a file.
    Document();

    /// Reads and checks. Errors: ConfigInvalid, if `text` is not JSON or any issue
    /// is an error; `issues` then holds all of them, and the warnings in any case.
    /// `versions`: a text of a later version is refused, or what is known of it is read as if it were of this one; it is never to
    /// be written.
    enum class Versions { Ours, Any };
    static Result<Document> parse(std::string_view text, std::vector<Issue>& issues, Versions versions = Versions::Ours);

    /// What can be read of `text` although it may hold errors, which `issues` then holds as `parse()` tells them; what
    /// an error is about has its default. Empty: nothing can be read, since it is not JSON or of a later version.
    static std::optional<Settings> readable(std::string_view text, std::vector<Issue>& issues, Versions versions = Versions::Ours);

    /// Whether `text` is JSON of a later version than this program writes.
    static bool isNewer(std::string_view text);

    const Settings& settings() const { return m_settings; }

    /// The same document with the differences between `settings()` and `next`
    /// written in: what `next` leaves alone keeps its place, unknown fields of
    /// entries that stay (found by id or name) are kept.
    /// Errors: ConfigInvalid if `next` does not pass the same checks as a file.
    Result<Document> with(const Settings& next, std::vector<Issue>& issues) const;

    /// The same document without what it says at `paths`, such as "listen.http_port", so that the defaults hold there; an object
    /// that this leaves empty goes, too. Errors: as `with()`.
    Result<Document> without(const std::vector<std::string>& paths, std::vector<Issue>& issues) const;

    /// What is written to the file: indented JSON, line feed at the end, `$schema` and `version` first.
    std::string toText() const;

private:
    std::shared_ptr<const nlohmann::ordered_json> m_tree; // never null
    Settings m_settings;
};

} // namespace gateway::config
