#pragma once

#include "changed_parts.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// Who put a version in force: an editor (or an unknown program), the window, a command of `signalboxd`, a restored
/// backup.
enum class Author { File, Window, Command, Backup };

/// "file", "window", "command", "backup".
std::string_view toText(Author author);
/// Empty for any other text.
std::optional<Author> authorFrom(std::string_view text);

/// A configuration that was in force.
struct Version {
    int number = 0;  ///< from 1; its identifier as long as it is kept
    WallTime time{}; ///< when it came in force, to the millisecond
    Author author = Author::File;
    bool isFirst = false; ///< no earlier version is kept, so its changes are unknown
    std::vector<ChangedPart> changes; ///< compared with the previous version
};

/// The versions of a configuration: each a private file (0600) in its own folder (0700), with the original text, so
/// that it can also be restored manually. Secrets are only in it as references, as in the configuration. Every call
/// blocks; any thread, and other processes may use the folder at the same time. Errors: Io.
class ConfigHistory final {
public:
    /// Limits: the oldest versions are deleted first, never the newest one.
    struct Bounds {
        std::size_t count = 100;
        std::chrono::days age{365};
        std::int64_t bytes = std::int64_t{32} * 1024 * 1024;
    };

    /// Its path in the data folder.
    static QString folderIn(const QString& dataDir);

    explicit ConfigHistory(QString folder);
    ConfigHistory(QString folder, const Bounds& bounds);

    /// Keeps `text` as the newest version and returns its number, or that of the newest version if that is the same.
    Result<int> keep(const std::string& text, Author author, WallTime now) const;
    /// Keeps a change: `before`, unless it is the newest version already, then `after`. An unknown `before` was written
    /// by something that keeps no history. `now` is the time of the change: a version that another program has kept
    /// since then, and replaced again, is not kept twice.
    Result<int> keepChange(const std::optional<std::string>& before, const std::string& after, Author author, WallTime now) const;
    /// Adds a version from another folder at its original time, unless it exists. The limits may delete it at once.
    Result<void> add(const std::string& text, Author author, WallTime time) const;
    /// Whether `add()` would find that version.
    bool has(const std::string& text, WallTime time) const;
    /// Removes a version that did not come in force after all.
    Result<void> forget(int number) const;

    /// Newest first. Empty if the folder does not exist.
    Result<std::vector<Version>> list() const;
    /// Errors: InvalidRequest if there is no such version.
    Result<std::string> read(int number) const;

    struct Good {
        int number = 0;
        WallTime time{};
        std::string text;
    };
    /// The newest version with a valid configuration.
    std::optional<Good> newestGood() const;

private:
    struct Entry;
    std::vector<Entry> entries() const;
    Result<int> write(const std::string& text, Author author, WallTime time, const std::vector<Entry>& known) const;
    Result<std::string> textOf(const Entry& entry) const;
    std::optional<int> keptMeanwhile(const std::string& text, WallTime now, const std::vector<Entry>& known) const;
    void bound(WallTime now) const;
    bool isAmong(const std::vector<Entry>& known, const std::string& text, WallTime time) const;
    Result<void> makeFolder() const;

    const QString m_folder;
    const Bounds m_bounds;
};

} // namespace gateway::config
