#include "config_history.h"

#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/core/files/private_lock.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::config {

using std::chrono::milliseconds;

namespace {

constexpr std::array kAuthors{std::pair{Author::File, "file"}, std::pair{Author::Window, "window"},
    std::pair{Author::Command, "command"}, std::pair{Author::Backup, "backup"}};
constexpr milliseconds kLockWait{2000};
constexpr std::chrono::minutes kMostLate{1}; // a larger difference means that the clock was set back
constexpr auto kTimeForm = "yyyyMMdd'T'HHmmsszzz"; // in UTC, followed by Z

QString authorText(Author author) { return QString::fromStdString(std::string(toText(author))); }

QString timeText(WallTime time)
{
    const auto sinceEpoch = std::chrono::duration_cast<milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch, Qt::UTC).toString(QLatin1String(kTimeForm)) + QLatin1Char('Z');
}

WallTime timeFrom(const QString& text)
{
    QDateTime time = QDateTime::fromString(text.chopped(1), QLatin1String(kTimeForm));
    time.setTimeSpec(Qt::UTC);
    return WallTime(milliseconds(time.toMSecsSinceEpoch()));
}

tl::unexpected<Error> noVersion(int number)
{
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the configuration has no version %1; signalboxd config history lists all versions"), {std::to_string(number)}});
}

} // namespace

std::string_view toText(Author author)
{
    for (const auto& [each, name] : kAuthors)
        if (each == author)
            return name;
    return {};
}

std::optional<Author> authorFrom(std::string_view text)
{
    for (const auto& [author, name] : kAuthors)
        if (text == name)
            return author;
    return std::nullopt;
}

/// A file of the folder: `000042-20261122T162323123Z-window.json`.
struct ConfigHistory::Entry {
    int number = 0;
    WallTime time{};
    Author author = Author::File;
    QString path;
    std::int64_t bytes = 0;
};

QString ConfigHistory::folderIn(const QString& dataDir) { return dataDir + QStringLiteral("/history"); }

ConfigHistory::ConfigHistory(QString folder) : ConfigHistory(std::move(folder), Bounds()) {}

ConfigHistory::ConfigHistory(QString folder, const Bounds& bounds) : m_folder(std::move(folder)), m_bounds(bounds) {}

/// Oldest first.
std::vector<ConfigHistory::Entry> ConfigHistory::entries() const
{
    static const QRegularExpression form(QStringLiteral("^(\\d{6,9})-(\\d{8}T\\d{9}Z)-([a-z]+)\\.json$"));
    std::vector<Entry> found;
    for (const QFileInfo& file : QDir(m_folder).entryInfoList(QDir::Files)) {
        const auto match = form.match(file.fileName());
        const auto author = authorFrom(match.captured(3).toStdString());
        if (match.hasMatch() && author)
            found.push_back({match.captured(1).toInt(), timeFrom(match.captured(2)), *author, file.absoluteFilePath(), file.size()});
    }
    std::sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) { return std::pair(a.time, a.number) < std::pair(b.time, b.number); });
    return found;
}

Result<void> ConfigHistory::makeFolder() const
{
    return files::makePrivateFolder(m_folder);
}

Result<std::string> ConfigHistory::textOf(const Entry& entry) const
{
    const FileText text = readConfigFile(entry.path);
    if (!text)
        return failure(text.error());
    return *text ? Result<std::string>(**text) : Result<std::string>(noVersion(entry.number));
}

Result<int> ConfigHistory::write(const std::string& text, Author author, WallTime time, const std::vector<Entry>& known) const
{
    int number = 1;
    for (const Entry& entry : known)
        number = std::max(number, entry.number + 1);
    const QString name = QStringLiteral("%1-%2-%3.json").arg(number, 6, 10, QLatin1Char('0')).arg(timeText(time), authorText(author));
    const auto written = writeConfigFile(m_folder + QLatin1Char('/') + name, text); // a new file is accessible to its owner only
    return written ? Result<int>(number) : Result<int>(failure(written.error()));
}

Result<int> ConfigHistory::keep(const std::string& text, Author author, WallTime now) const
{
    return keepChange(std::nullopt, text, author, now);
}

/// The number under which `text` is already stored, if the change of `now` is processed so late that a newer version
/// exists.
std::optional<int> ConfigHistory::keptMeanwhile(const std::string& text, WallTime now, const std::vector<Entry>& known) const
{
    if (known.empty() || known.back().time <= now || known.back().time - now > kMostLate)
        return std::nullopt;
    auto entry = std::ranges::upper_bound(known, now, {}, &Entry::time);
    if (entry != known.begin())
        --entry; // the newest version at that time
    entry = std::find_if(entry, known.end(), [&](const Entry& each) { return textOf(each) == text; });
    return entry == known.end() ? std::nullopt : std::optional(entry->number);
}

Result<int> ConfigHistory::keepChange(const std::optional<std::string>& before, const std::string& after, Author author, WallTime now) const
{
    if (const auto made = makeFolder(); !made)
        return failure(made.error());
    QLockFile lock(m_folder + QStringLiteral("/lock"));
    files::lockPrivately(lock, kLockWait); // without the lock two numbers may be equal, which is better than losing a version
    std::vector<Entry> known = entries();
    const auto isNewest = [&](const std::string& text) { return !known.empty() && textOf(known.back()) == text; };
    if (const auto number = keptMeanwhile(after, now, known))
        return *number;
    // A clock that was set back does not change the order of versions.
    const WallTime time = known.empty() ? now : std::max(now, known.back().time + milliseconds(1));
    if (before && !files::isLostContent(*before) && *before != after && !isNewest(*before)) {
        if (auto kept = write(*before, Author::File, time - milliseconds(1), known); !kept)
            return kept;
        known = entries();
    }
    if (isNewest(after))
        return known.back().number;
    auto number = write(after, author, time, known);
    if (number)
        bound(now);
    return number;
}

Result<void> ConfigHistory::add(const std::string& text, Author author, WallTime time) const
{
    if (auto made = makeFolder(); !made)
        return made;
    QLockFile lock(m_folder + QStringLiteral("/lock"));
    files::lockPrivately(lock, kLockWait);
    const std::vector<Entry> known = entries();
    if (isAmong(known, text, time))
        return {};
    const auto written = write(text, author, std::chrono::floor<milliseconds>(time), known);
    return written ? Result<void>() : Result<void>(failure(written.error()));
}

bool ConfigHistory::has(const std::string& text, WallTime time) const { return isAmong(entries(), text, time); }

bool ConfigHistory::isAmong(const std::vector<Entry>& known, const std::string& text, WallTime time) const
{
    const WallTime exact = std::chrono::floor<milliseconds>(time);
    return std::ranges::any_of(known, [&](const Entry& entry) { return entry.time == exact && textOf(entry) == text; });
}

Result<void> ConfigHistory::forget(int number) const
{
    for (const Entry& entry : entries())
        if (entry.number == number && !QFile::remove(entry.path))
            return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot delete %1"), {entry.path.toStdString()}});
    return {};
}

void ConfigHistory::bound(WallTime now) const
{
    const std::vector<Entry> known = entries();
    std::int64_t bytes = 0;
    for (std::size_t i = known.size(); i-- > 0;) {
        const Entry& entry = known[i];
        bytes += entry.bytes;
        const std::size_t newer = known.size() - 1 - i;
        if (newer > 0 && (newer >= m_bounds.count || bytes > m_bounds.bytes || now - entry.time > m_bounds.age))
            QFile::remove(entry.path);
    }
}

Result<std::vector<Version>> ConfigHistory::list() const
{
    if (QDir folder(m_folder); folder.exists() && !folder.isReadable())
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot read the folder %1"), {m_folder.toStdString()}});
    std::vector<Version> versions;
    std::string before;
    for (const Entry& entry : entries()) {
        auto text = textOf(entry);
        if (!text) // deleted meanwhile, or damaged: the others are still listed
            continue;
        Version version{entry.number, entry.time, entry.author, versions.empty(), {}};
        if (!versions.empty())
            version.changes = changedParts(before, *text);
        versions.push_back(std::move(version));
        before = std::move(*text);
    }
    std::reverse(versions.begin(), versions.end());
    return versions;
}

std::optional<ConfigHistory::Good> ConfigHistory::newestGood() const
{
    const std::vector<Entry> known = entries();
    for (auto entry = known.rbegin(); entry != known.rend(); ++entry) {
        auto text = textOf(*entry);
        std::vector<Issue> issues;
        if (text && Document::parse(*text, issues))
            return Good{entry->number, entry->time, std::move(*text)};
    }
    return std::nullopt;
}

Result<std::string> ConfigHistory::read(int number) const
{
    for (const Entry& entry : entries())
        if (entry.number == number)
            return textOf(entry);
    return noVersion(number);
}

} // namespace gateway::config
