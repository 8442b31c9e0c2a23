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

/// A configuration as written: every edit keeps the order of keys and unknown fields. A value; any thread.
class Document {
public:
    /// The demo configuration, which is used without a file.
    Document();

    /// Reads and checks a text. Errors: ConfigInvalid, if `text` is not JSON or any issue is an error; `issues` then
    /// contains all of them, and the warnings in any case. `versions`: whether a text of a later version is rejected,
    /// or its known fields are read as in this version; such a document must never be written.
    enum class Versions { Ours, Any };
    static Result<Document> parse(std::string_view text, std::vector<Issue>& issues, Versions versions = Versions::Ours);

    /// Reads as much of `text` as possible in spite of errors, which `issues` contains as from `parse()`; fields with
    /// errors have their defaults. Empty: nothing is readable, since it is not JSON or of a later version.
    static std::optional<Settings> readable(std::string_view text, std::vector<Issue>& issues, Versions versions = Versions::Ours);

    /// Whether `text` is JSON of a later version than this program writes.
    static bool isNewer(std::string_view text);

    const Settings& settings() const { return m_settings; }

    /// Returns the document with the differences between `settings()` and `next` applied: fields that `next` does not
    /// change keep their place, and remaining entries (matched by id or name) keep their unknown fields. Errors:
    /// ConfigInvalid if `next` does not pass the same checks as a file.
    Result<Document> with(const Settings& next, std::vector<Issue>& issues) const;

    /// Returns the document without the fields at `paths`, such as "listen.http_port", so that their defaults apply;
    /// objects that become empty are removed, too. Errors: see `with()`.
    Result<Document> without(const std::vector<std::string>& paths, std::vector<Issue>& issues) const;

    /// The text of the file: indented JSON with a line feed at the end, `$schema` and `version` first.
    std::string toText() const;

private:
    std::shared_ptr<const nlohmann::ordered_json> m_tree; // never null
    Settings m_settings;
};

} // namespace gateway::config
