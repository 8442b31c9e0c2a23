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

/// Who put a version in force: somebody with an editor (or a program that nobody here
/// knows), the window, a command of `signalboxd`, a backup that was imported.
enum class Author { File, Window, Command, Backup };

/// "file", "window", "command", "backup".
std::string_view toText(Author author);
/// Empty for any other text.
std::optional<Author> authorFrom(std::string_view text);

/// A configuration that was in force.
struct Version {
    int number = 0;  ///< from 1; its name for as long as it is kept
    WallTime time{}; ///< since when, to the millisecond
    Author author = Author::File;
    bool isFirst = false; ///< nothing older is kept, so nobody knows what it changed
    std::vector<ChangedPart> changes; ///< against the one before it
};

/// The versions of a configuration: each a private file (0600) in a folder of its own (0700),
/// with the text as it was, so that it can be put back by hand as well. Secrets are in it as
/// references only, as in the configuration. Every call blocks; any thread, and other
/// processes may use the folder at the same time. Errors: Io.
class ConfigHistory final {
public:
    /// What is kept: the oldest go first, never the newest one.
    struct Bounds {
        std::size_t count = 100;
        std::chrono::days age{365};
        std::int64_t bytes = std::int64_t{32} * 1024 * 1024;
    };

    /// Its place in the data folder.
    static QString folderIn(const QString& dataDir);

    explicit ConfigHistory(QString folder);
    ConfigHistory(QString folder, const Bounds& bounds);

    /// Keeps `text` as the newest version and gives its number, or that of the newest one if it says the same.
    Result<int> keep(const std::string& text, Author author, WallTime now) const;
    /// `before`, if that is not the newest version, and then `after`: a change. What stood there
    /// before came from somebody who kept nothing. `now` is when it was made: what another program kept of
    /// it since, and changed again, is not kept twice.
    Result<int> keepChange(const std::optional<std::string>& before, const std::string& after, Author author, WallTime now) const;
    /// Adds a version of another folder at its own time, unless the same is there. It may be bounded away at once.
    Result<void> add(const std::string& text, Author author, WallTime time) const;
    /// Whether `add()` would find it there.
    bool has(const std::string& text, WallTime time) const;
    /// Of a version that did not come in force after all.
    Result<void> forget(int number) const;

    /// The newest first. A folder that is not there has none.
    Result<std::vector<Version>> list() const;
    /// Errors: InvalidRequest if there is no such version.
    Result<std::string> read(int number) const;

    struct Good {
        int number = 0;
        WallTime time{};
        std::string text;
    };
    /// The newest version that is a valid configuration.
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
